package org.lgsc.data.internal.recapture;

/** Filters and measurements of single float planes, row by row, borders repeated. */
final class Planes {
    private Planes() {}

    /** Gaussian blur; a standard deviation below 0.05 pixels returns a copy. */
    static float[] blur(float[] in, int width, int height, double sigma) {
        if (sigma < 0.05) {
            return in.clone();
        }
        int radius = Math.max(1, (int) Math.ceil(2.5 * sigma));
        float[] kernel = new float[radius + 1];
        double sum = 0;
        for (int i = 0; i <= radius; i++) {
            kernel[i] = (float) Math.exp(-i * i / (2 * sigma * sigma));
            sum += i == 0 ? kernel[i] : 2 * kernel[i];
        }
        for (int i = 0; i <= radius; i++) {
            kernel[i] /= (float) sum;
        }
        float[] across = new float[in.length];
        float[] line = new float[width + 2 * radius];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            System.arraycopy(in, row, line, radius, width);
            java.util.Arrays.fill(line, 0, radius, in[row]);
            java.util.Arrays.fill(line, radius + width, line.length, in[row + width - 1]);
            for (int x = 0; x < width; x++) {
                float v = kernel[0] * line[x + radius];
                for (int k = 1; k <= radius; k++) {
                    v += kernel[k] * (line[x + radius - k] + line[x + radius + k]);
                }
                across[row + x] = v;
            }
        }
        float[] out = new float[in.length];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                out[row + x] = kernel[0] * across[row + x];
            }
            for (int k = 1; k <= radius; k++) {
                int up = Math.max(0, y - k) * width;
                int down = Math.min(height - 1, y + k) * width;
                float weight = kernel[k];
                for (int x = 0; x < width; x++) {
                    out[row + x] += weight * (across[up + x] + across[down + x]);
                }
            }
        }
        return out;
    }

    /** Mean. */
    static double mean(float[] plane) {
        double sum = 0;
        for (float v : plane) {
            sum += v;
        }
        return sum / plane.length;
    }

    /** Mean of the squares. */
    static double power(float[] plane) {
        double sum = 0;
        for (float v : plane) {
            sum += (double) v * v;
        }
        return sum / plane.length;
    }

    /** Sum of the squares of the Laplacian, borders left out. */
    static double laplaceEnergy(float[] plane, int width, int height) {
        double sum = 0;
        for (int y = 1; y < height - 1; y++) {
            float row = 0;
            for (int i = y * width + 1; i < y * width + width - 1; i++) {
                float l =
                        plane[i - 1]
                                + plane[i + 1]
                                + plane[i - width]
                                + plane[i + width]
                                - 4 * plane[i];
                row += l * l;
            }
            sum += row;
        }
        return sum;
    }
}
