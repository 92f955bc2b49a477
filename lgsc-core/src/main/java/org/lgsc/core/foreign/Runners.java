package org.lgsc.core.foreign;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.Shown;

/**
 * Chooses what computes a network: OpenCV, which is always there, and ONNX Runtime for networks
 * that OpenCV cannot run. Another jar on the class path therefore changes no score of a network
 * that ran without it.
 */
final class Runners {
    /** From the file to the first answer; every further one takes the same work. */
    private static final long SECONDS = 60;

    /** ONNX Runtime 1.29 overruns a stack of 1 MiB while it starts, and the JVM with it. */
    private static final long STACK = 16L << 20;

    private static final int LONGEST_REASON = 300;

    private Runners() {}

    /**
     * A runner that has given an answer of the right length.
     *
     * @param name of the file, for messages
     * @throws LgscException when there is none
     */
    static Runner open(String name, OnnxFile file, ForeignCard.Network network) {
        return within(name, SECONDS, () -> choose(name, file, network));
    }

    private static Runner choose(String name, OnnxFile file, ForeignCard.Network network) {
        String reason = "it has operators that OpenCV does not read";
        if (Operators.areOpenCvs(file.operators())) {
            try {
                return tried(new OpenCvRunner(file, network.input()), network);
            } catch (WrongAnswer e) {
                throw new LgscException(name + " " + e.getMessage(), e);
            } catch (RuntimeException e) { // JavaCPP turns any C++ exception into one of these
                reason = shown(e);
            }
        }
        try {
            return tried(new OnnxRuntimeRunner(file, network.input()), network);
        } catch (WrongAnswer e) {
            throw new LgscException(name + " " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new LgscException(
                    "Neither OpenCV nor ONNX Runtime can run " + name + ": " + shown(e) + ".", e);
        } catch (LinkageError e) {
            throw new LgscException(
                    "OpenCV cannot run "
                            + name
                            + " ("
                            + reason
                            + "); ONNX Runtime may: add com.microsoft.onnxruntime:onnxruntime to"
                            + " the class path.",
                    e);
        }
    }

    private static String shown(RuntimeException e) {
        String text = String.valueOf(e.getMessage()).strip();
        return Shown.text(text, LONGEST_REASON);
    }

    /** The network runs and does not answer as the card says: another runner would not, either. */
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
                        "answers with "
                                + answer.length
                                + " numbers for a face; the card says "
                                + network.output().values()
                                + " (output.values).");
            }
            return runner;
        } catch (RuntimeException e) {
            runner.close();
            throw e;
        }
    }

    /** On a thread of its own, which is left behind when it does not end. */
    static <T> T within(String name, long seconds, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                result.complete(work.get());
                            } catch (Throwable e) { // whatever it is, the caller gets it
                                result.completeExceptionally(e);
                            }
                        },
                        "lgsc-network-start",
                        STACK);
        thread.setDaemon(true);
        thread.start();
        try {
            return result.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new LgscException(
                    name + " has not answered within " + seconds + " seconds; it is not used.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LgscException("Interrupted while " + name + " was started.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LgscException problem) {
                throw problem;
            }
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new LgscException(name + " needs more memory than there is.", e.getCause());
            }
            throw new LgscException(name + " cannot be run: " + e.getCause() + ".", e.getCause());
        }
    }
}
