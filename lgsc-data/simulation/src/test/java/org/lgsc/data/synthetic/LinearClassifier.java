package org.lgsc.data.synthetic;

import java.util.List;

/** Class-balanced ridge regression on standardised features and, if wanted, their squares. */
final class LinearClassifier {
    private final double[] mean;
    private final double[] deviation;
    private final double[] weights;
    private final boolean squares;

    private LinearClassifier(double[] mean, double[] deviation, double[] weights, boolean squares) {
        this.mean = mean;
        this.deviation = deviation;
        this.weights = weights;
        this.squares = squares;
    }

    static LinearClassifier fit(
            List<double[]> first, List<double[]> second, double ridge, boolean squares) {
        int d = first.get(0).length;
        double[] mean = new double[d];
        double[] deviation = new double[d];
        int n = first.size() + second.size();
        for (List<double[]> group : List.of(first, second)) {
            for (double[] x : group) {
                for (int i = 0; i < d; i++) {
                    mean[i] += x[i] / n;
                }
            }
        }
        for (List<double[]> group : List.of(first, second)) {
            for (double[] x : group) {
                for (int i = 0; i < d; i++) {
                    deviation[i] += (x[i] - mean[i]) * (x[i] - mean[i]) / n;
                }
            }
        }
        for (int i = 0; i < d; i++) {
            deviation[i] = Math.sqrt(deviation[i]) + 1e-9;
        }
        int k = 1 + d * (squares ? 2 : 1);
        LinearClassifier scale = new LinearClassifier(mean, deviation, new double[k], squares);
        double[][] a = new double[k][k + 1];
        for (List<double[]> group : List.of(first, second)) {
            double target = group == first ? -1 : 1;
            double weight = 0.5 / group.size();
            for (double[] x : group) {
                double[] f = scale.expand(x);
                for (int i = 0; i < k; i++) {
                    for (int j = 0; j < k; j++) {
                        a[i][j] += weight * f[i] * f[j];
                    }
                    a[i][k] += weight * f[i] * target;
                }
            }
        }
        for (int i = 1; i < k; i++) {
            a[i][i] += ridge;
        }
        return new LinearClassifier(mean, deviation, solve(a), squares);
    }

    private double[] expand(double[] x) {
        double[] out = new double[weights.length];
        out[0] = 1;
        for (int i = 0; i < x.length; i++) {
            double z = (x[i] - mean[i]) / deviation[i];
            out[1 + i] = z;
            if (squares) {
                out[1 + x.length + i] = z * z;
            }
        }
        return out;
    }

    private static double[] solve(double[][] a) {
        int n = a.length;
        for (int p = 0; p < n; p++) {
            int best = p;
            for (int r = p + 1; r < n; r++) {
                if (Math.abs(a[r][p]) > Math.abs(a[best][p])) {
                    best = r;
                }
            }
            double[] swap = a[p];
            a[p] = a[best];
            a[best] = swap;
            for (int r = 0; r < n; r++) {
                if (r != p) {
                    double factor = a[r][p] / a[p][p];
                    for (int c = p; c <= n; c++) {
                        a[r][c] -= factor * a[p][c];
                    }
                }
            }
        }
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = a[i][n] / a[i][i];
        }
        return out;
    }

    private boolean second(double[] x) {
        double[] f = expand(x);
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
            sum += weights[i] * f[i];
        }
        return sum > 0;
    }

    /** Mean of the shares of each group that are recognised. */
    double balancedAccuracy(List<double[]> first, List<double[]> second) {
        double a = first.stream().filter(x -> !second(x)).count() / (double) first.size();
        double b = second.stream().filter(this::second).count() / (double) second.size();
        return (a + b) / 2;
    }
}
