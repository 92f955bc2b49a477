package org.lgsc.core.internal;

/** The mixing of the random generator SplitMix64 (Steele et al., 2014), for seeds and hashes. */
public final class SplitMix64 {
    /** The generator's step: 2^64 divided by the golden ratio. */
    public static final long STEP = 0x9e3779b97f4a7c15L;

    private SplitMix64() {}

    /** Every bit of the input changes every bit of the result; 0 remains 0. */
    public static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
