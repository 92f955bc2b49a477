package org.lgsc.core.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
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
            return Shapes.nhwc(samples, inputChannels, height, width);
        }

        memory.desc output() {
            return Shapes.nhwc(samples, outputChannels, outputHeight(), outputWidth());
        }

        memory.desc weights() {
            return Shapes.any(outputChannels, inputChannels, kernel, kernel);
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
    private final memory.desc usersWeights;
    private final convolution_forward.primitive_desc forwardDescription;
    private final Call forward;
    private final Weights forwardWeights;

    private Call toInput;
    private Weights toInputWeights;
    private Call toWeights;
    private Weights weightGradient;

    /** A convolution whose weights stand as [out, in, k, k]. */
    public Convolution(Geometry geometry) {
        this(
                geometry,
                Shapes.dense(
                        geometry.outputChannels(),
                        geometry.inputChannels(),
                        geometry.kernel(),
                        geometry.kernel()));
    }

    Convolution(Geometry geometry, memory.desc usersWeights) {
        this.geometry = geometry;
        this.usersWeights = usersWeights;
        this.forwardDescription =
                new convolution_forward.primitive_desc(
                        new convolution_forward.desc(
                                dnnl.prop_kind.forward_training,
                                dnnl.algorithm.convolution_direct,
                                geometry.input(),
                                geometry.weights(),
                                geometry.output(),
                                geometry.strides(),
                                geometry.paddingStart(),
                                geometry.paddingStop()),
                        Call.attributes(),
                        OneDnn.engine());
        this.forward =
                new Call(
                                geometry.label() + ", forward",
                                new convolution_forward(forwardDescription),
                                forwardDescription.scratchpad_desc())
                        .argument(dnnl.DNNL_ARG_SRC, geometry.input())
                        .argument(dnnl.DNNL_ARG_WEIGHTS, forwardDescription.weights_desc())
                        .argument(dnnl.DNNL_ARG_DST, geometry.output());
        this.forwardWeights = new Weights(usersWeights, forwardDescription.weights_desc());
    }

    /** Whether this was built for maps of that shape, [N, H, W, C]. */
    public boolean fits(INDArray map) {
        return Arrays.equals(
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
        forward(Address.of(x), Address.of(weights), Address.of(out));
    }

    /** Gradient of the input from that of the output. */
    public void inputGradient(INDArray outputGradient, INDArray weights, INDArray inputGradient) {
        inputGradient(Address.of(outputGradient), Address.of(weights), Address.of(inputGradient));
    }

    /** Gradient of the weights from the input and the gradient of the output. */
    public void weightGradient(INDArray x, INDArray outputGradient, INDArray weightGradient) {
        weightGradient(Address.of(x), Address.of(outputGradient), Address.of(weightGradient));
    }

    void forward(long x, long weights, long out) {
        forward.bind(dnnl.DNNL_ARG_SRC, x)
                .bind(dnnl.DNNL_ARG_WEIGHTS, forwardWeights.load(weights))
                .bind(dnnl.DNNL_ARG_DST, out)
                .run();
    }

    void inputGradient(long outputGradient, long weights, long inputGradient) {
        if (toInput == null) {
            prepareInputGradient();
        }
        toInput.bind(dnnl.DNNL_ARG_DIFF_DST, outputGradient)
                .bind(dnnl.DNNL_ARG_WEIGHTS, toInputWeights.load(weights))
                .bind(dnnl.DNNL_ARG_DIFF_SRC, inputGradient)
                .run();
    }

    void weightGradient(long x, long outputGradient, long gradient) {
        if (toWeights == null) {
            prepareWeightGradient();
        }
        toWeights
                .bind(dnnl.DNNL_ARG_SRC, x)
                .bind(dnnl.DNNL_ARG_DIFF_DST, outputGradient)
                .bind(dnnl.DNNL_ARG_DIFF_WEIGHTS, weightGradient.target(gradient))
                .run();
        weightGradient.store(gradient);
    }

    private void prepareInputGradient() {
        convolution_backward_data.primitive_desc description =
                new convolution_backward_data.primitive_desc(
                        new convolution_backward_data.desc(
                                dnnl.algorithm.convolution_direct,
                                geometry.input(),
                                geometry.weights(),
                                geometry.output(),
                                geometry.strides(),
                                geometry.paddingStart(),
                                geometry.paddingStop()),
                        Call.attributes(),
                        OneDnn.engine(),
                        forwardDescription);
        toInputWeights = new Weights(usersWeights, description.weights_desc());
        toInput =
                new Call(
                                geometry.label() + ", input gradient",
                                new convolution_backward_data(description),
                                description.scratchpad_desc())
                        .argument(dnnl.DNNL_ARG_DIFF_DST, geometry.output())
                        .argument(dnnl.DNNL_ARG_WEIGHTS, description.weights_desc())
                        .argument(dnnl.DNNL_ARG_DIFF_SRC, geometry.input());
    }

    private void prepareWeightGradient() {
        convolution_backward_weights.primitive_desc description =
                new convolution_backward_weights.primitive_desc(
                        new convolution_backward_weights.desc(
                                dnnl.algorithm.convolution_direct,
                                geometry.input(),
                                geometry.weights(),
                                geometry.output(),
                                geometry.strides(),
                                geometry.paddingStart(),
                                geometry.paddingStop()),
                        Call.attributes(),
                        OneDnn.engine(),
                        forwardDescription);
        weightGradient = new Weights(usersWeights, description.diff_weights_desc());
        toWeights =
                new Call(
                                geometry.label() + ", weight gradient",
                                new convolution_backward_weights(description),
                                description.scratchpad_desc())
                        .argument(dnnl.DNNL_ARG_SRC, geometry.input())
                        .argument(dnnl.DNNL_ARG_DIFF_DST, geometry.output())
                        .argument(dnnl.DNNL_ARG_DIFF_WEIGHTS, description.diff_weights_desc());
    }
}
