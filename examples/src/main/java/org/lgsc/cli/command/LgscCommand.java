package org.lgsc.cli.command;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.lgsc.core.backend.Backend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: help, version, stack traces on request, where to print. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the input or the machine does not allow it; one sentence says why",
            "2:a wrong argument",
            "70:a defect of this program"
        })
public abstract class LgscCommand implements Callable<Integer> {
    @Spec protected CommandSpec spec;

    @Option(names = "--debug", description = "Print the stack trace of an error, too.")
    protected boolean debug;

    /**
     * Does the work.
     *
     * @return the exit code
     */
    protected abstract int run() throws Exception;

    /** Whether it does nothing but list others, so that a mistake in its arguments shows them. */
    protected boolean isListOfCommands() {
        return false;
    }

    @Override
    public final Integer call() throws Exception {
        return run();
    }

    /** Results; machine-readable where a command says so. */
    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Progress and remarks. */
    protected final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /**
     * Starts ND4J. A backend that cannot run prints its own stack trace to standard error; what
     * {@link Backend#require()} says is enough.
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

    /** Says that an argument is wrong unless something holds. */
    protected final void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /** Builds something from arguments; what it refuses is a wrong argument. */
    protected final <T> T fromArguments(Supplier<T> factory) {
        try {
            return factory.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid argument: " + e.getMessage() + ".", e);
        }
    }
}
