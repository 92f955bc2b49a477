package org.lgsc.cli.model;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts ONNX Runtime, once a process. */
public final class OnnxRuntimeStart {
    /**
     * It copies the command line to the stack while it starts: with a class path of some 17 KB a
     * thread's usual one or two MB are not enough, and the process ends.
     */
    private static final long STACK = 16L << 20;

    private OnnxRuntimeStart() {}

    /**
     * The environment.
     *
     * @throws LinkageError when there are no binaries for this machine
     */
    public static OrtEnvironment environment() {
        CompletableFuture<OrtEnvironment> started = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        null,
                        () -> {
                            try {
                                started.complete(OrtEnvironment.getEnvironment());
                            } catch (RuntimeException | LinkageError e) {
                                started.completeExceptionally(e);
                            }
                        },
                        "onnx-runtime-start",
                        STACK);
        thread.start();
        try {
            return started.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LinkageError missing) {
                throw missing;
            }
            throw e;
        }
    }
}
