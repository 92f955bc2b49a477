package org.lgsc.core.internal.colour;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Colours that are not sRGB, such as Display P3 of smartphones: red, green and blue by a tone curve
 * each and a matrix, from an ICC profile or from numbers in other formats. Without conversion such
 * a picture is paler than the same picture in sRGB. ICC profiles of other kinds (tables, CMYK,
 * grey) are ignored.
 */
public final class ColourProfile {
    private static final int HEADER = 128;
    private static final int ENTRY = 12;
    private static final int RGB = 0x52474220; // "RGB "
    private static final int XYZ = 0x58595a20; // "XYZ "

    /** Linear sRGB of a profile's XYZ, whose white is D50. */
    private static final double[][] FROM_XYZ = {
        {3.1338561, -1.6168667, -0.4906146},
        {-0.9787684, 1.9161415, 0.0334540},
        {0.0719453, -0.2289914, 1.4052427}
    };

    /** Luminance of the diffuse white of HDR in cd/m2 (ITU-R BT.2408). */
    private static final double WHITE = 203;

    /** Steps of the gain of HLG. */
    private static final int GAINS = 1 << 12;

    private static final float[] PLAIN = {1};

    /** sRGB level of linear light, in steps of a fifth of a level and less. */
    private static final byte[] LEVELS = new byte[(1 << 14) + 1];

    /** Differences up to this number of levels are rounding in the profiles of sRGB itself. */
    private static final int ROUNDING = 2;

    static {
        for (int i = 0; i < LEVELS.length; i++) {
            double light = i / (LEVELS.length - 1.0);
            double v =
                    light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            LEVELS[i] = (byte) Math.round(255 * v);
        }
    }

    /** Linear light by channel and level. */
    private final float[][] light;

    /** Linear sRGB of linear light, row by row. */
    private final float[] matrix;

    /** Factor of linear light by luminance, in equal steps from 0 to 1; a single one for all. */
    private final float[] gain;

    private ColourProfile(float[][] light, float[] matrix, float[] gain) {
        this.light = light;
        this.matrix = matrix;
        this.gain = gain;
    }

    /**
     * Reads a profile.
     *
     * @param icc profile; empty without one
     * @return empty when colours are sRGB already, or the profile is damaged or of another kind
     */
    public static Optional<ColourProfile> of(byte[] icc) {
        try {
            ByteBuffer file = ByteBuffer.wrap(icc);
            if (icc.length < HEADER + 4 || file.getInt(16) != RGB || file.getInt(20) != XYZ) {
                return Optional.empty();
            }
            ColourProfile profile = read(file);
            return profile.isSrgb() ? Optional.empty() : Optional.of(profile);
        } catch (RuntimeException e) { // damaged: the colours are taken as they are
            return Optional.empty();
        }
    }

    /**
     * Returns colours with the same tone curve for all channels.
     *
     * @param exponent exponent of linear light; 0 for sRGB's curve
     * @param primaries chromaticities of the channels and of white
     * @return empty when colours are sRGB already, or the numbers are not colours
     */
    public static Optional<ColourProfile> of(double exponent, Primaries primaries) {
        try {
            float[] curve = exponent == 0 ? ToneCurve.ofSrgb() : ToneCurve.ofPower(exponent);
            ColourProfile profile =
                    checked(new float[][] {curve, curve, curve}, matrix(primaries), PLAIN);
            return profile.isSrgb() ? Optional.empty() : Optional.of(profile);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns HDR colours: PQ, or HLG for a display of 1000 cd/m2. */
    static ColourProfile ofHdr(boolean hlg, Primaries primaries) {
        float[] curve = hlg ? ToneCurve.ofHlg() : ToneCurve.ofPq();
        float[] gain = {(float) (1 / WHITE)};
        if (hlg) {
            gain = new float[GAINS + 1];
            for (int i = 0; i <= GAINS; i++) {
                gain[i] = (float) (1000 / WHITE * Math.pow(i / (double) GAINS, 0.2));
            }
        }
        return checked(new float[][] {curve, curve, curve}, matrix(primaries), gain);
    }

    private static float[] matrix(Primaries primaries) {
        double[][] xyz = primaries.toXyz();
        float[] matrix = new float[9];
        for (int i = 0; i < 9; i++) {
            for (int k = 0; k < 3; k++) {
                matrix[i] += (float) (FROM_XYZ[i / 3][k] * xyz[k][i % 3]);
            }
        }
        return matrix;
    }

    private static ColourProfile read(ByteBuffer file) {
        float[][] light = new float[3][];
        float[] matrix = new float[9];
        String channels = "rgb";
        for (int c = 0; c < 3; c++) {
            int letter = channels.charAt(c) << 24;
            light[c] = ToneCurve.of(tag(file, letter | 0x545243)); // "TRC"
            ByteBuffer colour = tag(file, letter | 0x58595a); // "XYZ"
            for (int row = 0; row < 3; row++) {
                double sum = 0;
                for (int i = 0; i < 3; i++) {
                    sum += FROM_XYZ[row][i] * colour.getInt(8 + 4 * i) / 65536.0;
                }
                matrix[3 * row + c] = (float) sum;
            }
        }
        return checked(light, matrix, PLAIN);
    }

    private static ColourProfile checked(float[][] light, float[] matrix, float[] gain) {
        for (int row = 0; row < 9; row += 3) {
            double white = matrix[row] + matrix[row + 1] + matrix[row + 2];
            if (!(Math.abs(white - 1) < 0.02)) {
                throw new IllegalArgumentException("its white is not white");
            }
        }
        return new ColourProfile(light, matrix, gain);
    }

    private static ByteBuffer tag(ByteBuffer file, int name) {
        int tags = Math.min(file.getInt(HEADER), 100);
        for (int i = 0; i < tags; i++) {
            int entry = HEADER + 4 + ENTRY * i;
            if (file.getInt(entry) == name) {
                return file.slice(file.getInt(entry + 4), file.getInt(entry + 8));
            }
        }
        throw new IllegalArgumentException("a tag is missing");
    }

    private boolean isSrgb() {
        int steps = 6;
        byte[] grid = new byte[3 * steps * steps * steps];
        for (int i = 0; i < grid.length / 3; i++) {
            grid[3 * i] = (byte) (51 * (i % steps));
            grid[3 * i + 1] = (byte) (51 * (i / steps % steps));
            grid[3 * i + 2] = (byte) (51 * (i / steps / steps));
        }
        byte[] converted = grid.clone();
        convert(converted);
        for (int i = 0; i < grid.length; i++) {
            if (Math.abs((grid[i] & 0xff) - (converted[i] & 0xff)) > ROUNDING) {
                return false;
            }
        }
        return true;
    }

    /**
     * Converts pixels to sRGB; colours outside of it become the nearest values.
     *
     * @param rgb red, green and blue of each pixel in turn, which change
     */
    public void convert(byte[] rgb) {
        float[] m = matrix;
        for (int i = 0; i < rgb.length; i += 3) {
            float r = light[0][rgb[i] & 0xff];
            float g = light[1][rgb[i + 1] & 0xff];
            float b = light[2][rgb[i + 2] & 0xff];
            if (gain.length > 1 || gain[0] != 1) {
                float luminance = 0.2627f * r + 0.678f * g + 0.0593f * b; // of BT.2020
                int step = Math.min(gain.length - 1, (int) (luminance * (gain.length - 1) + 0.5f));
                float factor = gain[step];
                r *= factor;
                g *= factor;
                b *= factor;
            }
            rgb[i] = level(m[0] * r + m[1] * g + m[2] * b);
            rgb[i + 1] = level(m[3] * r + m[4] * g + m[5] * b);
            rgb[i + 2] = level(m[6] * r + m[7] * g + m[8] * b);
        }
    }

    private static byte level(float light) {
        int last = LEVELS.length - 1;
        return LEVELS[Math.max(0, Math.min(last, (int) (light * last + 0.5f)))];
    }
}
