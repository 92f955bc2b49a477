package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import java.util.Objects;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution without bias on NHWC maps of one shape, and its two gradients. Weights may change
 * from run to run.
 */
public final class Convolution {
    /**
     * Shapes of a convolution.
     *
     * @param samples number of samples N
     * @param inputChannels number of input channels
     * @param height height of the input map
     * @param width width of the input map
     * @param outputChannels number of output channels
     * @param kernel side of the square kernel
     * @param stride stride in both directions
     * @param padding number of zeros above and on the left
     * @param paddingEnd number of zeros below and on the right
     * @param columns number of neighbours in a row of the output whose channels are described as
     *     those of one pixel; they have the same memory. The kernel is wider by as many steps.
     */
    public record Geometry(
            long samples,
            long inputChannels,
            long height,
            long width,
            long outputChannels,
            long kernel,
            long stride,
            long padding,
            long paddingEnd,
            long columns) {
        /** An ordinary convolution. */
        public Geometry(
                long samples,
                long inputChannels,
                long height,
                long width,
                long outputChannels,
                long kernel,
                long stride,
                long padding,
                long paddingEnd) {
            this(
                    samples,
                    inputChannels,
                    height,
                    width,
                    outputChannels,
                    kernel,
                    stride,
                    padding,
                    paddingEnd,
                    1);
        }

        long outputHeight() {
            return (height + padding + paddingEnd - kernel) / stride + 1;
        }

        long outputWidth() {
            return (width + padding + paddingEnd - kernelWidth()) / strideWidth() + 1;
        }

        long kernelWidth() {
            return kernel + (columns - 1) * stride;
        }

        long strideWidth() {
            return stride * columns;
        }

        memory.desc input() {
            return input(MapLayout.PIXELS);
        }

        memory.desc input(MapLayout layout) {
            return input(layout, Numbers.FLOAT32);
        }

        memory.desc input(MapLayout layout, Numbers numbers) {
            return layout.describe(samples, inputChannels, height, width, numbers);
        }

        memory.desc output() {
            return output(MapLayout.PIXELS);
        }

        memory.desc output(MapLayout layout) {
            return output(layout, Numbers.FLOAT32);
        }

        memory.desc output(MapLayout layout, Numbers numbers) {
            return layout.describe(samples, outputChannels, outputHeight(), outputWidth(), numbers);
        }

        /**
         * Returns the same arithmetic on the same memory in NHWC, in a form that oneDNN can plan.
         * For a 1x1 convolution on AVX-512 it multiplies rows, pixels and blocks of 16 channels in
         * 32 bits and divides by the overflowed product, which is zero for 2048x2048 pixels and
         * ends the process. Rows as samples keep the product small.
         */
        Geometry plannable() {
            return isProduct() && plan() > Integer.MAX_VALUE
                    ? new Geometry(
                            samples * height,
                            inputChannels,
                            1,
                            width,
                            outputChannels,
                            kernel,
                            stride,
                            padding,
                            paddingEnd)
                    : this;
        }

        /** Whether each pixel of the output depends on one pixel of the input. */
        boolean isProduct() {
            return kernel == 1 && stride == 1 && padding == 0 && paddingEnd == 0;
        }

        /**
         * Returns the same convolution described with neighbouring pixels of the output as one.
         *
         * @param columns number of neighbours, a divisor of the output's width; the stride is 1
         */
        Geometry beside(long columns) {
            return new Geometry(
                    samples,
                    inputChannels,
                    height,
                    width,
                    outputChannels * columns,
                    kernel,
                    stride,
                    padding,
                    paddingEnd,
                    columns);
        }

        /** Whether {@link #reversed} exists: for a stride of 1 and padding within the kernel. */
        boolean canReverse() {
            return stride == 1 && padding < kernel && paddingEnd < kernel;
        }

        /**
         * Returns the convolution of the output's gradient that is the gradient of the input, with
         * reversed kernels.
         */
        Geometry reversed() {
            return new Geometry(
                    samples,
                    outputChannels,
                    outputHeight(),
                    outputWidth(),
                    inputChannels,
                    kernel,
                    1,
                    kernel - 1 - padding,
                    kernel - 1 - paddingEnd);
        }

        /**
         * Whether {@link #split} exists: for a stride of 2, an odd kernel, and padding that leaves
         * exactly half the size.
         */
        boolean canSplit() {
            return stride == 2
                    && kernel % 2 == 1
                    && padding == kernel / 2
                    && height == 2 * outputHeight()
                    && width == 2 * outputWidth();
        }

        /**
         * Returns the convolution of the output's gradient that gives the gradient of the input in
         * four parts: pixels of even and odd rows and columns, with their channels one after the
         * other.
         */
        Geometry split() {
            long start = (kernel - 1 - padding) / 2;
            long side = kernel / 2 + 1;
            return new Geometry(
                    samples,
                    outputChannels,
                    outputHeight(),
                    outputWidth(),
                    4 * inputChannels,
                    side,
                    1,
                    start,
                    side - 1 - start);
        }

        private long plan() {
            return outputHeight() * outputHeight() * outputWidth() * ((outputChannels + 15) / 16);
        }

        memory.desc weights() {
            return weights(Numbers.FLOAT32);
        }

        memory.desc weights(Numbers numbers) {
            return Shapes.any(numbers, weightShape());
        }

        /** Shape [out, in, k, k] of the weights. */
        long[] weightShape() {
            return new long[] {outputChannels, inputChannels, kernel, kernelWidth()};
        }

        String label() {
            return RootFormat.of(
                    "convolution %sx%s%s %s->%s %sx%s",
                    kernel,
                    kernelWidth(),
                    stride == 1 ? "" : "/" + stride,
                    inputChannels,
                    outputChannels,
                    height,
                    width);
        }

        /** Floating point operations, two for each product; products with padding are included. */
        double flops() {
            double pixels = (double) samples * outputHeight() * outputWidth();
            return 2 * pixels * outputChannels * inputChannels * kernel * kernelWidth();
        }

        long[] strides() {
            return new long[] {stride, strideWidth()};
        }

        long[] paddingStart() {
            return new long[] {padding, padding};
        }

        long[] paddingStop() {
            return new long[] {paddingEnd, paddingEnd};
        }
    }

    private final Geometry geometry;
    private final Numbers factors;
    private final Products products;
    private final @Nullable Recast recast;
    private final @Nullable Recast recastGradient;
    private final SharedMaps shared;
    private final MapCopy ownInput;
    private final MapCopy outputGradients;
    private @Nullable MapCopy input;

    /** Creates a float convolution with weights [out, in, k, k]. */
    public Convolution(Geometry geometry) {
        this(geometry, Numbers.FLOAT32, new SharedMaps());
    }

    /**
     * Creates a convolution with weights [out, in, k, k].
     *
     * @param factors number format of the factors, FLOAT32 or BFLOAT16; maps, weights and sums are
     *     floats
     * @param shared copies of maps that the network's convolutions share
     */
    public Convolution(Geometry geometry, Numbers factors, SharedMaps shared) {
        this.geometry = geometry;
        this.factors = factors;
        this.shared = shared;
        this.products = new Products(geometry, Shapes.dense(geometry.weightShape()), factors);
        this.recast = Recast.of(geometry, factors);
        this.recastGradient = Recast.inputGradient(geometry, factors);
        this.ownInput = shared.add(products.input(true));
        this.outputGradients = products.output(false);
    }

    /** Whether this was built for maps of the given shape, [N, H, W, C], and the given factors. */
    public boolean fits(INDArray map, Numbers factors) {
        return factors == this.factors
                && Arrays.equals(
                        map.shape(),
                        new long[] {
                            geometry.samples(),
                            geometry.height(),
                            geometry.width(),
                            geometry.inputChannels()
                        });
    }

    /** out = x convolved with the weights. */
    public void forward(INDArray x, INDArray weights, INDArray out) {
        MapCopy copy = shared.of(x, ownInput);
        input = copy;
        long loaded = copy.loaded(Address.of(x));
        if (recast == null) {
            products.convolve(loaded, Address.of(weights), Address.of(out));
        } else {
            recast.convolve(loaded, Address.of(weights), Address.of(out));
        }
    }

    /**
     * Computes the gradients of the last forward pass.
     *
     * @param x unchanged input of the forward pass
     * @param weights unchanged weights of the forward pass
     * @param inputGradient null when it is not needed
     */
    public void backward(
            INDArray x,
            INDArray weights,
            INDArray outputGradient,
            @Nullable INDArray inputGradient,
            INDArray weightGradient) {
        MapCopy copy = Objects.requireNonNull(input, "a forward pass comes first");
        long gradient = outputGradients.load(Address.of(outputGradient));
        if (inputGradient != null) {
            toInput(gradient, Address.of(weights), Address.of(inputGradient));
        }
        long loaded = copy.loaded(Address.of(x));
        if (recast == null) {
            products.weightGradient(loaded, gradient, Address.of(weightGradient));
        } else {
            recast.weightGradient(loaded, gradient, Address.of(weightGradient));
        }
    }

    private void toInput(long outputGradient, long weights, long inputGradient) {
        if (recastGradient == null) {
            products.inputGradient(outputGradient, weights, inputGradient);
        } else {
            recastGradient.convolve(outputGradient, weights, inputGradient);
        }
    }
}
