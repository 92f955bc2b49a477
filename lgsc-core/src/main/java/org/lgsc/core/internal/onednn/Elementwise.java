package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import java.util.Objects;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sum of two maps of one shape with a fused activation, and its gradient. */
public final class Elementwise {
    /** Function applied to the sum. */
    public enum Activation {
        /** Nothing. */
        NONE,
        /** max(0, x). */
        RELU,
        /** Hyperbolic tangent. */
        TANH
    }

    private final long[] shape;
    private final Call sum;
    private final @Nullable Call gradient;

    /** Creates the operations for maps of the given shape, in any layout. */
    public Elementwise(long[] shape, Activation activation) {
        this.shape = shape.clone();
        memory.desc map = Shapes.dense(shape);
        primitive_attr attributes = Call.attributes();
        post_ops after = new post_ops();
        append(after, activation);
        attributes.set_post_ops(after);
        binary.desc wanted = new binary.desc(dnnl.algorithm.binary_add, map, map, map);
        binary.primitive_desc description =
                new binary.primitive_desc(wanted, attributes, OneDnn.engine());
        sum =
                OperationTrial.first(
                        new Implementations<>(description, wanted),
                        d ->
                                new Call("sum, forward", new binary(d), d.scratchpad_desc())
                                        .argument(dnnl.DNNL_ARG_SRC_0, map)
                                        .argument(dnnl.DNNL_ARG_SRC_1, map)
                                        .argument(dnnl.DNNL_ARG_DST, map),
                        Expectations.sum(activation));
        gradient = activation == Activation.NONE ? null : gradient(map, activation);
    }

    /** Appends an activation to an operation. */
    static void append(post_ops after, Activation activation) {
        if (activation != Activation.NONE) {
            after.append_eltwise(
                    1f,
                    activation == Activation.RELU
                            ? dnnl.algorithm.eltwise_relu
                            : dnnl.algorithm.eltwise_tanh,
                    0f,
                    0f);
        }
    }

    private static Call gradient(memory.desc map, Activation activation) {
        boolean relu = activation == Activation.RELU;
        eltwise_forward.desc forwardsWanted =
                new eltwise_forward.desc(
                        dnnl.prop_kind.forward_training,
                        relu
                                ? dnnl.algorithm.eltwise_relu_use_dst_for_bwd
                                : dnnl.algorithm.eltwise_tanh_use_dst_for_bwd,
                        map,
                        0f,
                        0f);
        eltwise_forward.primitive_desc forwards =
                new eltwise_forward.primitive_desc(
                        forwardsWanted, Call.attributes(), OneDnn.engine());
        eltwise_backward.desc backwardsWanted =
                new eltwise_backward.desc(
                        relu
                                ? dnnl.algorithm.eltwise_relu_use_dst_for_bwd
                                : dnnl.algorithm.eltwise_tanh_use_dst_for_bwd,
                        map,
                        map,
                        0f,
                        0f);
        eltwise_backward.primitive_desc backwards =
                new eltwise_backward.primitive_desc(
                        backwardsWanted, Call.attributes(), OneDnn.engine(), forwards);
        return OperationTrial.first(
                new Implementations<>(backwards, backwardsWanted, forwards),
                d ->
                        new Call("sum, backward", new eltwise_backward(d), d.scratchpad_desc())
                                .argument(dnnl.DNNL_ARG_DST, map)
                                .argument(dnnl.DNNL_ARG_DIFF_DST, map)
                                .argument(dnnl.DNNL_ARG_DIFF_SRC, map),
                Expectations.activationGradient(activation));
    }

    /** Whether this was built for maps of the given shape. */
    public boolean fits(INDArray map) {
        return Arrays.equals(map.shape(), shape);
    }

    /** out = activation(a + b). */
    public void forward(INDArray a, INDArray b, INDArray out) {
        sum.bind(dnnl.DNNL_ARG_SRC_0, Address.of(a))
                .bind(dnnl.DNNL_ARG_SRC_1, Address.of(b))
                .bind(dnnl.DNNL_ARG_DST, Address.of(out))
                .run();
    }

    /** Gradient of each summand, given the output; not for {@link Activation#NONE}. */
    public void backward(INDArray output, INDArray outputGradient, INDArray inputGradient) {
        Objects.requireNonNull(gradient, "a sum without activation")
                .bind(dnnl.DNNL_ARG_DST, Address.of(output))
                .bind(dnnl.DNNL_ARG_DIFF_DST, Address.of(outputGradient))
                .bind(dnnl.DNNL_ARG_DIFF_SRC, Address.of(inputGradient))
                .run();
    }
}
