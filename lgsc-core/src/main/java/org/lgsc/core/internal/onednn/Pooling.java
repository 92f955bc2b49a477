package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maximum over windows, or mean over all pixels, of NHWC maps of one shape, and its gradient. */
public final class Pooling {
    private final long[] shape;
    private final Call forward;
    private final Call backward;
    private final @Nullable BytePointer argmax;

    private Pooling(
            long[] shape, dnnl.algorithm algorithm, long[] kernel, long stride, long padding) {
        this.shape = shape.clone();
        memory.desc in = Shapes.nhwc(shape[0], shape[3], shape[1], shape[2]);
        memory.desc out =
                Shapes.nhwc(
                        shape[0],
                        shape[3],
                        (shape[1] + 2 * padding - kernel[0]) / stride + 1,
                        (shape[2] + 2 * padding - kernel[1]) / stride + 1);
        long[] strides = {stride, stride};
        long[] pads = {padding, padding};
        pooling_forward.desc forwardsWanted =
                new pooling_forward.desc(
                        dnnl.prop_kind.forward_training,
                        algorithm,
                        in,
                        out,
                        strides,
                        kernel,
                        pads,
                        pads);
        pooling_forward.primitive_desc forwards =
                new pooling_forward.primitive_desc(
                        forwardsWanted, Call.attributes(), OneDnn.engine());
        boolean max = algorithm == dnnl.algorithm.pooling_max;
        Expectations.Windows windows = new Expectations.Windows(kernel, stride, padding, !max);
        forward =
                OperationTrial.first(
                        new Implementations<>(forwards, forwardsWanted),
                        d ->
                                masked(
                                        new Call(
                                                        "pooling, forward",
                                                        new pooling_forward(d),
                                                        d.scratchpad_desc())
                                                .argument(dnnl.DNNL_ARG_SRC, in)
                                                .argument(dnnl.DNNL_ARG_DST, out),
                                        max ? d.workspace_desc() : null),
                        windows::forward);
        pooling_backward.desc backwardsWanted =
                new pooling_backward.desc(algorithm, in, out, strides, kernel, pads, pads);
        pooling_backward.primitive_desc backwards =
                new pooling_backward.primitive_desc(
                        backwardsWanted, Call.attributes(), OneDnn.engine(), forwards);
        backward =
                OperationTrial.first(
                        new Implementations<>(backwards, backwardsWanted, forwards),
                        d ->
                                masked(
                                        new Call(
                                                        "pooling, backward",
                                                        new pooling_backward(d),
                                                        d.scratchpad_desc())
                                                .argument(dnnl.DNNL_ARG_DIFF_DST, out)
                                                .argument(dnnl.DNNL_ARG_DIFF_SRC, in),
                                        max ? forwards.workspace_desc() : null),
                        windows::backward,
                        forward);
        if (max) {
            argmax = new BytePointer(forwards.workspace_desc().get_size());
            forward.bind(dnnl.DNNL_ARG_WORKSPACE, argmax.address());
            backward.bind(dnnl.DNNL_ARG_WORKSPACE, argmax.address());
        } else {
            argmax = null;
        }
    }

    /** Adds the positions of the maxima, if there are any. */
    private static Call masked(Call call, memory.@Nullable desc places) {
        return places == null ? call : call.argument(dnnl.DNNL_ARG_WORKSPACE, places);
    }

    /** Maximum over square windows; padding is ignored. */
    public static Pooling max(long[] shape, long kernel, long stride, long padding) {
        return new Pooling(
                shape, dnnl.algorithm.pooling_max, new long[] {kernel, kernel}, stride, padding);
    }

    /** Mean over all pixels of a sample: [N, H, W, C] to [N, C]. */
    public static Pooling mean(long[] shape) {
        return new Pooling(
                shape,
                dnnl.algorithm.pooling_avg_exclude_padding,
                new long[] {shape[1], shape[2]},
                1,
                0);
    }

    /** Whether this was built for maps of the given shape. */
    public boolean fits(INDArray map) {
        return Arrays.equals(map.shape(), shape);
    }

    /** out = the pooled map. */
    public void forward(INDArray x, INDArray out) {
        forward.bind(dnnl.DNNL_ARG_SRC, Address.of(x))
                .bind(dnnl.DNNL_ARG_DST, Address.of(out))
                .run();
    }

    /** Gradient of the map of the last forward pass. */
    public void backward(INDArray outputGradient, INDArray inputGradient) {
        backward.bind(dnnl.DNNL_ARG_DIFF_DST, Address.of(outputGradient))
                .bind(dnnl.DNNL_ARG_DIFF_SRC, Address.of(inputGradient))
                .run();
    }
}
