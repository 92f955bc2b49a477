package org.lgsc.core.onednn;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
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
        return Trial.require(
                inputGradients(geometry, layout, types),
                d -> inputGradient(geometry, layout, label, types, d),
                ConvolutionTrial.of(Pass.INPUT_GRADIENT, geometry, layout, types));
    }

    /** As {@link #inputGradient}, but null when there is none. */
    static Trial.Candidate inputGradientIfAny(
            Geometry geometry, MapLayout layout, String label, Types types) {
        Implementations<convolution_backward_data.primitive_desc> all;
        try {
            all = inputGradients(geometry, layout, types);
        } catch (RuntimeException e) {
            return null; // oneDNN's way to say that it has none
        }
        return Trial.first(
                all,
                d -> inputGradient(geometry, layout, label, types, d),
                ConvolutionTrial.of(Pass.INPUT_GRADIENT, geometry, layout, types));
    }

    private static Trial.Candidate inputGradient(
            Geometry geometry,
            MapLayout layout,
            String label,
            Types types,
            convolution_backward_data.primitive_desc description) {
        return new Trial.Candidate(
                new Call(
                                label + types.suffix(),
                                new convolution_backward_data(description),
                                description.scratchpad_desc())
                        .argument(dnnl.DNNL_ARG_DIFF_DST, geometry.output(layout, types.output()))
                        .argument(dnnl.DNNL_ARG_WEIGHTS, description.weights_desc())
                        .argument(dnnl.DNNL_ARG_DIFF_SRC, geometry.input(layout, types.input())),
                description.weights_desc());
    }

    private static Implementations<convolution_backward_data.primitive_desc> inputGradients(
            Geometry geometry, MapLayout layout, Types types) {
        convolution_backward_data.desc wanted =
                new convolution_backward_data.desc(
                        dnnl.algorithm.convolution_direct,
                        geometry.input(layout, types.input()),
                        geometry.weights(types.weights()),
                        geometry.output(layout, types.output()),
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        convolution_forward.primitive_desc forward =
                forwardImplementations(geometry, layout, hint(types)).current();
        convolution_backward_data.primitive_desc description =
                new convolution_backward_data.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine(), forward);
        return new Implementations<>(description, wanted, forward);
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
