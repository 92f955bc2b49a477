package org.lgsc.core.internal;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Work on a thread with a large stack. ONNX Runtime 1.29 copies the command line to the stack while
 * it starts: with a class path of some 17 KB a thread's usual one or two MiB are not enough, and
 * the JVM ends.
 */
public final class LargeStack {
    private static final long BYTES = 16L << 20;

    private LargeStack() {}

    /**
     * Starts a daemon thread.
     *
     * @param name of the thread
     * @return its result, or what it threw, errors included
     */
    public static <T> CompletableFuture<T> start(String name, Supplier<T> work) {
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
                        name,
                        BYTES);
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
