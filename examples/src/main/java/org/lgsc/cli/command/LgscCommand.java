package org.lgsc.cli.command;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.internal.RootFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Base of all commands: help, version, stack traces on request, output writers. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the input or the machine does not allow it; one sentence states why",
            "2:a wrong argument",
            "70:a defect in this program"
        })
public abstract class LgscCommand implements Callable<Integer> {
    @Spec protected CommandSpec spec;

    @Option(names = "--debug", description = "Also print the stack trace of an error.")
    protected boolean debug;

    /** Does the work and returns the exit code. */
    protected abstract int run() throws Exception;

    /** Whether this command only lists others; a mistake in its arguments then prints the list. */
    protected boolean isListOfCommands() {
        return false;
    }

    @Override
    public final Integer call() throws Exception {
        return run();
    }

    /** Writer for results; machine-readable where a command documents it. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Writer for progress and remarks. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints a formatted result, with numbers as Java writes them. */
    protected final void printf(String pattern, Object... parts) {
        out().printf(Locale.ROOT, pattern, parts);
    }

    /** Prints formatted progress or a remark, likewise. */
    protected final void remarkf(String pattern, Object... parts) {
        err().printf(Locale.ROOT, pattern, parts);
    }

    /**
     * Starts ND4J. A backend that cannot run prints its own stack trace to standard error; it is
     * suppressed, because the message of {@link Backend#require()} is enough.
     *
     * @throws org.lgsc.core.LgscException when it cannot be started
     */
    protected final void requireBackend() {
        PrintStream original = System.err;
        if (!debug) {
            System.setErr(
                    new PrintStream(
                            OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        }
        try {
            Backend.require();
        } finally {
            System.setErr(original);
        }
    }

    /**
     * Reports a wrong argument unless a condition holds.
     *
     * @param message the sentence; {@code %s} stands for each part, if any
     */
    protected final void require(boolean holds, String message, Object... parts) {
        if (!holds) {
            throw wrong(spec, message, parts);
        }
    }

    /**
     * Returns the report of a wrong argument.
     *
     * @param message the sentence; {@code %s} stands for each part, if any
     */
    public static ParameterException wrong(CommandSpec spec, String message, Object... parts) {
        return new ParameterException(
                spec.commandLine(), parts.length == 0 ? message : RootFormat.of(message, parts));
    }

    /** Builds something from arguments; an argument that it refuses is reported as wrong. */
    protected final <T> T fromArguments(Supplier<T> factory) {
        try {
            return factory.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid argument: " + e.getMessage() + ".", e);
        }
    }
}
