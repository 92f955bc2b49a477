package org.lgsc.train.internal.parallel;

/** Seeds derived from other seeds. */
public final class StepSeeds {
    private StepSeeds() {}

    /** Returns a well mixed, non-zero seed for each number (the finaliser of SplitMix64). */
    public static long derived(long seed, long number) {
        long z = seed + 0x9E3779B97F4A7C15L * number;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return z == 0 ? 1 : z;
    }
}
