package org.lgsc.core.internal.colour;

import java.util.Map;
import java.util.Optional;

/**
 * Chromaticities (CIE 1931 x and y) of red, green, blue and white.
 *
 * @param x of red, green, blue and white
 * @param y of red, green, blue and white
 */
public record Primaries(double[] x, double[] y) {
    /** Those of sRGB and BT.709. */
    public static final Primaries SRGB = d65(0.64, 0.33, 0.30, 0.60, 0.15, 0.06);

    /** By their code in ITU-T H.273, which videos and PNGs use. */
    private static final Map<Integer, Primaries> CODES =
            Map.of(
                    1, SRGB,
                    5, d65(0.64, 0.33, 0.29, 0.60, 0.15, 0.06), // BT.601, 625 lines
                    6, d65(0.63, 0.34, 0.31, 0.595, 0.155, 0.07), // BT.601, 525 lines
                    7, d65(0.63, 0.34, 0.31, 0.595, 0.155, 0.07),
                    9, d65(0.708, 0.292, 0.17, 0.797, 0.131, 0.046), // BT.2020
                    12, d65(0.68, 0.32, 0.265, 0.69, 0.15, 0.06)); // Display P3

    /** White of ICC's connection space, D50. */
    private static final double[] D50 = {0.9642, 1, 0.8249};

    /** Bradford's response of the eye's cones. */
    private static final double[][] CONES = {
        {0.8951, 0.2664, -0.1614}, {-0.7502, 1.7135, 0.0367}, {0.0389, -0.0685, 1.0296}
    };

    private static Primaries d65(double rx, double ry, double gx, double gy, double bx, double by) {
        return new Primaries(new double[] {rx, gx, bx, 0.3127}, new double[] {ry, gy, by, 0.3290});
    }

    /** Returns the primaries of a code of ITU-T H.273; empty when it is not known. */
    public static Optional<Primaries> ofCode(int code) {
        return Optional.ofNullable(CODES.get(code));
    }

    /**
     * Returns the matrix from linear light to XYZ whose white is D50.
     *
     * @throws IllegalArgumentException when they are not chromaticities of three colours and white
     */
    double[][] toXyz() {
        double[][] colours = new double[3][3];
        for (int c = 0; c < 3; c++) {
            double[] xyz = xyz(c);
            for (int row = 0; row < 3; row++) {
                colours[row][c] = xyz[row];
            }
        }
        double[] white = xyz(3);
        double[] strength = times(inverse(colours), white);
        for (double[] row : colours) {
            for (int c = 0; c < 3; c++) {
                row[c] *= strength[c];
            }
        }
        double[] from = times(CONES, white);
        double[] to = times(CONES, D50);
        double[][] adapted = times(CONES, colours);
        for (int row = 0; row < 3; row++) {
            for (int c = 0; c < 3; c++) {
                adapted[row][c] *= to[row] / from[row];
            }
        }
        return times(inverse(CONES), adapted);
    }

    private double[] xyz(int colour) {
        if (!(y[colour] > 0)) {
            throw new IllegalArgumentException("not a chromaticity");
        }
        double by = 1 / y[colour];
        return new double[] {x[colour] * by, 1, (1 - x[colour] - y[colour]) * by};
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int i = 0; i < 3; i++) {
                product[row] += matrix[row][i] * vector[i];
            }
        }
        return product;
    }

    private static double[][] times(double[][] a, double[][] b) {
        double[][] product = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int i = 0; i < 3; i++) {
                    product[row][column] += a[row][i] * b[i][column];
                }
            }
        }
        return product;
    }

    private static double[][] inverse(double[][] m) {
        double[][] inverse = new double[3][3];
        double determinant = 0;
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++) {
                int r1 = (k + 1) % 3;
                int r2 = (k + 2) % 3;
                int c1 = (i + 1) % 3;
                int c2 = (i + 2) % 3;
                inverse[i][k] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
            }
            determinant += m[0][i] * inverse[i][0];
        }
        if (!(Math.abs(determinant) > 1e-9)) {
            throw new IllegalArgumentException("the colours are on a line");
        }
        for (double[] row : inverse) {
            for (int k = 0; k < 3; k++) {
                row[k] /= determinant;
            }
        }
        return inverse;
    }
}
