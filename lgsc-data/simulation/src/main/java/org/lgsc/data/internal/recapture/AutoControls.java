package org.lgsc.data.internal.recapture;

/**
 * Adjusts the picture of an attack to the statistics of the living face in the same shot: mean and
 * contrast of each colour (auto-exposure, auto-white-balance, auto-contrast) and energy of gradient
 * and Laplacian (autofocus and detail enhancement). Such controls aim at the scene and not at the
 * medium. Without them a print could be told from a living face by being pale and a display by
 * being sharp, and a detector would learn that instead of the medium's texture.
 *
 * <p>Works on encoded (sRGB) planes, where the statistics are measured.
 */
final class AutoControls {
    private static final double FINE = 0.9;
    private static final double MIDDLE = 1.9;
    private static final double MAX_GAIN = 3;
    private static final int BANDS = 3;

    private final float[][] attack;
    private final float[][] reference;
    private final int width;
    private final int height;

    private AutoControls(float[][] attack, float[][] reference, int width, int height) {
        this.attack = attack;
        this.reference = reference;
        this.width = width;
        this.height = height;
    }

    /** Changes the attack's planes to match the reference's. */
    static void match(float[][] attack, float[][] reference, int width, int height) {
        AutoControls controls = new AutoControls(attack, reference, width, height);
        controls.colour();
        // detail last: it hardly changes the contrast of the colours, which depends on larger areas
        controls.detail();
    }

    private void colour() {
        for (int c = 0; c < 3; c++) {
            float[] a = attack[c];
            double meanA = Planes.mean(a);
            double meanR = Planes.mean(reference[c]);
            double stdA = Math.sqrt(Math.max(0, Planes.power(a) - meanA * meanA));
            double stdR = Math.sqrt(Math.max(0, Planes.power(reference[c]) - meanR * meanR));
            float gain = (float) Math.min(MAX_GAIN, stdR / Math.max(stdA, 1e-4));
            float offset = (float) (meanR - gain * meanA);
            for (int i = 0; i < a.length; i++) {
                a[i] = Math.min(1, Math.max(0, gain * a[i] + offset));
            }
        }
    }

    /**
     * Scales a fine and a middle band of luma so that the energies of Laplacian and gradient, both
     * quadratic forms in the two gains, equal the reference's.
     */
    private void detail() {
        float[] luma = CameraModel.luma(attack);
        float[] soft = Planes.blur(luma, width, height, FINE);
        float[] base = Planes.blur(soft, width, height, MIDDLE);
        int n = luma.length;
        for (int i = 0; i < n; i++) {
            luma[i] -= soft[i];
            soft[i] -= base[i];
        }
        double[][] laplace = new double[BANDS][BANDS];
        double[][] gradient = new double[BANDS][BANDS];
        energies(new float[][] {luma, soft, base}, laplace, gradient);
        double[][] laplaceR = new double[1][1];
        double[][] gradientR = new double[1][1];
        energies(new float[][] {CameraModel.luma(reference)}, laplaceR, gradientR);
        double fine = 1;
        double middle = 1;
        for (int i = 0; i < 12; i++) {
            fine =
                    root(
                            laplace[0][0],
                            2 * (middle * laplace[0][1] + laplace[0][2]),
                            middle * middle * laplace[1][1]
                                    + 2 * middle * laplace[1][2]
                                    + laplace[2][2]
                                    - laplaceR[0][0]);
            middle =
                    root(
                            gradient[1][1],
                            2 * (fine * gradient[0][1] + gradient[1][2]),
                            fine * fine * gradient[0][0]
                                    + 2 * fine * gradient[0][2]
                                    + gradient[2][2]
                                    - gradientR[0][0]);
        }
        float f = (float) fine - 1;
        float m = (float) middle - 1;
        for (int i = 0; i < n; i++) {
            float change = f * luma[i] + m * soft[i];
            attack[0][i] += change;
            attack[1][i] += change;
            attack[2][i] += change;
        }
    }

    /** Returns the larger root of a g^2 + b g + c, clipped to between 0.05 and the largest gain. */
    private static double root(double a, double b, double c) {
        double inside = Math.max(0, b * b - 4 * a * c);
        double g = (-b + Math.sqrt(inside)) / Math.max(2 * a, 1e-12);
        return Math.min(MAX_GAIN, Math.max(0.05, g));
    }

    /** Computes inner products of the bands' Laplacians and gradients. */
    private void energies(float[][] bands, double[][] laplace, double[][] gradient) {
        int k = bands.length;
        float[] l = new float[k];
        float[] gx = new float[k];
        float[] gy = new float[k];
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int i = y * width + x;
                for (int b = 0; b < k; b++) {
                    float[] p = bands[b];
                    float left = p[i - 1];
                    float right = p[i + 1];
                    float up = p[i - width];
                    float down = p[i + width];
                    l[b] = left + right + up + down - 4 * p[i];
                    gx[b] = right - left;
                    gy[b] = down - up;
                }
                for (int b = 0; b < k; b++) {
                    for (int d = b; d < k; d++) {
                        laplace[b][d] += l[b] * l[d];
                        gradient[b][d] += gx[b] * gx[d] + gy[b] * gy[d];
                    }
                }
            }
        }
    }
}
