package org.lgsc.core.internal.onednn;

import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Convolution.Geometry;

/**
 * Computes products of a convolution with few channels as those of an equal one that oneDNN
 * computes faster. It fills vectors of 16 with channels, so three take as long as sixteen. Maps
 * keep their memory, and weights are rearranged; some products with zeros are added.
 */
final class Recast {
    private static final ThreadLocal<Scratch> PARTS = ThreadLocal.withInitial(Scratch::new);

    /** Number of neighbours that are computed as one pixel. */
    static final int COLUMNS = 4;

    /** So many channels of {@link #COLUMNS} pixels fill a vector. */
    private static final long MOST_CHANNELS = 4;

    /** Floats of a vector. */
    private static final long VECTOR = 16;

    /** Pairs of channels whose weights are reversed. */
    private static final long MOST_REVERSED = 32 * 32;

    private final Products products;
    private final Rearranged weights;
    private final @Nullable Reorder together;
    private final long bytes;

    private Recast(
            Geometry geometry, Rearranged weights, @Nullable Reorder together, Numbers factors) {
        this.products = new Products(geometry, Shapes.dense(geometry.weightShape()), factors);
        this.weights = weights;
        this.together = together;
        this.bytes = geometry.output().get_size();
    }

    /** The convolution and the gradient of its weights; null when the convolution is as fast. */
    static @Nullable Recast of(Geometry geometry, Numbers factors) {
        return canBeside(geometry) ? beside(geometry, Rearranged.none(geometry), factors) : null;
    }

    /** The gradient of its input, as a convolution of that of its output; null as for others. */
    static @Nullable Recast inputGradient(Geometry geometry, Numbers factors) {
        if (geometry.canReverse() && canBeside(geometry.reversed())) {
            return beside(geometry.reversed(), Rearranged.reversed(geometry), factors);
        }
        if (geometry.canReverse() && isSmall(geometry) && factors == Numbers.FLOAT32) {
            return new Recast(geometry.reversed(), Rearranged.reversed(geometry), null, factors);
        }
        if (geometry.inputChannels() <= MOST_CHANNELS && geometry.canSplit()) {
            Geometry split = geometry.split();
            return new Recast(split, Rearranged.split(geometry), together(geometry), factors);
        }
        return null;
    }

    /**
     * Whether a gradient of the input is faster as a convolution: with AVX-512, as Winograd's
     * filtering, oneDNN has products of small matrices ("brgconv") for the latter only, and with
     * few weights it takes no time to reverse them.
     */
    private static boolean isSmall(Geometry geometry) {
        return Winograd.AVAILABLE
                && geometry.kernel() > 1
                && geometry.inputChannels() >= VECTOR
                && geometry.outputChannels() >= VECTOR
                && geometry.inputChannels() * geometry.outputChannels() <= MOST_REVERSED;
    }

    /** Whether a convolution is faster with neighbours as one pixel. */
    static boolean canBeside(Geometry geometry) {
        return isThin(geometry.outputChannels(), geometry.kernel())
                && geometry.stride() == 1
                && geometry.outputWidth() % COLUMNS == 0;
    }

    /**
     * Whether vectors have room for the outputs of neighbours, which share a part of the kernel.
     */
    static boolean isThin(long outputs, long kernel) {
        return outputs <= MOST_CHANNELS && kernel > 1;
    }

    private static Recast beside(Geometry geometry, Rearranged weights, Numbers factors) {
        return new Recast(
                geometry.beside(COLUMNS), weights.beside(geometry, COLUMNS), null, factors);
    }

    /** Copies the four parts of each pixel of {@link Geometry#split} to where they belong. */
    private static Reorder together(Geometry of) {
        long pixel = 2 * of.inputChannels();
        long width = of.outputWidth();
        long[] shape = {of.samples() * of.outputHeight(), 2, width, pixel};
        return Reorder.of(
                "maps, reorder",
                Shapes.strided(shape, new long[] {2 * width * pixel, pixel, 2 * pixel, 1}),
                Shapes.strided(shape, new long[] {2 * width * pixel, width * pixel, pixel, 1}));
    }

    void convolve(long x, long weights, long out) {
        if (together == null) {
            products.convolve(x, this.weights.load(weights), out);
        } else {
            long parts = PARTS.get().address(bytes);
            products.convolve(x, this.weights.load(weights), parts);
            together.run(parts, out);
        }
    }

    void weightGradient(long x, long outputGradient, long gradient) {
        products.weightGradient(x, outputGradient, weights.target());
        weights.store(gradient);
    }
}
