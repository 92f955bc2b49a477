package org.lgsc.examples.pretext;

import java.util.random.RandomGenerator;
import org.lgsc.core.image.RgbImage;

/**
 * Pictures of nothing in particular with the statistics of natural ones: noise in octaves, whose
 * energy falls with frequency, and discs of many sizes that cover one another (the dead leaves
 * model of Lee, Mumford and Huang, 2001).
 */
final class DrawnTexture {
    private static final int DISCS = 40;

    private final RandomGenerator random;

    DrawnTexture(RandomGenerator random) {
        this.random = random;
    }

    RgbImage draw(int side) {
        float[][] planes = new float[3][side * side];
        float[] base = colour();
        for (int c = 0; c < 3; c++) {
            java.util.Arrays.fill(planes[c], base[c]);
        }
        if (random.nextBoolean()) {
            discs(planes, side);
        }
        octaves(planes, side, (float) random.nextDouble(0.02, 0.15));
        byte[] data = new byte[3 * side * side];
        for (int i = 0; i < side * side; i++) {
            for (int c = 0; c < 3; c++) {
                data[3 * i + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, planes[c][i])));
            }
        }
        return new RgbImage(side, side, data);
    }

    /** Not too far from grey, as most things are. */
    private float[] colour() {
        float grey = (float) random.nextDouble(0.1, 0.9);
        float[] colour = new float[3];
        for (int c = 0; c < 3; c++) {
            colour[c] = grey + (float) random.nextDouble(-0.2, 0.2);
        }
        return colour;
    }

    private void discs(float[][] planes, int side) {
        for (int n = 0; n < DISCS; n++) {
            double radius = 2 + side / 3.0 * Math.pow(random.nextDouble(), 3);
            double x = random.nextDouble(0, side);
            double y = random.nextDouble(0, side);
            float[] colour = colour();
            for (int i = 0; i < side * side; i++) {
                double distance = Math.hypot(i % side - x, i / side - y);
                float share = (float) Math.max(0, Math.min(1, radius - distance + 0.5));
                for (int c = 0; c < 3; c++) {
                    planes[c][i] += share * (colour[c] - planes[c][i]);
                }
            }
        }
    }

    /** Each octave with a little less than the strength of the one before. */
    private void octaves(float[][] planes, int side, float strength) {
        float fall = (float) random.nextDouble(0.5, 0.9);
        float colourful = (float) random.nextDouble(0, 0.5);
        float amplitude = strength;
        for (int cells = 3; cells < side; cells *= 2) {
            float[] grey = noise(cells);
            for (int c = 0; c < 3; c++) {
                float[] own = noise(cells);
                for (int i = 0; i < side * side; i++) {
                    float x = (i % side) * (cells - 1.01f) / side;
                    float y = (i / side) * (cells - 1.01f) / side;
                    float value =
                            (1 - colourful) * at(grey, cells, x, y)
                                    + colourful * at(own, cells, x, y);
                    planes[c][i] += amplitude * value;
                }
            }
            amplitude *= fall;
        }
    }

    private float[] noise(int cells) {
        float[] noise = new float[cells * cells];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    private static float at(float[] noise, int cells, float x, float y) {
        int x0 = (int) x;
        int y0 = (int) y;
        float fx = x - x0;
        float fy = y - y0;
        int i = y0 * cells + x0;
        float top = noise[i] + fx * (noise[i + 1] - noise[i]);
        float low = noise[i + cells] + fx * (noise[i + cells + 1] - noise[i + cells]);
        return top + fy * (low - top);
    }
}
