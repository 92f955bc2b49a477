package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.lgsc.core.internal.onednn.ConvolutionReference.Types;

/**
 * How the three products of a convolution are computed in training. Maps come and go as floats in
 * NHWC; where an operation wants them otherwise they are copied.
 *
 * @param layout of the operations' maps
 * @param algorithm of oneDNN
 * @param factors what maps and weights are multiplied as; sums and results are floats
 */
record ConvolutionWay(MapLayout layout, dnnl.algorithm algorithm, Numbers factors) {
    /** On the maps as they are. */
    static final ConvolutionWay DIRECT =
            new ConvolutionWay(
                    MapLayout.PIXELS, dnnl.algorithm.convolution_direct, Numbers.FLOAT32);

    /** By minimal filtering, on maps in blocks of channels. */
    static final ConvolutionWay WINOGRAD =
            new ConvolutionWay(
                    MapLayout.BLOCKS, dnnl.algorithm.convolution_winograd, Numbers.FLOAT32);

    /** On maps and weights that are rounded to 8 significant bits. */
    static final ConvolutionWay BFLOAT16 =
            new ConvolutionWay(
                    MapLayout.PIXELS, dnnl.algorithm.convolution_direct, Numbers.BFLOAT16);

    /** Smaller maps leave too much of a tile unused, and more of the time to the weights. */
    private static final long SMALLEST_FILTERED = 14;

    /** Of larger maps the copies leave the cache, and cost as much as is won. */
    private static final long LARGEST_FILTERED = 56;

    /** As in inference: narrower ones lose more by the transforms than they gain. */
    private static final long FEWEST_FILTERED = 64;

    /** The fastest for a convolution; the same in every run on a kind of processor. */
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
