package org.lgsc.cli.embedding;

import java.util.stream.IntStream;

/**
 * Affinities of points: the matrix P of t-SNE (van der Maaten and Hinton 2008, equations 1 and 2).
 * Row i holds a Gaussian around point i whose width gives the requested perplexity {@code 2^H}. P
 * is the mean of that matrix and its transpose, divided by the number of points.
 */
final class Affinities {
    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-9;

    private Affinities() {}

    /**
     * @param points n vectors of one length
     * @param perplexity above 1 and below n
     * @return symmetric matrix, zero on the diagonal, sum 1
     */
    static double[][] joint(double[][] points, double perplexity) {
        int n = points.length;
        double[][] conditional = new double[n][];
        IntStream.range(0, n)
                .parallel()
                .forEach(i -> conditional[i] = row(distances(points, i), i, perplexity));
        double[][] joint = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                joint[i][j] = (conditional[i][j] + conditional[j][i]) / (2.0 * n);
            }
        }
        return joint;
    }

    /** Squared Euclidean distances of point i to all points. */
    private static double[] distances(double[][] points, int i) {
        double[] squared = new double[points.length];
        for (int j = 0; j < points.length; j++) {
            double sum = 0;
            for (int d = 0; d < points[i].length; d++) {
                double difference = points[i][d] - points[j][d];
                sum += difference * difference;
            }
            squared[j] = sum;
        }
        return squared;
    }

    /** Probabilities of the neighbours of point i, by bisection on the precision. */
    static double[] row(double[] squared, int i, double perplexity) {
        double target = Math.log(perplexity);
        // distances are relative to the nearest neighbour: otherwise every exponential can
        // underflow
        double nearest = Double.POSITIVE_INFINITY;
        double mean = 0;
        for (int j = 0; j < squared.length; j++) {
            if (j != i) {
                nearest = Math.min(nearest, squared[j]);
                mean += squared[j] / (squared.length - 1);
            }
        }
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double precision = mean > 0 ? 1 / mean : 1;
        double[] row = new double[squared.length];
        for (int step = 0; step < MOST_STEPS; step++) {
            double excess = fill(row, squared, i, nearest, precision) - target;
            if (Math.abs(excess) < TOLERANCE) {
                break;
            }
            if (excess > 0) {
                low = precision;
                precision = high == Double.POSITIVE_INFINITY ? 2 * precision : (low + high) / 2;
            } else {
                high = precision;
                precision = (low + high) / 2;
            }
        }
        return row;
    }

    /** Fills in the probabilities and returns their entropy in nats. */
    private static double fill(
            double[] row, double[] squared, int i, double nearest, double precision) {
        double sum = 0;
        double weighted = 0;
        for (int j = 0; j < row.length; j++) {
            double distance = squared[j] - nearest;
            row[j] = j == i ? 0 : Math.exp(-precision * distance);
            sum += row[j];
            weighted += j == i ? 0 : row[j] * distance;
        }
        for (int j = 0; j < row.length; j++) {
            row[j] /= sum;
        }
        return Math.log(sum) + precision * weighted / sum;
    }
}
