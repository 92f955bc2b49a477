package org.lgsc.data.internal.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;

/**
 * One batch being filled: a task for each of its places.
 *
 * @param <T> result of a task
 */
final class BatchJob<T> {
    private final List<Future<T>> places = new ArrayList<>();
    private final Object lock = new Object();
    private int running;
    private boolean abandoned;

    BatchJob(ExecutorService pool, int count, IntFunction<T> place) {
        for (int i = 0; i < count; i++) {
            int index = i;
            places.add(pool.submit(() -> unlessAbandoned(place, index)));
        }
    }

    private @Nullable T unlessAbandoned(IntFunction<T> place, int index) {
        synchronized (lock) {
            if (abandoned) {
                return null;
            }
            running++;
        }
        try {
            return place.apply(index);
        } finally {
            synchronized (lock) {
                running--;
                lock.notifyAll();
            }
        }
    }

    /**
     * Waits for all places.
     *
     * @throws LgscException when a place failed with one, or on interruption
     */
    List<T> await() {
        List<T> results = new ArrayList<>(places.size());
        for (Future<T> place : places) {
            results.add(await(place));
        }
        return results;
    }

    /**
     * Cancels tasks that have not begun and waits for the others, so that their memory may be used
     * again. A future cannot tell the two apart: cancelling a running one succeeds at once.
     */
    void abandon() {
        boolean interrupted = false;
        synchronized (lock) {
            abandoned = true;
            while (running > 0) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        places.forEach(place -> place.cancel(false));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static <T> T await(Future<T> place) {
        try {
            return place.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LgscException("Reading a batch was interrupted.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
