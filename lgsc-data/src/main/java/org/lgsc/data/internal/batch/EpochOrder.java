package org.lgsc.data.internal.batch;

import java.util.SplittableRandom;
import org.lgsc.core.internal.SplitMix64;

/**
 * The order of samples in an epoch. The minority class is repeated, in a new order each time, until
 * it is as long as the majority (published code, dataset/oulu.py).
 */
final class EpochOrder {
    private EpochOrder() {}

    /**
     * @param samples number of samples in the class
     * @param length of the epoch, at least {@code samples}
     * @param seed of this class in this epoch
     * @return {@code length} indices below {@code samples}; each occurs length / samples times,
     *     rounded down or up
     */
    static int[] of(int samples, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[length];
        for (int start = 0; start < length; start += samples) {
            int[] pass = shuffled(samples, random);
            System.arraycopy(pass, 0, order, start, Math.min(samples, length - start));
        }
        return order;
    }

    private static int[] shuffled(int n, SplittableRandom random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Mixes several numbers into one seed. */
    static long mix(long... parts) {
        long z = 0;
        for (long part : parts) {
            z = SplitMix64.mix((z ^ part) + SplitMix64.STEP);
        }
        return z;
    }
}
