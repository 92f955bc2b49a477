package org.lgsc.core.onednn;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.lgsc.core.onednn.Convolution.Geometry;
import org.lgsc.core.onednn.ConvolutionReference.Types;
import org.lgsc.core.onednn.ConvolutionTrial.Pass;

/**
 * The three operations of a convolution in a training step, each by the first implementation that
 * passes a trial.
 *
 * @param geometry of the convolution
 * @param way how they are computed
 */
record TrainingProducts(Geometry geometry, ConvolutionWay way) {
    /** The convolved map. */
    Trial.Candidate forward() {
        Types types = way.forward();
        return Trial.require(
                forward(types),
                d ->
                        new Trial.Candidate(
                                new Call(
                                                label("forward"),
                                                new convolution_forward(d),
                                                d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC, input(types))
                                        .argument(dnnl.DNNL_ARG_WEIGHTS, d.weights_desc())
                                        .argument(dnnl.DNNL_ARG_DST, output(types)),
                                d.weights_desc()),
                trial(Pass.FORWARD, types));
    }

    /** Gradient of the input, or the transposed convolution. */
    Trial.Candidate inputGradient() {
        Types types = way.inputGradient();
        convolution_backward_data.desc wanted =
                new convolution_backward_data.desc(
                        way.algorithm(),
                        input(types),
                        geometry.weights(types.weights()),
                        output(types),
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        convolution_forward.primitive_desc forward = forward(way.hint()).current();
        convolution_backward_data.primitive_desc description =
                new convolution_backward_data.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine(), forward);
        return Trial.require(
                new Implementations<>(description, wanted, forward),
                d ->
                        new Trial.Candidate(
                                new Call(
                                                label("input gradient"),
                                                new convolution_backward_data(d),
                                                d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_DIFF_DST, output(types))
                                        .argument(dnnl.DNNL_ARG_WEIGHTS, d.weights_desc())
                                        .argument(dnnl.DNNL_ARG_DIFF_SRC, input(types)),
                                d.weights_desc()),
                trial(Pass.INPUT_GRADIENT, types));
    }

    /** Gradient of the weights. */
    Trial.Candidate weightGradient() {
        Types types = way.weightGradient();
        convolution_backward_weights.desc wanted =
                new convolution_backward_weights.desc(
                        way.algorithm(),
                        input(types),
                        geometry.weights(types.weights()),
                        output(types),
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        convolution_forward.primitive_desc forward = forward(way.hint()).current();
        convolution_backward_weights.primitive_desc description =
                new convolution_backward_weights.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine(), forward);
        return Trial.require(
                new Implementations<>(description, wanted, forward),
                d ->
                        new Trial.Candidate(
                                new Call(
                                                label("weight gradient"),
                                                new convolution_backward_weights(d),
                                                d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC, input(types))
                                        .argument(dnnl.DNNL_ARG_DIFF_DST, output(types))
                                        .argument(
                                                dnnl.DNNL_ARG_DIFF_WEIGHTS, d.diff_weights_desc()),
                                d.diff_weights_desc()),
                trial(Pass.WEIGHT_GRADIENT, types));
    }

    private memory.desc input(Types types) {
        return geometry.input(way.layout(), types.input());
    }

    private memory.desc output(Types types) {
        return geometry.output(way.layout(), types.output());
    }

    private String label(String pass) {
        return geometry.label() + ", " + pass;
    }

    private ConvolutionTrial trial(Pass pass, Types types) {
        return ConvolutionTrial.of(pass, geometry, way.layout(), types);
    }

    private Implementations<convolution_forward.primitive_desc> forward(Types types) {
        convolution_forward.desc wanted =
                new convolution_forward.desc(
                        dnnl.prop_kind.forward_training,
                        way.algorithm(),
                        input(types),
                        geometry.weights(types.weights()),
                        output(types),
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        return new Implementations<>(
                new convolution_forward.primitive_desc(wanted, Call.attributes(), OneDnn.engine()),
                wanted);
    }
}
