package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/** Draws from the documented ranges. */
final class Draw {
    private static final int NORMALS = 4096;
    private static final float[] NORMAL = new float[NORMALS];

    static {
        SplittableRandom random = new SplittableRandom(0x6761757373L);
        // stratified Box-Muller: the table has mean 0 and variance 1 up to rounding
        double power = 0;
        for (int i = 0; i < NORMALS; i += 2) {
            double radius =
                    Math.sqrt(-2 * Math.log((i + 0.5 + random.nextDouble()) / (NORMALS + 1)));
            double angle = 2 * Math.PI * random.nextDouble();
            NORMAL[i] = (float) (radius * Math.cos(angle));
            NORMAL[i + 1] = -NORMAL[i];
            power += 2 * NORMAL[i] * NORMAL[i];
        }
        for (int i = 0; i < NORMALS; i++) {
            NORMAL[i] /= (float) Math.sqrt(power / NORMALS);
        }
    }

    private Draw() {}

    static double uniform(SplittableRandom random, double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** Triangular on -range to range. */
    static double centred(SplittableRandom random, double range) {
        return (random.nextDouble() + random.nextDouble() - 1) * range;
    }

    /** Independent values of mean 0 and standard deviation 1. */
    static float[] whiteNoise(SplittableRandom random, int count) {
        float[] out = new float[count];
        long bits = 0;
        for (int i = 0; i < count; i++) {
            if (i % 5 == 0) {
                bits = random.nextLong();
            }
            out[i] = NORMAL[(int) bits & NORMALS - 1];
            bits >>>= 12;
        }
        return out;
    }

    /** Factor on the number of dots or display pixels: a worse medium has a coarser pattern. */
    static double coarseness(double severity) {
        return 1.25 - 0.5 * severity;
    }
}
