package org.lgsc.train.baseline;

import java.util.Arrays;
import java.util.Objects;
import org.lgsc.core.Experimental;

/**
 * Logistic regression with an L2 penalty on standardised features, with equal weight for both
 * classes. It is fitted by Newton's method, without randomness.
 *
 * @param mean of each feature on the training samples
 * @param deviation of each feature; 1 where a feature is constant
 * @param weights of the standardised features
 * @param bias of the sum
 */
@Experimental
public record LinearClassifier(double[] mean, double[] deviation, double[] weights, double bias) {
    private static final int MOST_STEPS = 50;

    /** Checks for null and lengths. */
    public LinearClassifier {
        Objects.requireNonNull(mean, "mean");
        if (mean.length != weights.length || deviation.length != weights.length) {
            throw new IllegalArgumentException("mean, deviation and weights differ in length");
        }
        boolean numbers = Double.isFinite(bias);
        for (int i = 0; i < weights.length; i++) {
            numbers &= Double.isFinite(mean[i]) && Double.isFinite(weights[i] / deviation[i]);
        }
        if (!numbers) {
            throw new IllegalArgumentException("a classifier's values must be numbers");
        }
    }

    /**
     * Fits a classifier.
     *
     * @param features one vector per sample
     * @param spoof whether the sample is an attack; both classes must be present
     * @param penalty on half the squared length of the weights, with a loss that is the mean over
     *     the samples; above 0
     */
    public static LinearClassifier fit(double[][] features, boolean[] spoof, double penalty) {
        int n = features.length;
        int d = features[0].length;
        double[] mean = new double[d];
        double[] deviation = new double[d];
        for (double[] row : features) {
            for (int j = 0; j < d; j++) {
                mean[j] += row[j] / n;
            }
        }
        for (double[] row : features) {
            for (int j = 0; j < d; j++) {
                deviation[j] += (row[j] - mean[j]) * (row[j] - mean[j]) / n;
            }
        }
        for (int j = 0; j < d; j++) {
            deviation[j] = deviation[j] > 1e-18 ? Math.sqrt(deviation[j]) : 1;
        }
        double[][] x = new double[n][d + 1];
        int attacks = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                x[i][j] = (features[i][j] - mean[j]) / deviation[j];
            }
            x[i][d] = 1;
            attacks += spoof[i] ? 1 : 0;
        }
        if (attacks == 0 || attacks == n) {
            throw new IllegalArgumentException("both classes are needed to fit a classifier");
        }
        double[] w = newton(x, spoof, 0.5 / attacks, 0.5 / (n - attacks), penalty);
        double[] weights = Arrays.copyOf(w, d);
        return new LinearClassifier(mean, deviation, weights, w[d]);
    }

    private static double[] newton(
            double[][] x, boolean[] spoof, double ofAttack, double ofLive, double penalty) {
        int d = x[0].length;
        double[] w = new double[d];
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = new double[d];
            double[][] hessian = new double[d][d];
            for (int i = 0; i < x.length; i++) {
                double p = 1 / (1 + Math.exp(-dot(w, x[i])));
                double share = spoof[i] ? ofAttack : ofLive;
                double error = share * (p - (spoof[i] ? 1 : 0));
                double curvature = share * p * (1 - p);
                for (int a = 0; a < d; a++) {
                    gradient[a] += error * x[i][a];
                    double scaled = curvature * x[i][a];
                    for (int b = 0; b <= a; b++) {
                        hessian[a][b] += scaled * x[i][b];
                    }
                }
            }
            for (int a = 0; a < d; a++) {
                // the bias has no penalty except a small one that keeps the matrix regular
                double ridge = a == d - 1 ? 1e-9 : penalty;
                gradient[a] += ridge * w[a];
                hessian[a][a] += ridge;
            }
            double[] change = solve(hessian, gradient);
            double largest = 0;
            for (int a = 0; a < d; a++) {
                w[a] -= change[a];
                largest = Math.max(largest, Math.abs(change[a]));
            }
            if (largest < 1e-10) {
                break;
            }
        }
        return w;
    }

    /** Solves a positive definite system by Cholesky; the lower triangle is overwritten. */
    private static double[] solve(double[][] a, double[] right) {
        int d = right.length;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                a[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / a[j][j];
            }
        }
        double[] y = right.clone();
        for (int i = 0; i < d; i++) {
            for (int k = 0; k < i; k++) {
                y[i] -= a[i][k] * y[k];
            }
            y[i] /= a[i][i];
        }
        for (int i = d - 1; i >= 0; i--) {
            for (int k = i + 1; k < d; k++) {
                y[i] -= a[k][i] * y[k];
            }
            y[i] /= a[i][i];
        }
        return y;
    }

    /** Returns the probability that a sample is an attack, in [0, 1]. */
    public double spoofProbability(double[] features) {
        double sum = bias;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * (features[j] - mean[j]) / deviation[j];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }
}
