package org.lgsc.train.internal.parallel;

import org.lgsc.core.internal.SplitMix64;

/** Seeds derived from other seeds. */
public final class StepSeeds {
    private StepSeeds() {}

    /** Returns a well mixed, non-zero seed for each number. */
    public static long derived(long seed, long number) {
        long z = SplitMix64.mix(seed + SplitMix64.STEP * number);
        return z == 0 ? 1 : z;
    }
}
