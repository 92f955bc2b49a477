package org.lgsc.core.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides a batch among threads. Threads that compute an image together synchronise after every
 * operation, a hundred times per inference; when another process occupies one of their cores, the
 * others wait each time until the scheduler returns it. Therefore threads share an image only if it
 * is enough work to pay off. Of several images each thread computes its own, and they synchronise
 * once.
 */
final class Sharing {
    /**
     * Number of multiplications of an image from which a second thread pays off. On two idle cores
     * a network of base width 16 at 96x96 (about 120 million) gained less than a tenth of its time,
     * or nothing, from the second, and with other processes on them one thread was ten times as
     * fast as two.
     */
    static final long WORTH_A_TEAM = 250_000_000;

    /** Images of a batch, at least one, and the threads that compute them together. */
    record Part(long first, long images, int threads) {}

    private Sharing() {}

    /** Returns the parts that run at the same time with one thread each; may be empty. */
    static List<Part> apart(long images, int threads) {
        List<Part> parts = new ArrayList<>();
        long each = threads < 2 ? 0 : images / threads;
        for (int part = 0; each > 0 && part < threads; part++) {
            parts.add(new Part(part * each, each, 1));
        }
        return parts;
    }

    /**
     * Returns the remaining images after those parts, for all threads together; null when there are
     * none.
     *
     * @param work number of multiplications of an image
     */
    static @Nullable Part rest(long images, int threads, long work) {
        long rest = threads < 2 ? images : images % threads;
        if (rest == 0) {
            return null;
        }
        return new Part(images - rest, rest, work * rest < WORTH_A_TEAM ? 1 : threads);
    }
}
