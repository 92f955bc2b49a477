package org.lgsc.examples.pretext;

import java.util.random.RandomGenerator;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;

/** A square picture in three planes of numbers, 0 black to 1, that traces are left in. */
final class Planes {
    private final int side;
    private final float[][] planes;

    private Planes(int side, float[][] planes) {
        this.side = side;
        this.planes = planes;
    }

    static Planes of(RgbImage image) {
        float[][] planes = new float[3][image.width() * image.height()];
        for (int i = 0; i < planes[0].length; i++) {
            for (int c = 0; c < 3; c++) {
                planes[c][i] = (image.data()[3 * i + c] & 0xff) / 255f;
            }
        }
        return new Planes(image.width(), planes);
    }

    RgbImage toImage() {
        byte[] data = new byte[3 * length()];
        for (int i = 0; i < length(); i++) {
            for (int c = 0; c < 3; c++) {
                data[3 * i + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, planes[c][i])));
            }
        }
        return new RgbImage(side, side, data);
    }

    int side() {
        return side;
    }

    int length() {
        return side * side;
    }

    float get(int channel, int i) {
        return planes[channel][i];
    }

    void set(int channel, int i, float value) {
        planes[channel][i] = value;
    }

    float luma(int i) {
        return 0.299f * planes[0][i] + 0.587f * planes[1][i] + 0.114f * planes[2][i];
    }

    void scale(float red, float green, float blue) {
        float[] factors = {red, green, blue};
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < length(); i++) {
                planes[c][i] *= factors[c];
            }
        }
    }

    /**
     * A wave over the picture.
     *
     * @param period in pixels
     * @param angle of its direction
     * @param coloured 1 for another phase in each channel, 0 for the same
     */
    void waves(
            double period, double angle, double coloured, float strength, RandomGenerator random) {
        double x = 2 * Math.PI / period * Math.cos(angle);
        double y = 2 * Math.PI / period * Math.sin(angle);
        double start = random.nextDouble(0, 2 * Math.PI);
        for (int c = 0; c < 3; c++) {
            double phase = start + coloured * c * 2 * Math.PI / 3;
            for (int i = 0; i < length(); i++) {
                double wave = Math.sin(x * (i % side) + y * (i / side) + phase);
                planes[c][i] *= 1 + strength * (float) wave;
            }
        }
    }

    void blur(double sigma) {
        for (int c = 0; c < 3; c++) {
            planes[c] = blurred(planes[c], sigma);
        }
    }

    void sharpen(float amount) {
        for (int c = 0; c < 3; c++) {
            float[] soft = blurred(planes[c], 1);
            for (int i = 0; i < soft.length; i++) {
                planes[c][i] += amount * (planes[c][i] - soft[i]);
            }
        }
    }

    private float[] blurred(float[] plane, double sigma) {
        int radius = (int) Math.ceil(2.5 * sigma);
        float[] kernel = new float[2 * radius + 1];
        float sum = 0;
        for (int k = 0; k < kernel.length; k++) {
            kernel[k] = (float) Math.exp(-(k - radius) * (k - radius) / (2 * sigma * sigma));
            sum += kernel[k];
        }
        float[] across = new float[plane.length];
        float[] out = new float[plane.length];
        for (int i = 0; i < plane.length; i++) {
            int row = i - i % side;
            for (int k = 0; k < kernel.length; k++) {
                across[i] += kernel[k] / sum * plane[row + inside(i % side + k - radius)];
            }
        }
        for (int i = 0; i < plane.length; i++) {
            for (int k = 0; k < kernel.length; k++) {
                out[i] += kernel[k] / sum * across[inside(i / side + k - radius) * side + i % side];
            }
        }
        return out;
    }

    private int inside(int at) {
        return Math.max(0, Math.min(side - 1, at));
    }

    /** Fewer pixels by a factor, and as many as before again; linear both times. */
    void resample(double factor) {
        blur(0.35 * factor);
        int small = Math.max(2, (int) Math.round(side / factor));
        for (int c = 0; c < 3; c++) {
            planes[c] = resized(resized(planes[c], side, small), small, side);
        }
    }

    private static float[] resized(float[] in, int from, int to) {
        float[] out = new float[to * to];
        double step = (double) from / to;
        for (int y = 0; y < to; y++) {
            double sy = Math.max(0, Math.min(from - 1.001, (y + 0.5) * step - 0.5));
            int y0 = (int) sy;
            float fy = (float) (sy - y0);
            for (int x = 0; x < to; x++) {
                double sx = Math.max(0, Math.min(from - 1.001, (x + 0.5) * step - 0.5));
                int x0 = (int) sx;
                float fx = (float) (sx - x0);
                int at = y0 * from + x0;
                float top = in[at] + fx * (in[at + 1] - in[at]);
                float low = in[at + from] + fx * (in[at + from + 1] - in[at + from]);
                out[y * to + x] = top + fy * (low - top);
            }
        }
        return out;
    }

    /**
     * @param quality of the JPEG, 1 to 100
     */
    void compress(int quality) {
        Planes read =
                of(
                        ImageDecoder.defaults()
                                .decode(
                                        ImageEncoder.jpeg(toImage(), quality),
                                        "a training picture"));
        System.arraycopy(read.planes, 0, planes, 0, 3);
    }
}
