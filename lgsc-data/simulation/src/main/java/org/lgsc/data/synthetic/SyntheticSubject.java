package org.lgsc.data.synthetic;

import java.util.SplittableRandom;

/**
 * An invented subject: everything that stays the same between two captures. Lengths are in face
 * units (1 = half the width of the face), colours are linear-light RGB reflectances.
 *
 * @param id e.g. "synthetic-0007", unique within one {@link SyntheticFaces}
 * @param textureSeed shifts the noise fields, so that no two skins or haircuts share a pattern
 */
record SyntheticSubject(
        String id,
        int textureSeed,
        Head head,
        Skin skin,
        Eyes eyes,
        Nose nose,
        Mouth mouth,
        Hair hair,
        FacialHair facialHair,
        Glasses glasses,
        Clothing clothing) {

    /**
     * Outline of the head.
     *
     * @param crown height of the skull above the middle, 1.30 to 1.55
     * @param chin depth of the chin below the middle, 1.22 to 1.48
     * @param jaw half-width at the mouth, 0.66 to 0.9
     * @param chinWidth roundness of the chin, 2.0 (pointed) to 3.2 (square)
     * @param cheekbones relief of the cheekbones, 0.02 to 0.1
     * @param ears size factor, 0.8 to 1.2
     */
    public record Head(
            float crown, float chin, float jaw, float chinWidth, float cheekbones, float ears) {}

    /**
     * @param tone reflectance, linear RGB
     * @param texture strength of pores and mottling, 0.03 to 0.09
     * @param freckles density, 0 to 1
     * @param blemishes number of moles and spots, 0 to 6
     * @param redness extra blood in cheeks, nose and ears, 0.03 to 0.2
     * @param wrinkles depth of folds, 0 to 1
     * @param gloss strength of highlights, 0.012 to 0.055
     */
    public record Skin(
            float[] tone,
            float texture,
            float freckles,
            int blemishes,
            float redness,
            float wrinkles,
            float gloss) {}

    /**
     * @param apart half the distance of the pupils, 0.37 to 0.47
     * @param height position above the middle, -0.18 to -0.05 (up is negative)
     * @param width half-width of the opening, 0.18 to 0.235
     * @param opening half-height of the opening, 0.07 to 0.115
     * @param slant rise of the outer corner, -0.06 to 0.09
     * @param iris colour, linear RGB
     * @param browHeight distance of the brow above the eye, 0.22 to 0.34
     * @param browThickness half-height, 0.03 to 0.065
     * @param browArch rise in its middle, 0.01 to 0.09
     * @param lashes darkness of the lashes, 0.3 to 1
     */
    public record Eyes(
            float apart,
            float height,
            float width,
            float opening,
            float slant,
            float[] iris,
            float browHeight,
            float browThickness,
            float browArch,
            float lashes) {}

    /**
     * @param tip height of the tip below the middle, 0.3 to 0.45
     * @param width half-width of the wings, 0.17 to 0.29
     * @param length relief of the tip, 0.24 to 0.42
     * @param bridge half-width of the bridge, 0.09 to 0.15
     */
    public record Nose(float tip, float width, float length, float bridge) {}

    /**
     * @param height below the middle, 0.68 to 0.82
     * @param width half-width, 0.28 to 0.42
     * @param upper thickness of the upper lip, 0.05 to 0.11
     * @param lower thickness of the lower lip, 0.08 to 0.15
     * @param colour reflectance of the lips, linear RGB
     */
    public record Mouth(float height, float width, float upper, float lower, float[] colour) {}

    /** The hair styles. */
    public enum HairStyle {
        /** No hair but a shadow of stubble. */
        SHAVED,
        /** A few centimetres, combed back from the forehead. */
        SHORT,
        /** Combed over from a parting. */
        PARTED,
        /** Over the forehead down to the brows. */
        FRINGE,
        /** Straight, to the shoulders. */
        LONG,
        /** Waves to the shoulders. */
        WAVY,
        /** Tight curls standing off the head. */
        CURLY,
        /** Pulled back tightly. */
        TIED
    }

    /**
     * @param style the hair style
     * @param colour reflectance, linear RGB
     * @param hairline height of the hairline above the middle, -1.1 to -0.72
     * @param volume distance from the skull, 0 to 0.4
     * @param parting position where the strands start, -0.6 to 0.6
     * @param contrast difference between strands, 0.3 to 0.6
     */
    public record Hair(
            HairStyle style,
            float[] colour,
            float hairline,
            float volume,
            float parting,
            float contrast) {}

    /**
     * @param beard density on chin and cheeks, 0 (shaved) to 1
     * @param moustache density above the lip, 0 to 1
     */
    public record FacialHair(float beard, float moustache) {}

    /**
     * @param worn false: the other values mean nothing
     * @param width half-width of one glass, 0.27 to 0.34
     * @param height half-height of one glass, 0.17 to 0.27
     * @param squareness exponent of the outline, 2 (round) to 5
     * @param thickness of the rim, 0.018 to 0.05
     * @param colour of the rim, linear RGB
     */
    public record Glasses(
            boolean worn,
            float width,
            float height,
            float squareness,
            float thickness,
            float[] colour) {}

    /**
     * @param colour of the cloth, linear RGB
     * @param accent second colour, linear RGB
     * @param pattern 0 plain, 1 stripes, 2 checks, 3 mottled
     * @param neckline depth of the opening below the chin, 0.25 to 0.7
     */
    public record Clothing(float[] colour, float[] accent, int pattern, float neckline) {}

    private static final float[][] IRISES = {
        {0.045f, 0.022f, 0.010f}, {0.10f, 0.05f, 0.02f}, {0.14f, 0.10f, 0.035f},
        {0.07f, 0.11f, 0.06f}, {0.08f, 0.15f, 0.24f}, {0.13f, 0.17f, 0.19f},
    };
    private static final float[][] HAIRS = {
        {0.012f, 0.010f, 0.009f}, {0.03f, 0.018f, 0.011f}, {0.075f, 0.04f, 0.02f},
        {0.16f, 0.09f, 0.04f}, {0.42f, 0.28f, 0.12f}, {0.26f, 0.075f, 0.025f},
        {0.34f, 0.33f, 0.32f}, {0.62f, 0.61f, 0.59f},
    };
    private static final float[][] RIMS = {
        {0.015f, 0.015f, 0.016f}, {0.09f, 0.04f, 0.02f}, {0.35f, 0.28f, 0.15f},
        {0.3f, 0.31f, 0.33f}, {0.15f, 0.02f, 0.02f}, {0.02f, 0.04f, 0.12f},
    };

    static SyntheticSubject random(String id, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean feminine = random.nextBoolean();
        // one draw for melanin drives skin, and weakly hair and eyes
        double melanin = random.nextDouble();
        float[] tone = skinTone(melanin, random);
        double age = random.nextDouble();
        float[] hairColour = hairColour(melanin, age, random);
        Head head =
                new Head(
                        uniform(random, 1.30, 1.55),
                        uniform(random, 1.22, feminine ? 1.38 : 1.48),
                        feminine ? uniform(random, 0.66, 0.80) : uniform(random, 0.74, 0.90),
                        feminine ? uniform(random, 2.0, 2.5) : uniform(random, 2.2, 3.2),
                        uniform(random, 0.02, 0.1),
                        uniform(random, 0.8, 1.2));
        Skin skin =
                new Skin(
                        tone,
                        uniform(random, 0.03, 0.065 + 0.025 * age),
                        random.nextDouble() < 0.2 ? uniform(random, 0.3, 1) : 0,
                        random.nextInt(7),
                        uniform(random, 0.03, 0.2),
                        (float) Math.max(0, age * 1.3 - 0.3) * uniform(random, 0.6, 1),
                        uniform(random, 0.012, 0.055));
        Eyes eyes =
                new Eyes(
                        uniform(random, 0.37, 0.47),
                        uniform(random, -0.18, -0.05),
                        uniform(random, 0.18, 0.235),
                        uniform(random, 0.07, 0.115),
                        uniform(random, -0.06, 0.09),
                        varied(
                                IRISES[
                                        melanin > 0.55
                                                ? random.nextInt(2)
                                                : random.nextInt(IRISES.length)],
                                0.2,
                                random),
                        uniform(random, 0.22, 0.34),
                        feminine ? uniform(random, 0.03, 0.045) : uniform(random, 0.042, 0.065),
                        uniform(random, 0.01, 0.09),
                        feminine ? uniform(random, 0.6, 1) : uniform(random, 0.3, 0.6));
        Nose nose =
                new Nose(
                        uniform(random, 0.3, 0.45),
                        uniform(random, 0.17, 0.29),
                        uniform(random, 0.24, 0.42),
                        uniform(random, 0.09, 0.15));
        float lipstick = feminine && random.nextDouble() < 0.5 ? uniform(random, 0.2, 0.8) : 0;
        float[] lips = {
            tone[0] * 0.82f + lipstick * 0.1f,
            tone[1] * (0.55f - 0.3f * lipstick),
            tone[2] * (0.62f - 0.25f * lipstick)
        };
        Mouth mouth =
                new Mouth(
                        uniform(random, 0.68, 0.82),
                        uniform(random, 0.28, 0.42),
                        uniform(random, 0.05, 0.11),
                        uniform(random, 0.08, 0.15),
                        lips);
        return new SyntheticSubject(
                id,
                random.nextInt(1 << 16),
                head,
                skin,
                eyes,
                nose,
                mouth,
                hair(feminine, age, hairColour, random),
                facialHair(feminine, random),
                glasses(random),
                clothing(random));
    }

    private static float[] skinTone(double melanin, SplittableRandom random) {
        // from fair (0.62, 0.42, 0.33) to deep (0.075, 0.04, 0.026), even steps in log reflectance
        double m = Math.pow(melanin, 1.2);
        float[] tone = {
            (float) (0.62 * Math.pow(0.075 / 0.62, m)),
            (float) (0.42 * Math.pow(0.040 / 0.42, m)),
            (float) (0.33 * Math.pow(0.026 / 0.33, m))
        };
        return varied(tone, 0.08, random);
    }

    private static float[] hairColour(double melanin, double age, SplittableRandom random) {
        int index;
        if (age > 0.75 && random.nextDouble() < 0.6) {
            index = 6 + random.nextInt(2);
        } else if (melanin > 0.55) {
            index = random.nextInt(3);
        } else {
            index = random.nextInt(6);
        }
        return varied(HAIRS[index], 0.2, random);
    }

    private static Hair hair(
            boolean feminine, double age, float[] colour, SplittableRandom random) {
        HairStyle[] styles =
                feminine
                        ? new HairStyle[] {
                            HairStyle.LONG,
                            HairStyle.WAVY,
                            HairStyle.FRINGE,
                            HairStyle.TIED,
                            HairStyle.CURLY,
                            HairStyle.PARTED
                        }
                        : new HairStyle[] {
                            HairStyle.SHORT,
                            HairStyle.PARTED,
                            HairStyle.SHAVED,
                            HairStyle.CURLY,
                            HairStyle.SHORT,
                            HairStyle.FRINGE
                        };
        HairStyle style = styles[random.nextInt(styles.length)];
        float volume =
                switch (style) {
                    case SHAVED -> 0f;
                    case TIED -> uniform(random, 0.03, 0.07);
                    case CURLY -> uniform(random, 0.16, 0.4);
                    case LONG, WAVY -> uniform(random, 0.1, 0.24);
                    default -> uniform(random, 0.06, 0.17);
                };
        double recession = feminine ? 0 : 0.15 * age;
        return new Hair(
                style,
                colour,
                (float) (uniform(random, -0.95, -0.72) - recession),
                volume,
                uniform(random, -0.6, 0.6),
                uniform(random, 0.3, 0.6));
    }

    private static FacialHair facialHair(boolean feminine, SplittableRandom random) {
        if (feminine || random.nextDouble() < 0.4) {
            return new FacialHair(0, 0);
        }
        float density = uniform(random, 0.15, 1);
        return new FacialHair(
                random.nextDouble() < 0.75 ? density : 0, density * uniform(random, 0.5, 1));
    }

    private static Glasses glasses(SplittableRandom random) {
        return new Glasses(
                random.nextDouble() < 0.22,
                uniform(random, 0.27, 0.34),
                uniform(random, 0.17, 0.27),
                uniform(random, 2, 5),
                uniform(random, 0.018, 0.05),
                RIMS[random.nextInt(RIMS.length)]);
    }

    private static Clothing clothing(SplittableRandom random) {
        float[] cloth = new float[3];
        float[] accent = new float[3];
        double value = uniform(random, 0.02, 0.55);
        for (int c = 0; c < 3; c++) {
            cloth[c] = (float) (value * Math.pow(2, 1.4 * random.nextDouble() - 0.7));
            accent[c] = uniform(random, 0.03, 0.7);
        }
        return new Clothing(cloth, accent, random.nextInt(4), uniform(random, 0.25, 0.7));
    }

    private static float[] varied(float[] colour, double spread, SplittableRandom random) {
        float[] out = new float[3];
        double common = 1 + spread * (2 * random.nextDouble() - 1);
        for (int c = 0; c < 3; c++) {
            out[c] =
                    (float)
                            (colour[c]
                                    * common
                                    * (1 + 0.4 * spread * (2 * random.nextDouble() - 1)));
        }
        return out;
    }

    private static float uniform(SplittableRandom random, double from, double to) {
        return (float) (from + (to - from) * random.nextDouble());
    }
}
