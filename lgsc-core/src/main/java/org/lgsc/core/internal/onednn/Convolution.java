package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution without bias on NHWC maps of one shape, and its two gradients. Weights may change
 * from run to run.
 */
public final class Convolution {
    /**
     * What is convolved.
     *
     * @param samples N
     * @param inputChannels channels that come in
     * @param height of the map that comes in
     * @param width of the map that comes in
     * @param outputChannels channels that go out
     * @param kernel side of the square kernel
     * @param stride in both directions
     * @param padding zeros above and left
     * @param paddingEnd zeros below and right
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
            long paddingEnd) {
        long outputHeight() {
            return (height + padding + paddingEnd - kernel) / stride + 1;
        }

        long outputWidth() {
            return (width + padding + paddingEnd - kernel) / stride + 1;
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
         * The same arithmetic on the same memory in NHWC, in a form that oneDNN can plan. Where it
         * plans a 1x1 convolution for AVX-512 it multiplies rows, pixels and blocks of 16 channels
         * in 32 bits, and divides by what is left of the product: by zero for 2048x2048 pixels,
         * which ends the process. Rows in the place of samples keep the product small.
         */
        Geometry plannable() {
            boolean product = kernel == 1 && stride == 1 && padding == 0 && paddingEnd == 0;
            return product && plan() > Integer.MAX_VALUE
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

        private long plan() {
            return outputHeight() * outputHeight() * outputWidth() * ((outputChannels + 15) / 16);
        }

        memory.desc weights() {
            return weights(Numbers.FLOAT32);
        }

        memory.desc weights(Numbers numbers) {
            return Shapes.any(numbers, outputChannels, inputChannels, kernel, kernel);
        }

        String label() {
            return "convolution "
                    + kernel
                    + "x"
                    + kernel
                    + (stride == 1 ? "" : "/" + stride)
                    + " "
                    + inputChannels
                    + "->"
                    + outputChannels
                    + " "
                    + height
                    + "x"
                    + width;
        }

        /** Floating point operations, two for each product; those on padding count, too. */
        double flops() {
            double pixels = (double) samples * outputHeight() * outputWidth();
            return 2 * pixels * outputChannels * inputChannels * kernel * kernel;
        }

        long[] strides() {
            return new long[] {stride, stride};
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
    private final SharedMaps shared;
    private final MapCopy ownInput;
    private final MapCopy outputGradients;
    private MapCopy input;

    /** A convolution of floats whose weights stand as [out, in, k, k]. */
    public Convolution(Geometry geometry) {
        this(geometry, Numbers.FLOAT32, new SharedMaps());
    }

    /**
     * A convolution whose weights stand as [out, in, k, k].
     *
     * @param factors what is multiplied, FLOAT32 or BFLOAT16; maps, weights and sums are floats
     * @param shared copies that other convolutions of the network made of the same maps
     */
    public Convolution(Geometry geometry, Numbers factors, SharedMaps shared) {
        this.geometry = geometry;
        this.factors = factors;
        this.shared = shared;
        this.products =
                new Products(
                        geometry,
                        Shapes.dense(
                                geometry.outputChannels(),
                                geometry.inputChannels(),
                                geometry.kernel(),
                                geometry.kernel()),
                        factors);
        this.ownInput = shared.add(products.input(true));
        this.outputGradients = products.output(false);
    }

    /** Whether this was built for maps of that shape, [N, H, W, C], and such products. */
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
        input = shared.of(x, ownInput);
        products.convolve(input.loaded(Address.of(x)), Address.of(weights), Address.of(out));
    }

    /**
     * The gradients of the last forward pass.
     *
     * @param x as it was there
     * @param weights as they were there
     * @param inputGradient null when nobody asks for it
     */
    public void backward(
            INDArray x,
            INDArray weights,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient) {
        long gradient = outputGradients.load(Address.of(outputGradient));
        if (inputGradient != null) {
            products.inputGradient(gradient, Address.of(weights), Address.of(inputGradient));
        }
        products.weightGradient(input.loaded(Address.of(x)), gradient, Address.of(weightGradient));
    }
}
