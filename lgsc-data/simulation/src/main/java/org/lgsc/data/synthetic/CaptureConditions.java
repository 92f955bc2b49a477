package org.lgsc.data.synthetic;

import java.util.random.RandomGenerator;

/**
 * The conditions that change from one capture of a subject to the next. Angles in degrees, lengths
 * in face units (1 = half the width of the face).
 *
 * @param yaw turn of the head to its left, -18 to 18
 * @param pitch nod downwards, -12 to 12
 * @param roll tilt in the picture plane, -9 to 9
 * @param scale half the side of the picture in face units, 1.5 to 1.9; smaller is closer
 * @param offsetX shift of the head to the right, -0.15 to 0.15
 * @param offsetY shift of the head downwards, -0.12 to 0.15
 * @param lightAzimuth direction of the main light from the camera axis to the right, -65 to 65
 * @param lightElevation direction of the main light upwards, 0 to 60
 * @param lightColour main light, linear RGB around 1
 * @param ambient share of light from all directions, 0.25 to 0.7
 * @param exposure factor on all light, 0.75 to 1.3
 * @param smile -0.3 (sullen) to 1 (broad)
 * @param mouthOpen 0 (closed) to 1
 * @param lids opening of the eyes relative to the subject's own, 0.75 to 1.15
 * @param gazeX direction of gaze, -1 to 1
 * @param backgroundSeed chooses kind, colours and texture of the background
 */
record CaptureConditions(
        float yaw,
        float pitch,
        float roll,
        float scale,
        float offsetX,
        float offsetY,
        float lightAzimuth,
        float lightElevation,
        float[] lightColour,
        float ambient,
        float exposure,
        float smile,
        float mouthOpen,
        float lids,
        float gazeX,
        int backgroundSeed) {

    /** Returns a frontal, evenly lit capture with a neutral face before a plain wall. */
    public static CaptureConditions frontal() {
        return new CaptureConditions(
                0, 0, 0, 1.65f, 0, 0.05f, 20, 30, new float[] {1, 1, 1}, 0.5f, 1, 0, 0, 1, 0, 0);
    }

    /** Draws conditions from the ranges above; middle values are the most frequent. */
    public static CaptureConditions random(RandomGenerator random) {
        // colour temperature: warm (1) to cool (-1)
        float warmth = centred(random, 1);
        float green = centred(random, 0.04f);
        return new CaptureConditions(
                centred(random, 18),
                centred(random, 12),
                centred(random, 9),
                1.7f + centred(random, 0.2f),
                centred(random, 0.15f),
                0.015f + centred(random, 0.135f),
                centred(random, 65),
                30 + centred(random, 30),
                new float[] {1 + 0.16f * warmth, 1 + green, 1 - 0.2f * warmth},
                0.475f + centred(random, 0.225f),
                1.025f + centred(random, 0.275f),
                random.nextDouble() < 0.5 ? centred(random, 0.3f) : (float) random.nextDouble(),
                random.nextDouble() < 0.75 ? 0 : (float) random.nextDouble(),
                0.95f + centred(random, 0.2f),
                centred(random, 1),
                1 + random.nextInt(1 << 20));
    }

    /** Triangular distribution on -range to range. */
    private static float centred(RandomGenerator random, float range) {
        return (float) ((random.nextDouble() + random.nextDouble() - 1) * range);
    }
}
