package org.lgsc.cli.embedding;

import java.util.Random;

/**
 * Exact t-distributed stochastic neighbour embedding in the plane (L. van der Maaten and G. Hinton,
 * Visualizing Data using t-SNE, JMLR 9, 2008): near vectors are placed near each other. Distances
 * between far groups, and the sizes of groups, mean nothing.
 *
 * <p>An iteration takes O(n^2) time and 8 n^2 bytes, for up to {@value #MOST_POINTS} points. The
 * same seed gives the same layout on one kind of machine.
 *
 * @param perplexity effective number of neighbours, 30 by default; at most a third of the number of
 *     points
 * @param iterations number of gradient descent steps, at least 1
 * @param seed random seed of the initial layout, not 0
 */
public record TSne(double perplexity, int iterations, long seed) {
    public static final int MOST_POINTS = 3000;

    private static final double EXAGGERATION = 12;

    public TSne {
        if (!(perplexity > 1) || iterations < 1 || seed == 0) {
            throw new IllegalArgumentException(
                    "need a perplexity above 1, at least 1 iteration and a seed that is not 0");
        }
    }

    /**
     * Result of {@link #layOut}.
     *
     * @param points x and y of each vector, centred
     * @param divergence Kullback-Leibler divergence at the end
     */
    public record Layout(double[][] points, double divergence) {}

    /**
     * Computes a layout of vectors.
     *
     * @param vectors 4 to {@value #MOST_POINTS} finite vectors of one length
     */
    public Layout layOut(double[][] vectors) {
        int n = vectors.length;
        if (n < 4 || n > MOST_POINTS) {
            throw new IllegalArgumentException(
                    "t-SNE takes 4 to " + MOST_POINTS + " vectors, got " + n);
        }
        for (double[] vector : vectors) {
            for (double value : vector) {
                if (!Double.isFinite(value) || vector.length != vectors[0].length) {
                    throw new IllegalArgumentException("vectors must be finite and of one length");
                }
            }
        }
        KlDivergence cost =
                new KlDivergence(Affinities.joint(vectors, Math.min(perplexity, (n - 1) / 3.0)));
        double[][] layout = initial(n);
        double[][] step = new double[n][2];
        double[][] gain = new double[n][2];
        for (double[] g : gain) {
            g[0] = 1;
            g[1] = 1;
        }
        // Belkina et al. 2019: a rate that grows with the number of points; the paper's 100 suits
        // few
        double rate = Math.max(50, n / EXAGGERATION / 4);
        int early = Math.min(250, iterations / 3);
        for (int iteration = 0; iteration < iterations; iteration++) {
            boolean exaggerated = iteration < early;
            double[][] gradient = cost.gradient(layout, exaggerated ? EXAGGERATION : 1);
            descend(layout, step, gain, gradient, rate, exaggerated ? 0.5 : 0.8);
        }
        return new Layout(layout, cost.value(layout));
    }

    private double[][] initial(int n) {
        Random random = new Random(seed);
        double[][] layout = new double[n][2];
        for (double[] point : layout) {
            point[0] = 1e-4 * random.nextGaussian();
            point[1] = 1e-4 * random.nextGaussian();
        }
        return layout;
    }

    /** Gradient descent with momentum and a gain for each coordinate (Jacobs 1988). */
    private static void descend(
            double[][] layout,
            double[][] step,
            double[][] gain,
            double[][] gradient,
            double rate,
            double momentum) {
        double[] centre = new double[2];
        for (int i = 0; i < layout.length; i++) {
            for (int d = 0; d < 2; d++) {
                boolean sameWay = gradient[i][d] > 0 == step[i][d] > 0;
                gain[i][d] = Math.max(0.01, sameWay ? gain[i][d] * 0.8 : gain[i][d] + 0.2);
                step[i][d] = momentum * step[i][d] - rate * gain[i][d] * gradient[i][d];
                layout[i][d] += step[i][d];
                centre[d] += layout[i][d] / layout.length;
            }
        }
        for (double[] point : layout) {
            point[0] -= centre[0];
            point[1] -= centre[1];
        }
    }
}
