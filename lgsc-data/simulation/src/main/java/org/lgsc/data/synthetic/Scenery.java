package org.lgsc.data.synthetic;

import java.util.SplittableRandom;

/** Background and clothes, which fill the picture around a head. */
final class Scenery {
    private static final int KINDS = 6;

    private final SyntheticSubject subject;
    private final int kind;
    private final int salt;
    private final float[] first = new float[3];
    private final float[] second = new float[3];
    private final float frequency;
    private final float slopeX;
    private final float slopeY;
    private final float grain;

    Scenery(SyntheticSubject subject, CaptureConditions conditions) {
        this.subject = subject;
        SplittableRandom random = new SplittableRandom(0x5ce4e7L + conditions.backgroundSeed());
        random.nextLong();
        kind = conditions.backgroundSeed() == 0 ? 0 : random.nextInt(KINDS);
        salt = random.nextInt(1 << 16);
        double value = 0.06 + 0.55 * random.nextDouble();
        for (int c = 0; c < 3; c++) {
            first[c] = (float) (value * (0.75 + 0.5 * random.nextDouble()));
            second[c] = (float) (0.04 + 0.6 * random.nextDouble());
        }
        frequency = (float) (0.8 + 3.2 * random.nextDouble());
        slopeX = (float) (0.5 * random.nextDouble() - 0.25);
        slopeY = (float) (0.5 * random.nextDouble() - 0.25);
        grain = (float) (0.01 + 0.08 * random.nextDouble());
    }

    /**
     * Computes the light from the background, at a point in face units from the middle of the
     * picture.
     */
    void background(float x, float y, float[] out) {
        float mix;
        switch (kind) {
            case 1 ->
                    mix =
                            SkinPainter.edge(
                                    NoiseField.value(
                                            x * frequency * 0.7f + salt, y * frequency * 0.7f),
                                    0.9f);
            case 2 -> {
                // boards or books: upright strips of their own colour
                float at = x * frequency * 1.4f;
                int strip = (int) Math.floor(at);
                float gap = Math.abs(at - strip - 0.5f);
                mix = NoiseField.cell(strip, 0, salt) * (gap > 0.46f ? 0.3f : 1);
            }
            case 3 -> {
                // a window or picture frame, out of focus
                float d =
                        Math.max(Math.abs(x - 2.2f * slopeX * 4) - 0.7f, Math.abs(y + 0.7f) - 0.8f);
                mix = SkinPainter.edge(-d, 0.25f);
            }
            case 4 -> {
                // tiles with joints
                float tx = x * frequency + 0.3f;
                float ty = y * frequency;
                int row = (int) Math.floor(ty);
                float fx = tx + (row & 1) * 0.5f;
                int column = (int) Math.floor(fx);
                float joint =
                        Math.min(
                                Math.min(fx - column, 1 - fx + column),
                                Math.min(ty - row, 1 - ty + row));
                mix =
                        0.25f * NoiseField.cell(column, row, salt)
                                + 0.6f * (1 - SkinPainter.edge(joint - 0.04f, 0.04f));
            }
            case 5 -> {
                // foliage
                float n = NoiseField.octaves(x * frequency * 6 + salt, y * frequency * 6);
                mix = SkinPainter.edge(n, 2.2f);
            }
            default -> mix = 0.1f + 0.1f * NoiseField.value(x * 0.8f + salt, y * 0.8f);
        }
        float level =
                Math.max(0.1f, 1 + slopeX * x + slopeY * y)
                        * (1 + grain * NoiseField.octaves(x * 60 + salt, y * 60));
        for (int c = 0; c < 3; c++) {
            out[c] = (first[c] + mix * (second[c] - first[c])) * level;
        }
    }

    /** Returns the share covered by cloth, in the head plane. */
    float cloth(float x, float y) {
        float a = Math.abs(x);
        float shoulder = 1.5f + 0.16f * a * a + 0.05f * Math.max(0, 0.7f - a);
        float neck = a < 0.75f ? subject.clothing().neckline() * (1 - a * a / 0.5625f) : 0;
        return SkinPainter.edge(y - shoulder - neck, 0.03f);
    }

    /** Computes the reflectance of the cloth. */
    void paintCloth(float x, float y, float[] out) {
        var clothing = subject.clothing();
        float weave =
                NoiseField.octaves(x * 140 + salt, y * 140) * 0.09f
                        + NoiseField.octaves(x * 11, y * 11 + salt) * 0.1f;
        float mix =
                switch (clothing.pattern()) {
                    case 1 -> SkinPainter.edge(fraction(y * 4 + 0.4f * x * x) - 0.3f, 0.1f);
                    case 2 ->
                            0.5f * SkinPainter.edge(fraction(x * 3) - 0.25f, 0.08f)
                                    + 0.5f * SkinPainter.edge(fraction(y * 3) - 0.25f, 0.08f);
                    case 3 ->
                            SkinPainter.edge(NoiseField.octaves(x * 22 + salt, y * 22), 1.2f)
                                    * 0.7f;
                    default -> 0;
                };
        for (int c = 0; c < 3; c++) {
            out[c] =
                    (clothing.colour()[c] + mix * (clothing.accent()[c] - clothing.colour()[c]))
                            * (1 + weave);
        }
        out[3] = 0;
        out[4] = 0;
    }

    private static float fraction(float v) {
        float f = v - (float) Math.floor(v);
        return f < 0.5f ? f : 1 - f;
    }
}
