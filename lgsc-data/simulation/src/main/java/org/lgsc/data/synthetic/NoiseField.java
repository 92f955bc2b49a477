package org.lgsc.data.synthetic;

import java.util.SplittableRandom;

/**
 * Tables of smooth pseudo-random values shared by all drawings: value noise on a wrapped lattice
 * and a baked sum of octaves (amplitude halved as the frequency doubles, the 1/f spectrum of
 * natural texture). Immutable, so safe for every thread.
 */
final class NoiseField {
    private static final int LATTICE = 256;
    private static final int LATTICE_MASK = LATTICE - 1;
    private static final int BAKED = 512;
    private static final int BAKED_MASK = BAKED - 1;
    private static final float[] VALUES = new float[LATTICE * LATTICE];
    private static final float[] OCTAVES = new float[BAKED * BAKED];

    static {
        SplittableRandom random = new SplittableRandom(0x4e6f697365L);
        for (int i = 0; i < VALUES.length; i++) {
            VALUES[i] = (float) (2 * random.nextDouble() - 1);
        }
        double power = 0;
        for (int y = 0; y < BAKED; y++) {
            for (int x = 0; x < BAKED; x++) {
                float sum = 0;
                float amplitude = 1;
                // periods 32, 16, ... 2 texels: all divide the table, so that it tiles
                for (int period = 32, octave = 0; period >= 2; period /= 2, octave++) {
                    int cells = BAKED / period;
                    sum +=
                            amplitude
                                    * wrapped(
                                            (float) x / period,
                                            (float) y / period,
                                            cells - 1,
                                            37 * octave);
                    amplitude *= 0.62f;
                }
                OCTAVES[y * BAKED + x] = sum;
                power += sum * sum;
            }
        }
        float scale = (float) (1 / Math.sqrt(power / OCTAVES.length));
        for (int i = 0; i < OCTAVES.length; i++) {
            OCTAVES[i] *= scale;
        }
    }

    private NoiseField() {}

    private static float wrapped(float x, float y, int mask, int shift) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        float fx = x - x0;
        float fy = y - y0;
        fx = fx * fx * (3 - 2 * fx);
        fy = fy * fy * (3 - 2 * fy);
        int ax = (x0 & mask) + shift & LATTICE_MASK;
        int bx = (x0 + 1 & mask) + shift & LATTICE_MASK;
        int ay = ((y0 & mask) + shift & LATTICE_MASK) * LATTICE;
        int by = ((y0 + 1 & mask) + shift & LATTICE_MASK) * LATTICE;
        float top = VALUES[ay + ax] + fx * (VALUES[ay + bx] - VALUES[ay + ax]);
        float bottom = VALUES[by + ax] + fx * (VALUES[by + bx] - VALUES[by + ax]);
        return top + fy * (bottom - top);
    }

    /** Smooth value noise in -1 to 1 with one lattice cell per unit. */
    static float value(float x, float y) {
        return wrapped(x, y, LATTICE_MASK, 0);
    }

    /** Sum of octaves with standard deviation 1; the finest detail is 2 units wide. */
    static float octaves(float x, float y) {
        int x0 = (int) Math.floor(x);
        int y0 = (int) Math.floor(y);
        float fx = x - x0;
        float fy = y - y0;
        int ax = x0 & BAKED_MASK;
        int bx = x0 + 1 & BAKED_MASK;
        int ay = (y0 & BAKED_MASK) * BAKED;
        int by = (y0 + 1 & BAKED_MASK) * BAKED;
        float top = OCTAVES[ay + ax] + fx * (OCTAVES[ay + bx] - OCTAVES[ay + ax]);
        float bottom = OCTAVES[by + ax] + fx * (OCTAVES[by + bx] - OCTAVES[by + ax]);
        return top + fy * (bottom - top);
    }

    /** A hash of a lattice cell, uniform in 0 to 1. */
    static float cell(int x, int y, int salt) {
        int h = x * 0x27d4eb2d ^ y * 0x165667b1 ^ salt * 0x9e3779b1;
        h = (h ^ h >>> 15) * 0x85ebca6b;
        h = (h ^ h >>> 13) * 0xc2b2ae35;
        return ((h ^ h >>> 16) & 0xffffff) / (float) 0x1000000;
    }
}
