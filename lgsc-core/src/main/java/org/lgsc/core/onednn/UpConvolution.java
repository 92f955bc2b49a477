package org.lgsc.core.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The decoder's up-convolution (nearest upsampling by 2, a zero row below and column to the right,
 * 2x2 convolution) without the upsampled map: it is a transposed convolution with stride 2 whose
 * 3x3 kernel K is made of sums of the 2x2 taps.
 *
 * <p>In one dimension the output is {@code y[o] = w0 x[o / 2] + w1 x[(o + 1) / 2]}, so {@code x[i]}
 * reaches {@code y[2i - 1]} with w1, {@code y[2i]} with w0 + w1 and {@code y[2i + 1]} with w0: K =
 * (w1, w0 + w1, w0). Two dimensions: the same in each. That is 9/16 of the multiplications. The
 * transposed convolution runs as the input gradient of an ordinary one with stride 2, and its input
 * gradient as that convolution itself.
 */
public final class UpConvolution {
    /** Which taps of the 2x2 kernel a tap of K sums, by row or column. */
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
     * @param samples N
     * @param inputChannels channels of the small map
     * @param height of the small map
     * @param width of the small map
     * @param outputChannels channels of the map of twice the size
     * @param factors what is multiplied, FLOAT32 or BFLOAT16; maps, weights and sums are floats
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

    /** The convolution with stride 2 that this is the transpose of. */
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

    /** Whether this was built for small maps of that shape, [N, H, W, C], and such products. */
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
     * The gradients of the last forward pass.
     *
     * @param x the small map, as it was there
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
     * K of each pair of channels.
     *
     * @param narrow 2x2 taps of each pair
     * @param wide 3x3 taps of each pair, written
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

    /** The transpose of {@link #expand}: gradients of K to gradients of the 2x2 taps. */
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
