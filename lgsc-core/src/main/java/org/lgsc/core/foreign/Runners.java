package org.lgsc.core.foreign;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.LargeStack;
import org.lgsc.core.internal.SafeText;

/**
 * Chooses the runner of a network: OpenCV, which is always available, or ONNX Runtime for networks
 * that OpenCV cannot run. An additional jar on the class path therefore does not change the scores
 * of a network that runs without it.
 */
final class Runners {
    /**
     * Time limit from reading the file to the first output; every further output takes the same
     * work.
     */
    private static final long SECONDS = 60;

    private static final int LONGEST_REASON = 300;

    private Runners() {}

    /**
     * Returns a runner that has returned an output of the right length.
     *
     * @param name name of the file for messages
     * @throws LgscException when no runner can run the network
     */
    static Runner open(String name, OnnxFile file, ForeignCard.Network network) {
        return within(name, SECONDS, () -> choose(name, file, network));
    }

    private static Runner choose(String name, OnnxFile file, ForeignCard.Network network) {
        String reason = "it has operators that OpenCV does not support";
        if (Operators.areOpenCvs(file.operators())) {
            try {
                return tried(new OpenCvRunner(file, network.input()), network);
            } catch (WrongAnswer e) {
                throw LgscException.of(e, "%s %s", name, e.getMessage());
            } catch (RuntimeException e) { // JavaCPP turns any C++ exception into one of these
                reason = shown(e);
            }
        }
        try {
            return tried(new OnnxRuntimeRunner(file, network.input()), network);
        } catch (WrongAnswer e) {
            throw LgscException.of(e, "%s %s", name, e.getMessage());
        } catch (RuntimeException e) {
            throw LgscException.of(
                    e, "Neither OpenCV nor ONNX Runtime can run %s: %s.", name, shown(e));
        } catch (LinkageError e) {
            throw LgscException.of(
                    e,
                    "OpenCV cannot run %s (%s); ONNX Runtime may be able to: add"
                            + " com.microsoft.onnxruntime:onnxruntime to the class path.",
                    name,
                    reason);
        }
    }

    private static String shown(RuntimeException e) {
        String text = String.valueOf(e.getMessage()).strip();
        return SafeText.text(text, LONGEST_REASON);
    }

    /**
     * The network runs, but its output is not as the card states; it would be the same with another
     * runner.
     */
    private static final class WrongAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongAnswer(String message) {
            super(message);
        }
    }

    private static Runner tried(Runner runner, ForeignCard.Network network) {
        try {
            PixelInput input = network.input();
            float[] answer = runner.run(new float[3 * input.width() * input.height()]);
            if (answer.length != network.output().values()) {
                throw new WrongAnswer(
                        "returns "
                                + answer.length
                                + " values for a face; the card says "
                                + network.output().values()
                                + " (output.values).");
            }
            return runner;
        } catch (RuntimeException e) {
            runner.close();
            throw e;
        }
    }

    /** Runs work on a separate thread, which is abandoned when it does not finish in time. */
    static <T> T within(String name, long seconds, Supplier<T> work) {
        CompletableFuture<T> result = LargeStack.start("lgsc-network-start", work);
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw LgscException.of(
                    e,
                    "%s did not return an output within %d seconds; it is not used.",
                    name,
                    seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LgscException.of(e, "Interrupted while %s was started.", name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LgscException problem) {
                throw problem;
            }
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new LgscException(
                        name + " needs more memory than is available.", e.getCause());
            }
            throw LgscException.of(e.getCause(), "%s cannot be run: %s.", name, e.getCause());
        }
    }
}
