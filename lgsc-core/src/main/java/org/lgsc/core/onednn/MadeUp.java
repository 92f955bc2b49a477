package org.lgsc.core.onednn;

import java.util.Random;

/**
 * Made-up numbers for trials, the same in every run: -0.5 to 0.5, without end, each kind of
 * argument from another place of the sequence.
 */
enum MadeUp {
    /** Of the map that is convolved, or its gradient. */
    INPUT(0),
    /** Of the convolved map, or its gradient. */
    OUTPUT(2003),
    /** Of the weights. */
    WEIGHTS(4001),
    /** Of the bias. */
    BIAS(6007);

    /** As many as a prime number, so that no two rows or channels are the same. */
    private static final float[] TILE = new float[8191];

    static {
        Random random = new Random(2);
        for (int i = 0; i < TILE.length; i++) {
            TILE[i] = random.nextFloat() - 0.5f;
        }
    }

    private final int from;

    MadeUp(int from) {
        this.from = from;
    }

    float at(long index) {
        return TILE[(int) ((from + index) % TILE.length)];
    }

    /** Writes the numbers from index 0 on. */
    void fill(long address, long floats) {
        float[] turned = new float[TILE.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = at(i);
        }
        for (long i = 0; i < floats; i += turned.length) {
            int length = (int) Math.min(turned.length, floats - i);
            Memory.copy(turned, length, address + i * Float.BYTES);
        }
    }
}
