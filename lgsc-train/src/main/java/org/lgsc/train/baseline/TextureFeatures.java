package org.lgsc.train.baseline;

import java.util.Locale;
import org.lgsc.core.Experimental;
import org.lgsc.core.image.RgbImage;

/**
 * The features that the texture baselines compute from a face. The rows of the paper's table 3 are
 * of other systems: LBP with the figures of its reference 6 (Boulkenafet et al. 2015), colour
 * texture with those of its reference 7 (Boulkenafet et al. 2016).
 */
@Experimental
public enum TextureFeatures {
    /**
     * LBP of the grey picture (I. Chingovska, A. Anjos and S. Marcel, On the effectiveness of local
     * binary patterns in face anti-spoofing, 2012).
     */
    LBP(1) {
        @Override
        void planes(int r, int g, int b, float[][] planes, int at) {
            planes[0][at] = Math.round(0.299f * r + 0.587f * g + 0.114f * b);
        }
    },
    /**
     * LBP of hue, saturation, value, luma and both colour differences (Z. Boulkenafet, J.
     * Komulainen and A. Hadid, Face anti-spoofing based on color texture analysis, 2015).
     */
    COLOR_TEXTURE(6) {
        @Override
        void planes(int r, int g, int b, float[][] planes, int at) {
            int max = Math.max(r, Math.max(g, b));
            int min = Math.min(r, Math.min(g, b));
            planes[0][at] = hue(r, g, b, max, max - min);
            planes[1][at] = max == 0 ? 0 : Math.round(255f * (max - min) / max);
            planes[2][at] = max;
            planes[3][at] = Math.round(0.299f * r + 0.587f * g + 0.114f * b);
            planes[4][at] = Math.round(128 - 0.168736f * r - 0.331264f * g + 0.5f * b);
            planes[5][at] = Math.round(128 + 0.5f * r - 0.418688f * g - 0.081312f * b);
        }
    };

    private final int planes;

    TextureFeatures(int planes) {
        this.planes = planes;
    }

    /** Sets one pixel of every plane, rounded like 8-bit pictures, so that ties stay ties. */
    abstract void planes(int r, int g, int b, float[][] planes, int at);

    /** Returns the length of a feature vector. */
    public int length() {
        return planes * LbpHistogram.BINS;
    }

    /**
     * Computes the features of a face.
     *
     * @param face at least 3x3 pixels
     * @return {@link #length()} values; each plane's histogram sums to 1
     */
    public double[] of(RgbImage face) {
        int pixels = face.width() * face.height();
        float[][] values = new float[planes][pixels];
        byte[] data = face.data();
        for (int i = 0; i < pixels; i++) {
            planes(data[3 * i] & 0xff, data[3 * i + 1] & 0xff, data[3 * i + 2] & 0xff, values, i);
        }
        double[] features = new double[length()];
        for (int p = 0; p < planes; p++) {
            LbpHistogram.write(
                    values[p], face.width(), face.height(), features, p * LbpHistogram.BINS);
        }
        return features;
    }

    /** Returns the hue in 0 to 255 around the circle. */
    private static float hue(int r, int g, int b, int max, int range) {
        if (range == 0) {
            return 0;
        }
        float sixth;
        if (max == r) {
            sixth = (float) (g - b) / range + (g < b ? 6 : 0);
        } else if (max == g) {
            sixth = (float) (b - r) / range + 2;
        } else {
            sixth = (float) (r - g) / range + 4;
        }
        return Math.round(sixth / 6 * 255);
    }

    /** Returns the name as on the command line, e.g. {@code color-texture}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
