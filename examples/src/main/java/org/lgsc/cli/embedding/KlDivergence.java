package org.lgsc.cli.embedding;

import java.util.stream.IntStream;

/**
 * The cost of a layout: Kullback-Leibler divergence of the points' affinities P from those of the
 * layout, {@code q_ij = (1 + |y_i - y_j|^2)^-1 / sum} (equations 4 and 5 of the paper).
 */
final class KlDivergence {
    private static final double TINY = 1e-300;

    private final double[][] affinities;

    KlDivergence(double[][] affinities) {
        this.affinities = affinities;
    }

    /** {@code sum p_ij log(p_ij / q_ij)}, at least 0. */
    double value(double[][] layout) {
        int n = layout.length;
        double sum = total(layout);
        double cost = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double p = affinities[i][j];
                if (i != j && p > 0) {
                    cost += p * Math.log(p / Math.max(TINY, kernel(layout[i], layout[j]) / sum));
                }
            }
        }
        return cost;
    }

    /**
     * {@code 4 sum_j (c p_ij - q_ij) (y_i - y_j) (1 + |y_i - y_j|^2)^-1}.
     *
     * @param exaggeration factor c on the affinities, 1 for the cost's own gradient
     */
    double[][] gradient(double[][] layout, double exaggeration) {
        int n = layout.length;
        double sum = total(layout);
        double[][] gradient = new double[n][];
        // one row per task: the result does not depend on the number of threads
        IntStream.range(0, n)
                .parallel()
                .forEach(
                        i -> {
                            double x = 0;
                            double y = 0;
                            for (int j = 0; j < n; j++) {
                                if (j != i) {
                                    double k = kernel(layout[i], layout[j]);
                                    double f = (exaggeration * affinities[i][j] - k / sum) * k;
                                    x += f * (layout[i][0] - layout[j][0]);
                                    y += f * (layout[i][1] - layout[j][1]);
                                }
                            }
                            gradient[i] = new double[] {4 * x, 4 * y};
                        });
        return gradient;
    }

    private static double total(double[][] layout) {
        double[] rows = new double[layout.length];
        IntStream.range(0, layout.length)
                .parallel()
                .forEach(
                        i -> {
                            double sum = 0;
                            for (int j = 0; j < layout.length; j++) {
                                sum += j == i ? 0 : kernel(layout[i], layout[j]);
                            }
                            rows[i] = sum;
                        });
        double sum = 0;
        for (double row : rows) {
            sum += row;
        }
        return sum;
    }

    private static double kernel(double[] a, double[] b) {
        double x = a[0] - b[0];
        double y = a[1] - b[1];
        return 1 / (1 + x * x + y * y);
    }
}
