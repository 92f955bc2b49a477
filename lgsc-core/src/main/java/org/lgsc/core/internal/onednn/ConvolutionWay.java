package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.lgsc.core.internal.onednn.ConvolutionReference.Types;

/**
 * How the three products of a convolution are computed in training. Maps are passed as floats in
 * NHWC and copied if an operation needs another form.
 *
 * @param layout layout of the operations' maps
 * @param algorithm algorithm of oneDNN
 * @param factors number format in which maps and weights are multiplied; sums and results are
 *     floats
 */
record ConvolutionWay(MapLayout layout, dnnl.algorithm algorithm, Numbers factors) {
    /** Directly on the maps. */
    static final ConvolutionWay DIRECT =
            new ConvolutionWay(
                    MapLayout.PIXELS, dnnl.algorithm.convolution_direct, Numbers.FLOAT32);

    /** By minimal filtering, on maps in blocks of channels. */
    static final ConvolutionWay WINOGRAD =
            new ConvolutionWay(
                    MapLayout.BLOCKS, dnnl.algorithm.convolution_winograd, Numbers.FLOAT32);

    /** On maps and weights rounded to 8 significant bits. */
    static final ConvolutionWay BFLOAT16 =
            new ConvolutionWay(
                    MapLayout.PIXELS, dnnl.algorithm.convolution_direct, Numbers.BFLOAT16);

    /**
     * With smaller maps too much of a tile is unused, and the weights take a larger share of the
     * time.
     */
    private static final long SMALLEST_FILTERED = 14;

    /** Copies of larger maps exceed the cache and take as much time as is saved. */
    private static final long LARGEST_FILTERED = 56;

    /** With fewer channels the transforms take more time than is saved, as in inference. */
    private static final long FEWEST_FILTERED = 64;

    /**
     * Returns the fastest way for a convolution; it is the same in every run on a kind of
     * processor.
     */
    static ConvolutionWay of(Convolution.Geometry geometry, Numbers factors) {
        if (factors == Numbers.BFLOAT16) {
            return BFLOAT16;
        }
        boolean filtered =
                geometry.kernel() == 3
                        && geometry.stride() == 1
                        && wholeBlocks(geometry.inputChannels())
                        && wholeBlocks(geometry.outputChannels())
                        && inRange(geometry.height())
                        && inRange(geometry.width());
        return filtered && Winograd.AVAILABLE ? WINOGRAD : DIRECT;
    }

    private static boolean wholeBlocks(long channels) {
        return channels >= FEWEST_FILTERED && MapLayout.BLOCKS.stored(channels) == channels;
    }

    private static boolean inRange(long side) {
        return side >= SMALLEST_FILTERED && side <= LARGEST_FILTERED;
    }

    Types forward() {
        return new Types(factors, factors, Numbers.FLOAT32);
    }

    Types inputGradient() {
        return new Types(Numbers.FLOAT32, factors, factors);
    }

    Types weightGradient() {
        return new Types(factors, Numbers.FLOAT32, factors);
    }
}
