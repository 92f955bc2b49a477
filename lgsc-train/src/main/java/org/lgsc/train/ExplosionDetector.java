package org.lgsc.train;

import java.util.Arrays;

/** Remembers the total losses of the last good steps to detect an explosion. */
final class ExplosionDetector {
    private static final int WINDOW = 51;
    private static final int FIRST = 10;

    private final double factor;
    private final double[] ring = new double[WINDOW];
    private final double[] sorted = new double[WINDOW];
    private long seen;

    ExplosionDetector(double factor) {
        this.factor = factor;
    }

    /**
     * Returns the largest loss that is not an explosion; infinite while too few steps were seen.
     */
    double limit() {
        if (seen < FIRST) {
            return Double.POSITIVE_INFINITY;
        }
        int count = (int) Math.min(seen, WINDOW);
        System.arraycopy(ring, 0, sorted, 0, count);
        Arrays.sort(sorted, 0, count);
        return factor * (1 + sorted[count / 2]);
    }

    void add(double total) {
        ring[(int) (seen++ % WINDOW)] = total;
    }

    /** Returns the remembered losses, oldest first. */
    double[] recent() {
        int count = (int) Math.min(seen, WINDOW);
        double[] recent = new double[count];
        for (int i = 0; i < count; i++) {
            recent[i] = ring[(int) ((seen - count + i) % WINDOW)];
        }
        return recent;
    }

    void restore(double[] recent) {
        seen = 0;
        for (double total : recent) {
            add(total);
        }
    }
}
