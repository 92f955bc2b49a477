package org.lgsc.data.synthetic;

import java.util.SplittableRandom;

/** Seeds derived from the identity of a picture, not from the order of drawing. */
final class ShotSeeds {
    private ShotSeeds() {}

    /** Returns a non-zero seed for these coordinates. */
    static long of(long seed, String what, int first, int second) {
        long mixed = seed * 0x9e3779b97f4a7c15L ^ what.hashCode() * 0xbf58476d1ce4e5b9L;
        mixed ^= (first + 1L) * 0x94d049bb133111ebL ^ (second + 1L) * 0xd6e8feb86659fd93L;
        long out = new SplittableRandom(mixed).nextLong();
        return out == 0 ? 1 : out;
    }
}
