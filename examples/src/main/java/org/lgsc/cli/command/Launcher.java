package org.lgsc.cli.command;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lgsc.core.LgscException;
import org.lgsc.core.LgscVersion;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.backend.QuietOutput;
import org.lgsc.core.internal.RootFormat;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prepares the process and turns any exception of a command into a sentence and an exit code. */
public final class Launcher {
    /** The exit code of a defect, EX_SOFTWARE of sysexits.h. */
    static final int DEFECT = 70;

    /** Off-heap memory of ND4J: half of the machine; the Java heap takes a quarter by default. */
    private static final double OFF_HEAP_SHARE = 0.5;

    /** Off-heap memory and Java heap together. */
    private static final double PROCESS_SHARE = 0.85;

    private Launcher() {}

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                RootFormat.of(
                        "LGSC for Java %s, Deeplearning4j %s",
                        LgscVersion.current(), Backend.dl4jVersion())
            };
        }
    }

    /** Runs a command as the only one of this process. */
    public static int execute(LgscCommand command, String... args) {
        limitMemory();
        PrintStream out = new QuietOutput(System.out, QuietOutput.charset());
        System.setOut(out);
        int code = execute(command, writer(out), writer(System.err), args);
        if (code == ExitCode.OK && out.checkError()) { // such a stream throws nothing
            System.err.println(
                    "The results could not be written to standard output, which is closed or"
                            + " on a full disk.");
            return ExitCode.SOFTWARE;
        }
        return code;
    }

    /** A writer in the charset of the terminal, which can differ from that of files. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, QuietOutput.charset()), true);
    }

    /** Runs a command that prints to the given writers, without terminal control sequences. */
    public static int execute(
            LgscCommand command, PrintWriter toOut, PrintWriter toErr, String... args) {
        PrintWriter out = new PrintWriter(new PlainWriter(toOut), true);
        PrintWriter err = new PrintWriter(new PlainWriter(toErr), true);
        CommandLine line =
                new CommandLine(command)
                        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                        .setOut(out)
                        .setErr(err)
                        .setParameterExceptionHandler(Launcher::wrongArgument)
                        .setExecutionExceptionHandler((e, at, parsed) -> failed(e, at));
        Choices.register(line);
        int code;
        try {
            code = line.execute(args);
        } catch (OutOfMemoryError e) { // the command-line parser passes errors on
            code = failed(e, line);
        }
        out.flush();
        err.flush();
        return code;
    }

    private static int wrongArgument(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        // picocli keeps the name of the exception that a conversion threw, but not its cause
        if (String.valueOf(e.getMessage()).contains(InvalidPathException.class.getName())) {
            err.println(unwritable(e.getValue()));
            return ExitCode.SOFTWARE;
        }
        List<String> unknown = e.getCommandLine().getUnmatchedArguments();
        // one that cannot be a file name ends a list of files
        Optional<String> foreign = unknown.stream().filter(Launcher::isUnwritable).findFirst();
        if (foreign.isPresent()) {
            err.println(unwritable(foreign.get()));
            return ExitCode.SOFTWARE;
        }
        err.println(e.getMessage());
        if (e instanceof MissingParameterException && !unknown.isEmpty()) {
            // the missing option may be the misspelt one
            ParameterException other =
                    new UnmatchedArgumentException(e.getCommandLine(), new ArrayList<>(unknown));
            err.println(other.getMessage());
            UnmatchedArgumentException.printSuggestions(other, err);
        } else {
            UnmatchedArgumentException.printSuggestions(e, err);
        }
        Misspelt.print(e.getCommandLine().getCommandSpec(), unknown, err);
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println("Try '" + name + " --help' for the arguments.");
        LgscCommand command = e.getCommandLine().getCommand();
        if (command.isListOfCommands()) {
            e.getCommandLine().usage(err);
        }
        return ExitCode.USAGE;
    }

    private static int failed(Throwable e, CommandLine at) {
        LgscCommand command = at.getCommand();
        PrintWriter err = at.getErr();
        if (command.debug) {
            e.printStackTrace(err);
        }
        if (e instanceof LgscException) {
            err.println(e.getMessage());
            return ExitCode.SOFTWARE;
        }
        if (e instanceof InvalidPathException path) {
            err.println(unwritable(path.getInput()));
            return ExitCode.SOFTWARE;
        }
        Optional<String> room = TooLittleMemory.sentence(e);
        if (room.isPresent()) {
            err.println(room.get());
            return ExitCode.SOFTWARE;
        }
        err.println(
                "Internal error: "
                        + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                        + (command.debug ? "" : " (--debug shows where)"));
        return DEFECT;
    }

    private static boolean isUnwritable(String name) {
        try {
            var unused = Path.of(name);
            return false;
        } catch (InvalidPathException e) {
            return true;
        }
    }

    private static String unwritable(String name) {
        return RootFormat.of(
                "The file name '%s' cannot be represented in the character set of this machine's"
                        + " locale; set LC_ALL=C.UTF-8, or rename the file.",
                name);
    }

    /**
     * Gives ND4J a share of the machine's memory; JavaCPP's own default is the size of the Java
     * heap, which is too little for training. JavaCPP reads these properties when its first class
     * loads.
     */
    private static void limitMemory() {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system) {
            long total = system.getTotalMemorySize();
            setIfAbsent("org.bytedeco.javacpp.maxbytes", (long) (OFF_HEAP_SHARE * total));
            setIfAbsent("org.bytedeco.javacpp.maxphysicalbytes", (long) (PROCESS_SHARE * total));
        }
    }

    private static void setIfAbsent(String property, long bytes) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Long.toString(bytes));
        }
    }
}
