package org.lgsc.core.internal.onednn;

import java.util.function.Supplier;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Convolution.Geometry;
import org.lgsc.core.internal.onednn.ConvolutionReference.Types;
import org.lgsc.core.internal.onednn.ConvolutionTrial.Pass;

/**
 * Creates the operations of a convolution, each with the first implementation that passes a trial.
 *
 * @param geometry shapes of the convolution
 * @param layout layout of its maps
 * @param algorithm algorithm of oneDNN
 */
record ConvolutionOperations(Geometry geometry, MapLayout layout, dnnl.algorithm algorithm) {
    /** The product of two matrices. */
    private static final String MATRICES = "gemm";

    /** Code for a shape, without calls of products of small matrices ("brgconv"). */
    static final String GENERATED = "jit";

    /** One vector of inputs for each row of a kernel. */
    static final long FEW_INPUTS = 4;

    /** The other implementations compute as many outputs of a pixel at once. */
    private static final long VECTOR = 8;

    /** Operations that work directly on the maps. */
    static ConvolutionOperations direct(Geometry geometry, MapLayout layout) {
        return new ConvolutionOperations(geometry, layout, dnnl.algorithm.convolution_direct);
    }

    /** The forward pass without bias, in the form that a training step needs. */
    Trial.Candidate forward(Types types) {
        return Trial.require(
                chosen(types, () -> forwards(types)),
                d ->
                        new Trial.Candidate(
                                new Call(
                                                geometry.label() + ", forward",
                                                new convolution_forward(d),
                                                d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC, input(types))
                                        .argument(dnnl.DNNL_ARG_WEIGHTS, d.weights_desc())
                                        .argument(dnnl.DNNL_ARG_DST, output(types)),
                                d.weights_desc()),
                trial(Pass.FORWARD, types));
    }

    /** Gradient of the input, or the transposed convolution. */
    Trial.Candidate inputGradient(Types types, String label) {
        return Trial.require(
                chosen(types, () -> inputGradients(types)),
                d -> inputGradient(types, label, d),
                trial(Pass.INPUT_GRADIENT, types));
    }

    /** As {@link #inputGradient}, but null when no implementation passes. */
    Trial.@Nullable Candidate inputGradientIfAny(Types types, String label) {
        Implementations<convolution_backward_data.primitive_desc> all;
        try {
            all = inputGradients(types);
        } catch (RuntimeException e) {
            return null; // thrown by oneDNN when it has no implementation
        }
        return Trial.first(
                all, d -> inputGradient(types, label, d), trial(Pass.INPUT_GRADIENT, types));
    }

    private Trial.Candidate inputGradient(
            Types types, String label, convolution_backward_data.primitive_desc description) {
        return new Trial.Candidate(
                new Call(
                                label,
                                new convolution_backward_data(description),
                                description.scratchpad_desc())
                        .argument(dnnl.DNNL_ARG_DIFF_DST, output(types))
                        .argument(dnnl.DNNL_ARG_WEIGHTS, description.weights_desc())
                        .argument(dnnl.DNNL_ARG_DIFF_SRC, input(types)),
                description.weights_desc());
    }

    private Implementations<convolution_backward_data.primitive_desc> inputGradients(Types types) {
        convolution_backward_data.desc wanted =
                new convolution_backward_data.desc(
                        algorithm,
                        input(types),
                        geometry.weights(types.weights()),
                        output(types),
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        convolution_forward.primitive_desc forward = besides(types);
        convolution_backward_data.primitive_desc description =
                new convolution_backward_data.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine(), forward);
        return new Implementations<>(description, wanted, forward);
    }

    /** Gradient of the weights. */
    Trial.Candidate weightGradient(Types types) {
        return Trial.require(
                chosen(types, () -> weightGradients(types)),
                d ->
                        new Trial.Candidate(
                                new Call(
                                                geometry.label() + ", weight gradient",
                                                new convolution_backward_weights(d),
                                                d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC, input(types))
                                        .argument(dnnl.DNNL_ARG_DIFF_DST, output(types))
                                        .argument(
                                                dnnl.DNNL_ARG_DIFF_WEIGHTS, d.diff_weights_desc()),
                                d.diff_weights_desc()),
                trial(Pass.WEIGHT_GRADIENT, types));
    }

    private Implementations<convolution_backward_weights.primitive_desc> weightGradients(
            Types types) {
        convolution_backward_weights.desc wanted =
                new convolution_backward_weights.desc(
                        algorithm,
                        input(types),
                        geometry.weights(types.weights()),
                        output(types),
                        geometry.strides(),
                        geometry.paddingStart(),
                        geometry.paddingStop());
        convolution_forward.primitive_desc forward = besides(types);
        convolution_backward_weights.primitive_desc description =
                new convolution_backward_weights.primitive_desc(
                        wanted, Call.attributes(), OneDnn.engine(), forward);
        return new Implementations<>(description, wanted, forward);
    }

    /**
     * The implementations to try. A 1x1 convolution of floats to a few outputs is left to the
     * product of matrices: the ones that oneDNN would choose leave most of each vector empty. With
     * a few inputs, the one that oneDNN would choose has too little to do between its calls.
     */
    private <D extends primitive_desc> Implementations<D> chosen(
            Types types, Supplier<Implementations<D>> all) {
        if (geometry.inputChannels() <= FEW_INPUTS) {
            return Implementations.from(GENERATED, all);
        }
        boolean thin = geometry.isProduct() && geometry.outputChannels() < VECTOR;
        return thin && types.equals(Types.FLOAT32)
                ? Implementations.from(MATRICES, all)
                : all.get();
    }

    private memory.desc input(Types types) {
        return geometry.input(layout, types.input());
    }

    private memory.desc output(Types types) {
        return geometry.output(layout, types.output());
    }

    private ConvolutionTrial trial(Pass pass, Types types) {
        return ConvolutionTrial.of(pass, geometry, layout, types);
    }

    /** The forward pass that the description of a backward pass refers to. */
    private convolution_forward.primitive_desc besides(Types backward) {
        return forwards(Types.all(backward.output())).current();
    }

    private Implementations<convolution_forward.primitive_desc> forwards(Types types) {
        convolution_forward.desc wanted =
                new convolution_forward.desc(
                        dnnl.prop_kind.forward_training,
                        algorithm,
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
