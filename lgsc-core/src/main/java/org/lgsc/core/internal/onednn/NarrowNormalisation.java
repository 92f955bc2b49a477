package org.lgsc.core.internal.onednn;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Norms of maps with few channels, for which oneDNN has no fast path, by two fused passes in each
 * direction (see {@link HeapKernel}): the statistics, then the rest. Values are shifted by a pixel
 * of the map before they are summed, which avoids cancellation; sums are float within a block and
 * double across blocks.
 */
final class NarrowNormalisation implements Normalisation {
    private final double eps;
    private final boolean relu;
    private final long[] shape;
    private final int length;
    private final int groups;
    private final int channels;
    private final int groupLength;
    private final int block;
    private final int tasksPerGroup;

    /** Statistics by group, then channel. */
    private final float[][] mean;

    private final float[][] variance;
    private final float[][] inverseDeviation;

    /** Factor of the last forward pass: out = max(0, factor (x - mean) + beta). */
    private final float[][] factor;

    private float[] lastBeta = {};

    NarrowNormalisation(long[] shape, boolean perSample, double eps, boolean relu) {
        this.eps = eps;
        this.relu = relu;
        this.shape = shape.clone();
        length = (int) (shape[0] * shape[1] * shape[2] * shape[3]);
        groups = perSample ? (int) shape[0] : 1;
        channels = (int) shape[3];
        groupLength = length / groups;
        block = HeapKernel.block(channels);
        tasksPerGroup = Math.max(1, HeapKernel.tasks(length) / groups);
        mean = new float[groups][channels];
        variance = new float[groups][channels];
        inverseDeviation = new float[groups][channels];
        factor = new float[groups][channels];
    }

    @Override
    public boolean fits(INDArray map) {
        return Arrays.equals(map.shape(), shape);
    }

    private int from(int task) {
        return task / tasksPerGroup * groupLength
                + HeapKernel.start(task % tasksPerGroup, tasksPerGroup, groupLength, channels);
    }

    private int to(int task) {
        return task / tasksPerGroup * groupLength
                + HeapKernel.start(task % tasksPerGroup + 1, tasksPerGroup, groupLength, channels);
    }

    @Override
    public void forward(long x, long gamma, long beta, long out) {
        FloatBuffer in = Memory.floats(x, length);
        float[] gain = Memory.copy(gamma, channels);
        lastBeta = Memory.copy(beta, channels);
        double[][] sums = new double[groups * tasksPerGroup][channels];
        double[][] squares = new double[groups * tasksPerGroup][channels];
        float[][] shifts = new float[groups][channels];
        for (int g = 0; g < groups; g++) {
            in.get(g * groupLength, shifts[g]);
        }
        HeapKernel.run(
                sums.length,
                task -> {
                    float[] shift = HeapKernel.repeat(shifts[task / tasksPerGroup], block);
                    float[] values = new float[block];
                    float[] sum = new float[block];
                    float[] square = new float[block];
                    for (int i = from(task); i < to(task); i += block) {
                        int n = Math.min(block, to(task) - i);
                        in.get(i, values, 0, n);
                        moments(values, shift, sum, square, n);
                    }
                    HeapKernel.fold(sum, block, sums[task]);
                    HeapKernel.fold(square, block, squares[task]);
                });
        int m = groupLength / channels;
        for (int g = 0; g < groups; g++) {
            for (int c = 0; c < channels; c++) {
                double sum = total(sums, g, c);
                double square = total(squares, g, c);
                double shifted = sum / m;
                double var = Math.max(0, square / m - shifted * shifted);
                mean[g][c] = (float) (shifts[g][c] + shifted);
                variance[g][c] = (float) var;
                double inverse = 1 / Math.sqrt(var + eps);
                inverseDeviation[g][c] = (float) inverse;
                factor[g][c] = (float) (inverse * gain[c]);
            }
        }
        apply(in, Memory.floats(out, length));
    }

    /** Sum over the tasks of a group for a channel. */
    private double total(double[][] byTask, int group, int channel) {
        double sum = 0;
        for (int t = 0; t < tasksPerGroup; t++) {
            sum += byTask[group * tasksPerGroup + t][channel];
        }
        return sum;
    }

    private static void moments(float[] x, float[] shift, float[] sum, float[] square, int n) {
        for (int i = 0; i < n; i++) {
            float v = x[i] - shift[i];
            sum[i] += v;
            square[i] += v * v;
        }
    }

    private void apply(FloatBuffer in, FloatBuffer target) {
        HeapKernel.run(
                groups * tasksPerGroup,
                task -> {
                    float[] centre = HeapKernel.repeat(mean[task / tasksPerGroup], block);
                    float[] scale = HeapKernel.repeat(factor[task / tasksPerGroup], block);
                    float[] shift = HeapKernel.repeat(lastBeta, block);
                    float[] values = new float[block];
                    for (int i = from(task); i < to(task); i += block) {
                        int n = Math.min(block, to(task) - i);
                        in.get(i, values, 0, n);
                        if (relu) {
                            scaleRelu(values, centre, scale, shift, n);
                        } else {
                            scale(values, centre, scale, shift, n);
                        }
                        target.put(i, values, 0, n);
                    }
                });
    }

    private static void scale(float[] x, float[] centre, float[] scale, float[] shift, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = (x[i] - centre[i]) * scale[i] + shift[i];
        }
    }

    private static void scaleRelu(float[] x, float[] centre, float[] scale, float[] shift, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.max(0f, (x[i] - centre[i]) * scale[i] + shift[i]);
        }
    }

    @Override
    public void backward(
            long x,
            long gamma,
            long beta,
            long outputGradient,
            long inputGradient,
            long gammaGradient,
            long betaGradient) {
        FloatBuffer in = Memory.floats(x, length);
        FloatBuffer given = Memory.floats(outputGradient, length);
        FloatBuffer target = Memory.floats(inputGradient, length);
        double[][] sums = new double[groups * tasksPerGroup][channels];
        double[][] products = new double[groups * tasksPerGroup][channels];
        float[] shift = HeapKernel.repeat(lastBeta, block);
        HeapKernel.run(
                sums.length,
                task -> {
                    int group = task / tasksPerGroup;
                    float[] centre = HeapKernel.repeat(mean[group], block);
                    float[] scale = HeapKernel.repeat(factor[group], block);
                    float[] values = new float[block];
                    float[] g = new float[block];
                    float[] sum = new float[block];
                    float[] product = new float[block];
                    for (int i = from(task); i < to(task); i += block) {
                        int n = Math.min(block, to(task) - i);
                        in.get(i, values, 0, n);
                        given.get(i, g, 0, n);
                        centreAndMask(values, g, centre, scale, shift, relu, n);
                        gradientMoments(values, g, sum, product, n);
                    }
                    HeapKernel.fold(sum, block, sums[task]);
                    HeapKernel.fold(product, block, products[task]);
                });
        int m = groupLength / channels;
        float[][] slope = new float[groups][channels];
        float[][] constant = new float[groups][channels];
        double[] gammaSum = new double[channels];
        double[] betaSum = new double[channels];
        for (int g = 0; g < groups; g++) {
            for (int c = 0; c < channels; c++) {
                double sum = total(sums, g, c);
                double product = total(products, g, c);
                double s = inverseDeviation[g][c];
                betaSum[c] += sum;
                gammaSum[c] += product * s;
                slope[g][c] = (float) (-factor[g][c] * s * s * product / m);
                constant[g][c] = (float) (-factor[g][c] * sum / m);
            }
        }
        put(betaGradient, betaSum);
        put(gammaGradient, gammaSum);
        HeapKernel.run(
                sums.length,
                task -> {
                    int group = task / tasksPerGroup;
                    float[] centre = HeapKernel.repeat(mean[group], block);
                    float[] scale = HeapKernel.repeat(factor[group], block);
                    float[] slopes = HeapKernel.repeat(slope[group], block);
                    float[] constants = HeapKernel.repeat(constant[group], block);
                    float[] values = new float[block];
                    float[] g = new float[block];
                    for (int i = from(task); i < to(task); i += block) {
                        int n = Math.min(block, to(task) - i);
                        in.get(i, values, 0, n);
                        given.get(i, g, 0, n);
                        centreAndMask(values, g, centre, scale, shift, relu, n);
                        combine(values, g, scale, slopes, constants, n);
                        target.put(i, values, 0, n);
                    }
                });
    }

    /**
     * Centres x and sets g to 0 where the ReLU was off, by exactly the arithmetic of the forward
     * pass.
     */
    private static void centreAndMask(
            float[] x,
            float[] g,
            float[] centre,
            float[] scale,
            float[] shift,
            boolean relu,
            int n) {
        if (relu) {
            for (int i = 0; i < n; i++) {
                float v = x[i] - centre[i];
                x[i] = v;
                g[i] *= HeapKernel.isPositive(v * scale[i] + shift[i]);
            }
        } else {
            for (int i = 0; i < n; i++) {
                x[i] -= centre[i];
            }
        }
    }

    private static void gradientMoments(float[] x, float[] g, float[] sum, float[] product, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += g[i];
            product[i] += g[i] * x[i];
        }
    }

    private static void combine(
            float[] x, float[] g, float[] scale, float[] slope, float[] constant, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = scale[i] * g[i] + slope[i] * x[i] + constant[i];
        }
    }

    private static void put(long target, double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        Memory.copy(floats, target);
    }

    @Override
    public float[] batchMean() {
        return mean[0].clone();
    }

    @Override
    public float[] batchVariance() {
        return variance[0].clone();
    }
}
