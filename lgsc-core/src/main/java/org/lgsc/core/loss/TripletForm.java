package org.lgsc.core.loss;

/**
 * The triplet loss of a batch and its gradient, computed by loops in double precision: the same as
 * {@link TripletLoss#batchLoss} in a hundredth of the time.
 */
final class TripletForm {
    /** Limits below which values count as zero, as in {@link TripletLoss}. */
    private static final double TINY_SQUARED_NORM = 1e-20;

    private static final double TINY_SQUARED_DISTANCE = 1e-12;
    private static final double SMALLEST_ACTIVE = 1e-16;

    private final double margin;
    private final boolean twoSided;
    private final float[] live;
    private final double[] norms;
    private final double[][] unit;
    private final double[][] distances;

    /** Derivative of the loss, before the division by the number of triplets, by each distance. */
    private final double[][] slopes;

    private long active;

    TripletForm(double margin, boolean twoSided, float[] vectors, float[] live) {
        this.margin = margin;
        this.twoSided = twoSided;
        this.live = live;
        int n = live.length;
        norms = new double[n];
        unit = normalised(vectors, n);
        distances = new double[n][n];
        slopes = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = distance(unit[i], unit[j]);
                distances[j][i] = distances[i][j];
            }
        }
    }

    private double[][] normalised(float[] vectors, int n) {
        int length = vectors.length / n;
        double[][] all = new double[n][length];
        for (int i = 0; i < n; i++) {
            double squared = 0;
            for (int c = 0; c < length; c++) {
                all[i][c] = vectors[i * length + c];
                squared += all[i][c] * all[i][c];
            }
            norms[i] = squared <= TINY_SQUARED_NORM ? 0 : Math.sqrt(squared);
            for (int c = 0; c < length; c++) {
                all[i][c] = norms[i] == 0 ? 0 : all[i][c] / norms[i];
            }
        }
        return all;
    }

    private static double distance(double[] a, double[] b) {
        double squared = 0;
        for (int c = 0; c < a.length; c++) {
            squared += (a[c] - b[c]) * (a[c] - b[c]);
        }
        return squared <= TINY_SQUARED_DISTANCE ? 0 : Math.sqrt(squared);
    }

    /**
     * @param gradient receives the gradient by the input
     */
    double loss(float[] gradient) {
        double sum = 0;
        for (int i = 0; i < live.length; i++) {
            for (int j = 0; j < live.length; j++) {
                if (j != i && live[i] == 1 && live[j] == 1) {
                    sum += ofPair(i, j);
                }
            }
        }
        double count = Math.max(1, active);
        for (int i = 0; i < live.length; i++) {
            write(i, count, gradient);
        }
        return sum / count;
    }

    /** Sum over the triplets of an anchor and a positive. */
    private double ofPair(int anchor, int positive) {
        double sum = 0;
        for (int k = 0; k < live.length; k++) {
            double difference = distances[anchor][positive] - distances[anchor][k];
            double hinge = difference + margin;
            // written so that NaN is not skipped
            if (live[k] == 0
                    && !(hinge <= SMALLEST_ACTIVE)
                    && !(twoSided && Math.abs(difference) >= margin)) {
                sum += hinge;
                active++;
                slopes[anchor][positive]++;
                slopes[anchor][k]--;
            }
        }
        return sum;
    }

    private void write(int i, double count, float[] gradient) {
        int length = unit[i].length;
        double[] ofUnit = new double[length];
        for (int j = 0; j < live.length; j++) {
            double slope = slopes[i][j] + slopes[j][i];
            if (slope != 0 && distances[i][j] > 0) {
                for (int c = 0; c < length; c++) {
                    ofUnit[c] += slope * (unit[i][c] - unit[j][c]) / distances[i][j];
                }
            }
        }
        double along = 0;
        for (int c = 0; c < length; c++) {
            along += ofUnit[c] * unit[i][c];
        }
        for (int c = 0; c < length; c++) {
            double across = ofUnit[c] - along * unit[i][c];
            gradient[i * length + c] = norms[i] == 0 ? 0 : (float) (across / norms[i] / count);
        }
    }
}
