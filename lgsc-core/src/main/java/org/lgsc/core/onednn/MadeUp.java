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

    /** A prime number, so that no two rows or channels are the same. */
    private static final int PERIOD = 8191;

    /** Two periods, so that one begins anywhere in the first. */
    private static final float[] TILES = new float[2 * PERIOD];

    static {
        Random random = new Random(2);
        for (int i = 0; i < PERIOD; i++) {
            TILES[i] = random.nextFloat() - 0.5f;
        }
        System.arraycopy(TILES, 0, TILES, PERIOD, PERIOD);
    }

    private final int from;

    MadeUp(int from) {
        this.from = from;
    }

    float at(long index) {
        return TILES[(int) ((from + index) % PERIOD)];
    }

    /** Writes the numbers from index 0 on. */
    void fill(long address, long floats) {
        for (long i = 0; i < floats; i += PERIOD) {
            int length = (int) Math.min(PERIOD, floats - i);
            Memory.copy(TILES, from, length, address + i * Float.BYTES);
        }
    }
}
