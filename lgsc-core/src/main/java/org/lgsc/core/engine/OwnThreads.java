package org.lgsc.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.lgsc.core.backend.NativeThreads;

/** Runs work in threads that each compute alone, without OpenMP threads. */
final class OwnThreads {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Idle threads end after a minute, and no thread keeps the process alive. */
    private static final ExecutorService POOL =
            Executors.newCachedThreadPool(
                    work -> {
                        Thread thread =
                                new Thread(work, "lgsc-inference-" + NUMBER.incrementAndGet());
                        thread.setDaemon(true);
                        return thread;
                    });

    private OwnThreads() {}

    /**
     * Runs all works at the same time, the last one in the calling thread. Returns only when all
     * have finished, even after an exception: they use the caller's memory.
     */
    static void run(List<Runnable> works) {
        run(works, POOL);
    }

    static void run(List<Runnable> works, Executor pool) {
        List<CompletableFuture<Void>> others = new ArrayList<>();
        try {
            for (Runnable work : works.subList(0, works.size() - 1)) {
                // may fail: a system limits the number of threads
                others.add(CompletableFuture.runAsync(() -> limited(1, work), pool));
            }
            limited(1, works.get(works.size() - 1));
        } finally {
            all(others).exceptionally(e -> null).join();
        }
        try {
            all(others).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> works) {
        return CompletableFuture.allOf(works.toArray(CompletableFuture[]::new));
    }

    /** Runs work with a limit on the OpenMP threads of its operations. */
    static void limited(int threads, Runnable work) {
        int before = NativeThreads.limit();
        if (before == threads) {
            work.run();
            return;
        }
        NativeThreads.limit(threads);
        try {
            work.run();
        } finally {
            NativeThreads.limit(before);
        }
    }
}
