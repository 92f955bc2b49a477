package org.lgsc.data.internal.recapture;

import org.lgsc.core.image.RgbImage;

/** Hand-made measurements of a picture: trivial ones that must not tell the class, and texture. */
public final class PictureFeatures {
    private static final int[] UNIFORM = uniformPatterns();

    private PictureFeatures() {}

    /** Mean and standard deviation of R, G and B. */
    public static double[] colour(RgbImage image) {
        double[] out = new double[6];
        int n = image.width() * image.height();
        for (int c = 0; c < 3; c++) {
            double sum = 0;
            double square = 0;
            for (int i = c; i < 3 * n; i += 3) {
                int v = image.data()[i] & 0xff;
                sum += v;
                square += v * v;
            }
            out[c] = sum / n;
            out[3 + c] = Math.sqrt(square / n - out[c] * out[c]);
        }
        return out;
    }

    /** Logarithms of the Laplacian's variance and of the gradient's energy. */
    public static double[] sharpness(RgbImage image) {
        double[][] grey = grey(image);
        double laplace = 0;
        double gradient = 0;
        for (int y = 1; y < grey.length - 1; y++) {
            for (int x = 1; x < grey[0].length - 1; x++) {
                double l =
                        grey[y - 1][x]
                                + grey[y + 1][x]
                                + grey[y][x - 1]
                                + grey[y][x + 1]
                                - 4 * grey[y][x];
                double gx = grey[y][x + 1] - grey[y][x - 1];
                double gy = grey[y + 1][x] - grey[y - 1][x];
                laplace += l * l;
                gradient += gx * gx + gy * gy;
            }
        }
        return new double[] {Math.log(laplace), Math.log(gradient)};
    }

    /** Steps across the edges of 8x8 blocks against steps elsewhere, and estimated quantisation. */
    public static double[] jpegTraces(RgbImage image) {
        double[][] grey = grey(image);
        double[] across = new double[8];
        double[] down = new double[8];
        for (int y = 1; y < grey.length; y++) {
            for (int x = 1; x < grey[0].length; x++) {
                across[x % 8] += Math.abs(grey[y][x] - grey[y][x - 1]);
                down[y % 8] += Math.abs(grey[y][x] - grey[y - 1][x]);
            }
        }
        int[][] frequencies = {{0, 1}, {1, 1}, {2, 0}, {2, 2}};
        double[] out = new double[2 + frequencies.length];
        out[0] = Math.log(7 * across[0] / rest(across));
        out[1] = Math.log(7 * down[0] / rest(down));
        for (int f = 0; f < frequencies.length; f++) {
            out[2 + f] = quantisation(grey, frequencies[f][0], frequencies[f][1]);
        }
        return out;
    }

    private static double rest(double[] sums) {
        double sum = 0;
        for (int i = 1; i < sums.length; i++) {
            sum += sums[i];
        }
        return sum;
    }

    /** The step whose multiples the DCT coefficients keep closest to. */
    private static double quantisation(double[][] grey, int u, int v) {
        int rows = grey.length / 8;
        int columns = grey[0].length / 8;
        double[] coefficients = new double[rows * columns];
        double scale = (u == 0 ? Math.sqrt(0.125) : 0.5) * (v == 0 ? Math.sqrt(0.125) : 0.5);
        for (int b = 0; b < coefficients.length; b++) {
            double sum = 0;
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    sum +=
                            grey[b / columns * 8 + y][b % columns * 8 + x]
                                    * Math.cos((2 * x + 1) * u * Math.PI / 16)
                                    * Math.cos((2 * y + 1) * v * Math.PI / 16);
                }
            }
            coefficients[b] = scale * sum;
        }
        double best = 0;
        double bestStep = 1;
        for (int step = 2; step <= 20; step++) {
            double agreement = 0;
            int counted = 0;
            for (double c : coefficients) {
                if (Math.abs(c) > 0.6 * step) {
                    agreement += Math.cos(2 * Math.PI * c / step);
                    counted++;
                }
            }
            if (counted > 10 && agreement / counted > best) {
                best = agreement / counted;
                bestStep = step;
            }
        }
        return Math.log(bestStep);
    }

    /** Histograms of uniform local binary patterns at distances 1 and 2, square roots. */
    public static double[] texture(RgbImage image) {
        double[][] grey = grey(image);
        double[] out = new double[118];
        int[] dx = {1, 1, 0, -1, -1, -1, 0, 1};
        int[] dy = {0, 1, 1, 1, 0, -1, -1, -1};
        int n = 0;
        for (int y = 2; y < grey.length - 2; y++) {
            for (int x = 2; x < grey[0].length - 2; x++) {
                for (int radius = 1; radius <= 2; radius++) {
                    int code = 0;
                    for (int k = 0; k < 8; k++) {
                        if (grey[y + radius * dy[k]][x + radius * dx[k]] >= grey[y][x]) {
                            code |= 1 << k;
                        }
                    }
                    out[59 * (radius - 1) + UNIFORM[code]]++;
                }
                n++;
            }
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.sqrt(out[i] / n);
        }
        return out;
    }

    private static int[] uniformPatterns() {
        int[] out = new int[256];
        int next = 0;
        for (int code = 0; code < 256; code++) {
            int turned = code >> 1 | (code & 1) << 7;
            out[code] = Integer.bitCount(code ^ turned) <= 2 ? next++ : 58;
        }
        return out;
    }

    private static double[][] grey(RgbImage image) {
        double[][] out = new double[image.height()][image.width()];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                out[y][x] =
                        0.299 * image.get(x, y, 0)
                                + 0.587 * image.get(x, y, 1)
                                + 0.114 * image.get(x, y, 2);
            }
        }
        return out;
    }
}
