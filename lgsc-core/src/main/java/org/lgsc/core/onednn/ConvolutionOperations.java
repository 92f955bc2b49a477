package org.lgsc.core.onednn;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.lgsc.core.onednn.Convolution.Geometry;
import org.lgsc.core.onednn.ConvolutionReference.Types;
import org.lgsc.core.onednn.ConvolutionTrial.Pass;

/** Makes the operations of a convolution, each by the first implementation that passes a trial. */
final class ConvolutionOperations {
    private ConvolutionOperations() {}

    /** The convolved map of a map in NHWC, without bias; what a training step needs of it. */
    static Trial.Candidate forward(Geometry geometry) {
        return forward(geometry, Types.FLOAT32);
    }

    /** As {@link #forward(Geometry)}, of other numbers. */
    static Trial.Candidate forward(Geometry geometry, Types types) {
        memory.desc input = geometry.input(MapLayout.PIXELS, types.input());
        memory.desc output = geometry.output(MapLayout.PIXELS, types.output());
        return Trial.require(
                forwardImplementations(geometry, MapLayout.PIXELS, types),
                d ->
                        new Trial.Candidate(
                                new Call(
                                                geometry.label() + ", forward",
                                                new convolution_forward(d),
                                                d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC, input)
                                        .argument(dnnl.DNNL_ARG_WEIGHTS, d.weights_desc())
                                        .argument(dnnl.DNNL_ARG_DST, output),
                                d.weights_desc()),
                ConvolutionTrial.of(Pass.FORWARD, geometry, MapLayout.PIXELS, types));
    }

    /** Gradient of the input, or the transposed convolution. */
    static Trial.Candidate inputGradient(Geometry geometry, MapLayout layout, String label) {
        return inputGradient(geometry, layout, label, Types.FLOAT32);
    }

    /** As {@link #inputGradient(Geometry, MapLayout, String)}, of other numbers. */
    static Trial.Candidate inputGradient(
            Geometry geometry, MapLayout layout, String label, Types types) {
        memory.desc input = geometry.input(layout, types.input());
        memory.desc output = geometry.output(layout, types.output());
        convolution_backward_data.desc wanted =
                new convolution_backward_data.desc(
                        dnnl.algorithm.convolution_direct,
                        input,
                        geometry.weights(types.weights()),
                        output,
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        convolution_forward.primitive_desc forward =
                forwardImplementations(geometry, layout, hint(types)).current();
        convolution_backward_data.primitive_desc description =
                new convolution_backward_data.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine(), forward);
        return Trial.require(
                new Implementations<>(description, wanted, forward),
                d ->
                        new Trial.Candidate(
                                new Call(
                                                label,
                                                new convolution_backward_data(d),
                                                d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_DIFF_DST, output)
                                        .argument(dnnl.DNNL_ARG_WEIGHTS, d.weights_desc())
                                        .argument(dnnl.DNNL_ARG_DIFF_SRC, input),
                                d.weights_desc()),
                ConvolutionTrial.of(Pass.INPUT_GRADIENT, geometry, layout, types));
    }

    /** Gradient of the weights, of maps in NHWC. */
    static Trial.Candidate weightGradient(Geometry geometry) {
        return weightGradient(geometry, Types.FLOAT32);
    }

    /** As {@link #weightGradient(Geometry)}, of other numbers. */
    static Trial.Candidate weightGradient(Geometry geometry, Types types) {
        memory.desc input = geometry.input(MapLayout.PIXELS, types.input());
        memory.desc output = geometry.output(MapLayout.PIXELS, types.output());
        convolution_backward_weights.desc wanted =
                new convolution_backward_weights.desc(
                        dnnl.algorithm.convolution_direct,
                        input,
                        geometry.weights(types.weights()),
                        output,
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        convolution_forward.primitive_desc forward =
                forwardImplementations(geometry, MapLayout.PIXELS, hint(types)).current();
        convolution_backward_weights.primitive_desc description =
                new convolution_backward_weights.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine(), forward);
        return Trial.require(
                new Implementations<>(description, wanted, forward),
                d ->
                        new Trial.Candidate(
                                new Call(
                                                geometry.label() + ", weight gradient",
                                                new convolution_backward_weights(d),
                                                d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC, input)
                                        .argument(dnnl.DNNL_ARG_DIFF_DST, output)
                                        .argument(
                                                dnnl.DNNL_ARG_DIFF_WEIGHTS, d.diff_weights_desc()),
                                d.diff_weights_desc()),
                ConvolutionTrial.of(Pass.WEIGHT_GRADIENT, geometry, MapLayout.PIXELS, types));
    }

    /**
     * Convolution with bias, added to another map if {@code onto}, then the activation; what a
     * program needs of it.
     *
     * @param from layout of the map that comes in
     * @param to layout of the map that goes out
     */
    static Trial.Candidate fused(
            Geometry geometry,
            MapLayout from,
            MapLayout to,
            boolean onto,
            Elementwise.Activation activation) {
        post_ops after = new post_ops();
        if (onto) {
            after.append_sum();
        }
        Elementwise.append(after, activation);
        ConvolutionTrial trial =
                new ConvolutionTrial(
                        Pass.FORWARD,
                        new ConvolutionReference(geometry, from, to),
                        onto,
                        activation);
        boolean winograd =
                from == MapLayout.BLOCKS && geometry.kernel() == 3 && geometry.stride() == 1;
        Implementations<convolution_forward.primitive_desc> fast =
                winograd ? Winograd.describe(geometry, after) : null;
        Trial.Candidate candidate =
                fast == null ? null : Trial.first(fast, d -> fused(geometry, from, to, d), trial);
        return candidate != null
                ? candidate
                : Trial.require(
                        describe(dnnl.algorithm.convolution_direct, geometry, from, to, after),
                        d -> fused(geometry, from, to, d),
                        trial);
    }

    private static Trial.Candidate fused(
            Geometry geometry,
            MapLayout from,
            MapLayout to,
            convolution_forward.primitive_desc description) {
        Call call =
                new Call(
                                geometry.label(),
                                new convolution_forward(description),
                                description.scratchpad_desc())
                        .argument(dnnl.DNNL_ARG_SRC, geometry.input(from))
                        .argument(dnnl.DNNL_ARG_WEIGHTS, description.weights_desc())
                        .argument(dnnl.DNNL_ARG_BIAS, Shapes.vector(geometry.outputChannels()))
                        .argument(dnnl.DNNL_ARG_DST, geometry.output(to));
        return new Trial.Candidate(call, description.weights_desc());
    }

    /** A convolution with bias; an exception is oneDNN's way to say that it has none. */
    static Implementations<convolution_forward.primitive_desc> describe(
            dnnl.algorithm algorithm,
            Geometry geometry,
            MapLayout from,
            MapLayout to,
            post_ops after) {
        primitive_attr attributes = Call.attributes();
        attributes.set_post_ops(after);
        convolution_forward.desc wanted =
                new convolution_forward.desc(
                        dnnl.prop_kind.forward_inference,
                        algorithm,
                        geometry.input(from),
                        geometry.weights(),
                        Shapes.vector(geometry.outputChannels()),
                        geometry.output(to),
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        return new Implementations<>(
                new convolution_forward.primitive_desc(wanted, attributes, OneDnn.engine()),
                wanted);
    }

    /** Types of the forward pass that a backward one is described beside. */
    private static Types hint(Types backward) {
        Numbers all = backward.output();
        return new Types(all, all, all);
    }

    private static Implementations<convolution_forward.primitive_desc> forwardImplementations(
            Geometry geometry, MapLayout layout, Types types) {
        convolution_forward.desc wanted =
                new convolution_forward.desc(
                        dnnl.prop_kind.forward_training,
                        dnnl.algorithm.convolution_direct,
                        geometry.input(layout, types.input()),
                        geometry.weights(types.weights()),
                        geometry.output(layout, types.output()),
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        return new Implementations<>(
                new convolution_forward.primitive_desc(wanted, Call.attributes(), OneDnn.engine()),
                wanted);
    }
}
