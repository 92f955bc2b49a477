package org.lgsc.core.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * How a batch is shared out among threads. Threads that compute an image together meet behind every
 * operation, a hundred times in an inference; where another process has one of their cores, the
 * rest wait each time until the scheduler brings it back. So they share one image only where it is
 * so much work that it pays, and of several images each thread computes its own and they meet once.
 */
final class Sharing {
    /**
     * Multiplications of an image that a second thread pays for. On two idle cores a network of
     * base width 16 at 96x96 (some 120 million) gained less than a tenth of its time, or nothing,
     * from the second, and with other processes on them one thread was ten times as fast as two.
     */
    static final long WORTH_A_TEAM = 250_000_000;

    /**
     * Some images of the batch.
     *
     * @param first index of the first
     * @param images how many, at least 1
     * @param threads that compute them together
     */
    record Part(long first, long images, int threads) {}

    private Sharing() {}

    /**
     * Parts that run at the same time, each of them with one thread; empty when there are none.
     *
     * @param threads that there are
     */
    static List<Part> apart(long images, int threads) {
        List<Part> parts = new ArrayList<>();
        long each = threads < 2 ? 0 : images / threads;
        for (int part = 0; each > 0 && part < threads; part++) {
            parts.add(new Part(part * each, each, 1));
        }
        return parts;
    }

    /**
     * What is left when the others are done, for all threads together; null when nothing is.
     *
     * @param work multiplications of an image
     */
    static Part rest(long images, int threads, long work) {
        long rest = threads < 2 ? images : images % threads;
        if (rest == 0) {
            return null;
        }
        return new Part(images - rest, rest, work * rest < WORTH_A_TEAM ? 1 : threads);
    }
}
