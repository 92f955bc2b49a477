package org.lgsc.data.internal.recapture;

import org.lgsc.core.image.RgbImage;

/**
 * A picture in linear light, the domain in which optics add up: three float planes (R, G, B), row
 * by row, 0 black, 1 the white of an 8-bit sRGB picture. Not immutable: owners write the planes.
 */
public final class LinearImage {
    private static final float[] DECODE = new float[256];
    private static final int ENCODE_STEPS = 4096;
    private static final float[] ENCODE = new float[ENCODE_STEPS + 2];

    static {
        for (int i = 0; i < 256; i++) {
            double v = i / 255.0;
            DECODE[i] = (float) (v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
        }
        for (int i = 0; i < ENCODE.length; i++) {
            // indexed by the square root of the light, which spreads the steep dark end evenly
            double root = (double) i / ENCODE_STEPS;
            double v = root * root;
            ENCODE[i] = (float) (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055);
        }
    }

    private final int width;
    private final int height;
    private final float[][] planes;

    /** A black picture. */
    public LinearImage(int width, int height) {
        this(width, height, new float[3][Math.multiplyExact(width, height)]);
    }

    LinearImage(int width, int height, float[][] planes) {
        this.width = width;
        this.height = height;
        this.planes = planes;
    }

    /** Decodes an sRGB picture. */
    public static LinearImage of(RgbImage image) {
        LinearImage out = new LinearImage(image.width(), image.height());
        byte[] data = image.data();
        for (int c = 0; c < 3; c++) {
            float[] plane = out.planes[c];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = DECODE[data[3 * i + c] & 0xff];
            }
        }
        return out;
    }

    /** Encodes to 8-bit sRGB; values outside 0 to 1 are clipped. */
    public RgbImage toRgbImage() {
        byte[] data = new byte[3 * width * height];
        for (int c = 0; c < 3; c++) {
            float[] plane = planes[c];
            for (int i = 0; i < plane.length; i++) {
                data[3 * i + c] = (byte) (int) (encode(plane[i]) * 255f + 0.5f);
            }
        }
        return new RgbImage(width, height, data);
    }

    /** The sRGB curve: linear light to the encoded value, both 0 to 1, clipped. */
    public static float encode(float light) {
        if (!(light > 0f)) {
            return 0f;
        }
        if (light >= 1f) {
            return 1f;
        }
        float at = (float) Math.sqrt(light) * ENCODE_STEPS;
        int i = (int) at;
        return ENCODE[i] + (at - i) * (ENCODE[i + 1] - ENCODE[i]);
    }

    /** The inverse sRGB curve, approximated by linear interpolation between the 256 codes. */
    public static float decode(float encoded) {
        if (!(encoded > 0f)) {
            return 0f;
        }
        if (encoded >= 1f) {
            return 1f;
        }
        float at = encoded * 255f;
        int i = (int) at;
        return DECODE[i] + (at - i) * (DECODE[i + 1] - DECODE[i]);
    }

    /** Width in pixels. */
    public int width() {
        return width;
    }

    /** Height in pixels. */
    public int height() {
        return height;
    }

    /**
     * The values of one channel themselves, not a copy.
     *
     * @param channel 0 red, 1 green, 2 blue
     */
    public float[] plane(int channel) {
        return planes[channel];
    }

    float luminance(int i) {
        return 0.2126f * planes[0][i] + 0.7152f * planes[1][i] + 0.0722f * planes[2][i];
    }

    /**
     * Bilinear value at a position in pixel centres; outside, the border is repeated.
     *
     * @param out receives linear RGB
     */
    void sample(float x, float y, float[] out) {
        float cx = Math.min(Math.max(x, 0f), width - 1.001f);
        float cy = Math.min(Math.max(y, 0f), height - 1.001f);
        int x0 = (int) cx;
        int y0 = (int) cy;
        float fx = cx - x0;
        float fy = cy - y0;
        int i = y0 * width + x0;
        for (int c = 0; c < 3; c++) {
            float[] p = planes[c];
            float top = p[i] + fx * (p[i + 1] - p[i]);
            float bottom = p[i + width] + fx * (p[i + width + 1] - p[i + width]);
            out[c] = top + fy * (bottom - top);
        }
    }

    /** The same picture with each plane blurred by a Gaussian of the given standard deviation. */
    LinearImage blurred(double sigma) {
        float[][] out = new float[3][];
        for (int c = 0; c < 3; c++) {
            out[c] = Planes.blur(planes[c], width, height, sigma);
        }
        return new LinearImage(width, height, out);
    }
}
