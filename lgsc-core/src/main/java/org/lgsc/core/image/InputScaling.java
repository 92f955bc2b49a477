package org.lgsc.core.image;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Converts 8-bit pixels to network input, and is the only place that does so, for training and for
 * inference (invariant 2 of docs/internals.md). Channels are R, G, B in this order.
 */
public enum InputScaling {
    /** x / 127.5 - 1, range [-1, 1] (paper, section 4.1). */
    SYMMETRIC(new double[] {127.5, 127.5, 127.5}, new double[] {127.5, 127.5, 127.5}),
    /** (x / 255 - mean) / std with ImageNet's statistics, as torchvision's encoders expect. */
    IMAGENET(
            new double[] {0.485 * 255, 0.456 * 255, 0.406 * 255},
            new double[] {0.229 * 255, 0.224 * 255, 0.225 * 255});

    private final double[] mean;
    private final double[] deviation;
    private final float[][] table = new float[3][256];

    InputScaling(double[] mean, double[] std) {
        this.mean = mean;
        this.deviation = std;
        for (int c = 0; c < 3; c++) {
            for (int v = 0; v < 256; v++) {
                table[c][v] = (float) ((v - mean[c]) / std[c]);
            }
        }
    }

    /** Value subtracted from the 8-bit values of a channel (0 red, 1 green, 2 blue). */
    public double mean(int channel) {
        return mean[channel];
    }

    /** Divisor of the difference. */
    public double deviation(int channel) {
        return deviation[channel];
    }

    /** The network input for one 8-bit value of a channel (0 red, 1 green, 2 blue). */
    public float scale(int value, int channel) {
        return table[channel][value];
    }

    /**
     * Writes three planes R, G, B of {@code height * width} values each (NCHW).
     *
     * @param target array that receives the values
     * @param offset index of the first value in the target
     * @throws IndexOutOfBoundsException when the target is too short
     */
    public void write(RgbImage image, float[] target, int offset) {
        byte[] rgb = image.data();
        int plane = image.width() * image.height();
        float[] red = table[0];
        float[] green = table[1];
        float[] blue = table[2];
        for (int i = 0, p = 0; i < plane; i++, p += 3) {
            target[offset + i] = red[rgb[p] & 0xff];
            target[offset + plane + i] = green[rgb[p + 1] & 0xff];
            target[offset + 2 * plane + i] = blue[rgb[p + 2] & 0xff];
        }
    }

    /**
     * Returns a new array with the given pictures.
     *
     * @param images at least one; all of one size
     * @return {@code [N, 3, height, width]}, FLOAT, outside any workspace
     */
    public INDArray toArray(RgbImage... images) {
        if (images.length == 0) {
            throw new IllegalArgumentException("no images");
        }
        InputBatch batch =
                new InputBatch(images.length, images[0].height(), images[0].width(), this);
        for (int i = 0; i < images.length; i++) {
            batch.set(i, images[i]);
        }
        return batch.array();
    }
}
