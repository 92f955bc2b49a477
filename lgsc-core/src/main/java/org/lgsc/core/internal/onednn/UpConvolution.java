package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The decoder's up-convolution (nearest upsampling by 2, a zero row below and column to the right,
 * 2x2 convolution) without the upsampled map: it is a transposed convolution with stride 2 whose
 * 3x3 kernel K consists of sums of the 2x2 taps.
 *
 * <p>In one dimension the output is {@code y[o] = w0 x[o / 2] + w1 x[(o + 1) / 2]}, so {@code x[i]}
 * contributes to {@code y[2i - 1]} with w1, to {@code y[2i]} with w0 + w1 and to {@code y[2i + 1]}
 * with w0: K = (w1, w0 + w1, w0). The same applies to each of two dimensions, which gives 9/16 of
 * the multiplications. The transposed convolution runs as the input gradient of an ordinary one
 * with stride 2, and its input gradient as that convolution itself.
 */
public final class UpConvolution {
    /** Taps of the 2x2 kernel that are summed to a tap of K, by row or column. */
    private static final int[][] SUMMED = {{1}, {0, 1}, {0}};

    private final long[] inputShape;
    private final Numbers factors;
    private final int inputChannels;
    private final int outputChannels;
    private final Products down;
    private final MapCopy small;
    private final MapCopy large;
    private final FloatPointer kernel;
    private final FloatPointer kernelGradient;
    private final float[] wide;
    private final float[] narrow;

    /**
     * @param samples number of samples N
     * @param inputChannels number of channels of the small map
     * @param height height of the small map
     * @param width width of the small map
     * @param outputChannels number of channels of the map of twice the size
     * @param factors number format of the factors, FLOAT32 or BFLOAT16; maps, weights and sums are
     *     floats
     */
    public UpConvolution(
            long samples,
            long inputChannels,
            long height,
            long width,
            long outputChannels,
            Numbers factors) {
        this.inputShape = new long[] {samples, height, width, inputChannels};
        this.factors = factors;
        this.inputChannels = (int) inputChannels;
        this.outputChannels = (int) outputChannels;
        this.down =
                new Products(
                        geometry(samples, inputChannels, height, width, outputChannels),
                        kernelShape(inputChannels, outputChannels),
                        factors);
        this.small = down.output(true);
        this.large = down.input(false);
        this.wide = new float[this.inputChannels * this.outputChannels * 9];
        this.narrow = new float[this.inputChannels * this.outputChannels * 4];
        this.kernel = new FloatPointer(wide.length);
        this.kernelGradient = new FloatPointer(wide.length);
    }

    /** The convolution with stride 2 whose transpose this is. */
    static Convolution.Geometry geometry(
            long samples, long inputChannels, long height, long width, long outputChannels) {
        return new Convolution.Geometry(
                samples, outputChannels, 2 * height, 2 * width, inputChannels, 3, 2, 1, 0);
    }

    /** The same with a row below and a column to the right of the small map, which are zeros. */
    static Convolution.Geometry padded(
            long samples, long inputChannels, long height, long width, long outputChannels) {
        return new Convolution.Geometry(
                samples, outputChannels, 2 * height, 2 * width, inputChannels, 3, 2, 1, 2);
    }

    /** Where the weights of that convolution stand in K, [large, small, 3, 3]. */
    static memory.desc kernelShape(long inputChannels, long outputChannels) {
        return Shapes.strided(
                new long[] {inputChannels, outputChannels, 3, 3},
                new long[] {9, 9 * inputChannels, 3, 1});
    }

    /**
     * Whether this was built for small maps of the given shape, [N, H, W, C], and the given
     * factors.
     */
    public boolean fits(INDArray map, Numbers factors) {
        return factors == this.factors && Arrays.equals(map.shape(), inputShape);
    }

    /**
     * out = the up-convolution of x.
     *
     * @param weights [out, in, 2, 2]
     */
    public void forward(INDArray x, INDArray weights, INDArray out) {
        load(weights);
        down.inputGradient(small.load(Address.of(x)), kernel.address(), Address.of(out));
    }

    /**
     * Computes the gradients of the last forward pass.
     *
     * @param x unchanged small map of the forward pass
     */
    public void backward(
            INDArray x, INDArray outputGradient, INDArray inputGradient, INDArray weightGradient) {
        long gradient = large.load(Address.of(outputGradient));
        down.convolve(gradient, kernel.address(), Address.of(inputGradient));
        down.weightGradient(gradient, small.loaded(Address.of(x)), kernelGradient.address());
        kernelGradient.get(wide);
        fold(wide, narrow);
        Memory.copy(narrow, Address.of(weightGradient));
    }

    private void load(INDArray weights) {
        Memory.copy(Address.of(weights), narrow);
        expand(narrow, wide);
        kernel.put(wide);
    }

    /**
     * Computes K for each pair of channels.
     *
     * @param narrow 2x2 taps of each pair
     * @param wide receives the 3x3 taps of each pair
     */
    static void expand(float[] narrow, float[] wide) {
        for (int pair = 0; pair < narrow.length / 4; pair++) {
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    float sum = 0;
                    for (int r : SUMMED[row]) {
                        for (int c : SUMMED[column]) {
                            sum += narrow[4 * pair + 2 * r + c];
                        }
                    }
                    wide[9 * pair + 3 * row + column] = sum;
                }
            }
        }
    }

    /** The transpose of {@link #expand}: converts gradients of K to gradients of the 2x2 taps. */
    static void fold(float[] wide, float[] narrow) {
        Arrays.fill(narrow, 0);
        for (int pair = 0; pair < narrow.length / 4; pair++) {
            for (int row = 0; row < 3; row++) {
                for (int column = 0; column < 3; column++) {
                    for (int r : SUMMED[row]) {
                        for (int c : SUMMED[column]) {
                            narrow[4 * pair + 2 * r + c] += wide[9 * pair + 3 * row + column];
                        }
                    }
                }
            }
        }
    }
}
