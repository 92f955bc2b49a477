package org.lgsc.data.augment;

import java.util.random.RandomGenerator;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;

/**
 * The effect of another camera on the same scene, as far as it can be computed from a picture:
 * white balance, tone curve and saturation, the detail that lens and pixels keep or sharpening
 * adds, noise and compression. It does not change the class: a bona fide face stays bona fide, and
 * an attack an attack.
 *
 * @param red factor of red light; green stays as it is
 * @param blue factor of blue light
 * @param gamma exponent of the tone curve
 * @param saturation factor of the distance from grey
 * @param resolution pixels of the camera over those of the picture, each way, at most 1
 * @param sharpness share of the detail that is added; removed if negative
 * @param noise standard deviation, of 255
 * @param quality of the JPEG file, 1 to 100; 0 for none
 */
record CameraChange(
        double red,
        double blue,
        double gamma,
        double saturation,
        double resolution,
        double sharpness,
        double noise,
        int quality) {
    /** From linear light to encoded values, roughly. */
    private static final double ENCODING = 1 / 2.2;

    /** Draws a camera; on average half of the properties stay unchanged. */
    static CameraChange draw(RandomGenerator random) {
        return new CameraChange(
                Math.exp(random.nextDouble(-0.25, 0.25)),
                Math.exp(random.nextDouble(-0.25, 0.25)),
                Math.exp(random.nextDouble(-0.35, 0.35)),
                random.nextDouble(0.6, 1.4),
                random.nextBoolean() ? random.nextDouble(0.5, 1) : 1,
                random.nextBoolean() ? random.nextDouble(-0.8, 0.8) : 0,
                random.nextBoolean() ? random.nextDouble(0, 5) : 0,
                random.nextBoolean() ? random.nextInt(50, 96) : 0);
    }

    RgbImage apply(RgbImage image, RandomGenerator random) {
        RgbImage seen = resolved(image);
        float[] values = coloured(seen);
        if (sharpness != 0) {
            sharpen(values, seen.width(), seen.height());
        }
        byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) {
            double value = noise == 0 ? values[i] : values[i] + noise * random.nextGaussian();
            out[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
        RgbImage taken = new RgbImage(seen.width(), seen.height(), out);
        return quality == 0
                ? taken
                : ImageDecoder.defaults()
                        .decode(ImageEncoder.jpeg(taken, quality), "augmented picture");
    }

    private RgbImage resolved(RgbImage image) {
        int width = (int) Math.max(1, Math.round(resolution * image.width()));
        int height = (int) Math.max(1, Math.round(resolution * image.height()));
        RgbImage small = ImageScaler.fit(image, width, height);
        return ImageScaler.fit(small, image.width(), image.height());
    }

    private float[] coloured(RgbImage image) {
        float[][] levels = {levels(red), levels(1), levels(blue)};
        float[] values = new float[image.data().length];
        float factor = (float) saturation;
        for (int i = 0; i < values.length; i += 3) {
            float r = levels[0][image.data()[i] & 0xff];
            float g = levels[1][image.data()[i + 1] & 0xff];
            float b = levels[2][image.data()[i + 2] & 0xff];
            float grey = 0.299f * r + 0.587f * g + 0.114f * b;
            values[i] = grey + factor * (r - grey);
            values[i + 1] = grey + factor * (g - grey);
            values[i + 2] = grey + factor * (b - grey);
        }
        return values;
    }

    private float[] levels(double gain) {
        float[] levels = new float[256];
        for (int v = 0; v < 256; v++) {
            double light = Math.min(1, v / 255.0 * Math.pow(gain, ENCODING));
            levels[v] = (float) (255 * Math.pow(light, gamma));
        }
        return levels;
    }

    /** Adds or subtracts the difference to the mean of the 3x3 neighbours. */
    private void sharpen(float[] values, int width, int height) {
        float[] detail = new float[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    detail[3 * (y * width + x) + c] = detail(values, width, height, x, y, c);
                }
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) sharpness * detail[i];
        }
    }

    private static float detail(float[] values, int width, int height, int x, int y, int c) {
        float sum = 0;
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int row = Math.max(0, Math.min(height - 1, y + dy));
                int column = Math.max(0, Math.min(width - 1, x + dx));
                sum += values[3 * (row * width + column) + c];
            }
        }
        return values[3 * (y * width + x) + c] - sum / 9;
    }
}
