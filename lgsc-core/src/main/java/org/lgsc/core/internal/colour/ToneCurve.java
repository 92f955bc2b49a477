package org.lgsc.core.internal.colour;

import java.nio.ByteBuffer;
import java.util.function.DoubleUnaryOperator;

/** The tone curve of a channel: encoded value to linear light. */
final class ToneCurve {
    private static final int CURVE = 0x63757276; // "curv"
    private static final int PARAMETRIC = 0x70617261; // "para"
    private static final int LEVELS = 256;

    /** Number of parameters of each parametric function, g, a, b, c, d, e, f. */
    private static final int[] PARAMETERS = {1, 3, 4, 5, 7};

    private ToneCurve() {}

    /**
     * Returns the linear light, 0 to 1, of the 256 levels of a channel.
     *
     * @param tag content of the profile's tag
     * @throws IllegalArgumentException when it is of an unknown kind or its values are not 0 to 1
     * @throws RuntimeException when it is truncated
     */
    static float[] of(ByteBuffer tag) {
        int kind = tag.getInt(0);
        return of(
                x -> kind == CURVE ? curve(tag, x) : kind == PARAMETRIC ? parametric(tag, x) : -1);
    }

    /** Returns the linear light of sRGB's levels. */
    static float[] ofSrgb() {
        return of(x -> x <= 0.04045 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4));
    }

    /** Returns the linear light of levels that are raised to a power. */
    static float[] ofPower(double exponent) {
        return of(x -> Math.pow(x, exponent));
    }

    /** Returns the light of the levels of PQ (SMPTE ST 2084), in cd/m2. */
    static float[] ofPq() {
        float[] light = new float[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            double root = Math.pow(i / (LEVELS - 1.0), 1 / 78.84375);
            double share = Math.max(0, root - 0.8359375) / (18.8515625 - 18.6875 * root);
            light[i] = (float) (10_000 * Math.pow(share, 1 / 0.1593017578125));
        }
        return light;
    }

    /** Returns the light of the scene, 0 to 1, of the levels of HLG (ITU-R BT.2100). */
    static float[] ofHlg() {
        return of(
                x ->
                        x <= 0.5
                                ? x * x / 3
                                : (Math.exp((x - 0.55991073) / 0.17883277) + 0.28466892) / 12);
    }

    private static float[] of(DoubleUnaryOperator curve) {
        float[] light = new float[LEVELS];
        for (int i = 0; i < LEVELS; i++) {
            double x = i / (LEVELS - 1.0);
            double y = curve.applyAsDouble(x);
            if (!(y >= -0.001 && y <= 1.001)) {
                throw new IllegalArgumentException("not a tone curve");
            }
            light[i] = (float) y;
        }
        return light;
    }

    private static double curve(ByteBuffer tag, double x) {
        int points = tag.getInt(8);
        if (points == 0) {
            return x;
        }
        if (points == 1) {
            return Math.pow(x, u16(tag, 12) / 256.0);
        }
        double at = x * (points - 1.0);
        int left = (int) Math.min(at, points - 2.0);
        double a = u16(tag, 12 + 2 * left) / 65535.0;
        double b = u16(tag, 14 + 2 * left) / 65535.0;
        return a + (b - a) * (at - left);
    }

    private static double parametric(ByteBuffer tag, double x) {
        int function = tag.getShort(8);
        double[] p = new double[7];
        for (int i = 0; i < PARAMETERS[function]; i++) {
            p[i] = tag.getInt(12 + 4 * i) / 65536.0;
        }
        double g = p[0];
        double power = Math.pow(Math.max(0, p[1] * x + p[2]), g);
        return switch (function) {
            case 0 -> Math.pow(x, g);
            case 1 -> x >= -p[2] / p[1] ? power : 0;
            case 2 -> x >= -p[2] / p[1] ? power + p[3] : p[3];
            case 3 -> x >= p[4] ? power : p[3] * x;
            default -> x >= p[4] ? power + p[5] : p[3] * x + p[6];
        };
    }

    private static int u16(ByteBuffer tag, int at) {
        return tag.getShort(at) & 0xffff;
    }
}
