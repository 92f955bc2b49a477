package org.lgsc.cli.bench;

import java.util.Random;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.image.RgbImage;

/**
 * A drawn face in front of a background with structure at every scale, with a camera's grain. It is
 * as slow to decode and to search as a photograph, which a smooth drawing is not.
 */
final class StandInPhotograph {
    private static final long SEED = 11;
    private static final double GRAIN = 5;
    private static final double FACE = 0.8;

    private StandInPhotograph() {}

    static RgbImage of(RgbImage face, int width, int height) {
        Random random = new Random(SEED);
        RgbImage picture = background(width, height, random);
        int side = (int) Math.round(FACE * height);
        RgbImage scaled = ImageScaler.fit(face, side, side);
        int left = (width - side) / 2;
        int top = (height - side) / 2;
        for (int y = 0; y < side; y++) {
            System.arraycopy(
                    scaled.data(),
                    3 * y * side,
                    picture.data(),
                    3 * ((top + y) * width + left),
                    3 * side);
        }
        byte[] data = picture.data();
        for (int i = 0; i < data.length; i++) {
            int value = (data[i] & 0xff) + (int) Math.round(GRAIN * random.nextGaussian());
            data[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return picture;
    }

    /** Returns the sum of noise at several scales, weaker at finer scales. */
    private static RgbImage background(int width, int height, Random random) {
        float[] sum = new float[3 * width * height];
        float weight = 0.5f;
        for (int cells = 4; cells <= 256; cells *= 4) {
            byte[] noise = new byte[3 * cells * cells];
            random.nextBytes(noise);
            byte[] layer =
                    ImageScaler.resize(
                                    new RgbImage(cells, cells, noise),
                                    width,
                                    height,
                                    Interpolation.BILINEAR)
                            .data();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weight * (layer[i] & 0xff);
            }
            weight /= 2;
        }
        byte[] data = new byte[sum.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) Math.min(255, (int) sum[i]);
        }
        return new RgbImage(width, height, data);
    }
}
