package org.lgsc.core.internal.onednn;

import java.util.Arrays;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Norms computed by oneDNN's batch norm. */
final class WideNormalisation implements Normalisation {
    /** oneDNN has no vectorised kernel for maps with fewer channels. */
    static final int FEWEST_CHANNELS = 8;

    private final long[] shape;
    private final int groups;
    private final int channels;
    private final long groupBytes;
    private final long maskBytes;

    private final Call forward;
    private final Call backward;
    private final @Nullable BytePointer mask;
    private final FloatPointer mean;
    private final FloatPointer variance;
    private final FloatPointer scaleGradient;
    private final FloatPointer shiftGradient;
    private final float[] ofGroups;

    WideNormalisation(long[] shape, boolean perSample, double eps, boolean relu) {
        this.shape = shape.clone();
        this.groups = perSample ? (int) shape[0] : 1;
        this.channels = (int) shape[3];
        String label =
                (perSample ? "instance norm " : "batch norm ")
                        + channels
                        + " channels "
                        + shape[1]
                        + "x"
                        + shape[2];
        memory.desc map = rows(shape, groups);
        this.groupBytes = map.get_size();
        int flags = flags(relu);
        batch_normalization_forward.desc forwardsWanted =
                new batch_normalization_forward.desc(
                        dnnl.prop_kind.forward_training.value, map, (float) eps, flags);
        Implementations<batch_normalization_forward.primitive_desc> forwardImplementations =
                Implementations.withoutBarriers(
                        () ->
                                new batch_normalization_forward.primitive_desc(
                                        forwardsWanted, Call.attributes(), OneDnn.engine()),
                        forwardsWanted);
        batch_normalization_forward.primitive_desc forwards = forwardImplementations.current();
        memory.desc vector = Shapes.vector(channels);
        NormExpectation expected = new NormExpectation(eps, relu, false);
        this.forward =
                OperationTrial.first(
                        forwardImplementations,
                        d ->
                                masked(
                                        new Call(
                                                        label + ", forward",
                                                        new batch_normalization_forward(d),
                                                        d.scratchpad_desc())
                                                .argument(dnnl.DNNL_ARG_SRC, map)
                                                .argument(dnnl.DNNL_ARG_DST, map)
                                                .argument(dnnl.DNNL_ARG_SCALE, vector)
                                                .argument(dnnl.DNNL_ARG_SHIFT, vector)
                                                .argument(dnnl.DNNL_ARG_MEAN, vector)
                                                .argument(dnnl.DNNL_ARG_VARIANCE, vector),
                                        relu ? d.workspace_desc() : null),
                        expected::forward);
        batch_normalization_backward.desc backwardsWanted =
                new batch_normalization_backward.desc(
                        dnnl.prop_kind.backward.value, map, map, (float) eps, flags);
        this.backward =
                OperationTrial.first(
                        Implementations.withoutBarriers(
                                () ->
                                        new batch_normalization_backward.primitive_desc(
                                                backwardsWanted,
                                                Call.attributes(),
                                                OneDnn.engine(),
                                                forwards),
                                backwardsWanted,
                                forwards),
                        d ->
                                masked(
                                        new Call(
                                                        label + ", backward",
                                                        new batch_normalization_backward(d),
                                                        d.scratchpad_desc())
                                                .argument(dnnl.DNNL_ARG_SRC, map)
                                                .argument(dnnl.DNNL_ARG_DIFF_DST, map)
                                                .argument(dnnl.DNNL_ARG_DIFF_SRC, map)
                                                .argument(dnnl.DNNL_ARG_SCALE, vector)
                                                .argument(dnnl.DNNL_ARG_SHIFT, vector)
                                                .argument(dnnl.DNNL_ARG_MEAN, vector)
                                                .argument(dnnl.DNNL_ARG_VARIANCE, vector)
                                                .argument(dnnl.DNNL_ARG_DIFF_SCALE, vector)
                                                .argument(dnnl.DNNL_ARG_DIFF_SHIFT, vector),
                                        relu ? forwards.workspace_desc() : null),
                        expected::backward,
                        forward);
        this.maskBytes = relu ? forwards.workspace_desc().get_size() : 0;
        this.mask = relu ? new BytePointer(maskBytes * groups) : null;
        this.mean = new FloatPointer((long) groups * channels);
        this.variance = new FloatPointer((long) groups * channels);
        this.scaleGradient = new FloatPointer((long) groups * channels);
        this.shiftGradient = new FloatPointer((long) groups * channels);
        this.ofGroups = new float[groups * channels];
    }

    /** Adds the positions where the ReLU is active, if there is one. */
    private static Call masked(Call call, memory.@Nullable desc places) {
        return places == null ? call : call.argument(dnnl.DNNL_ARG_WORKSPACE, places);
    }

    /**
     * A group of samples described with rows as samples: the memory is the same, and oneDNN divides
     * samples among threads.
     */
    static memory.desc rows(long[] shape, long groups) {
        return rows(shape, groups, Numbers.FLOAT32);
    }

    /** As {@link #rows(long[], long)}, with another number format. */
    static memory.desc rows(long[] shape, long groups, Numbers numbers) {
        return MapLayout.ofNorm(shape[3])
                .describe(shape[0] / groups * shape[1], shape[3], 1, shape[2], numbers);
    }

    static int flags(boolean relu) {
        return dnnl.dnnl_use_scale | dnnl.dnnl_use_shift | (relu ? dnnl.dnnl_fuse_norm_relu : 0);
    }

    @Override
    public boolean fits(INDArray map) {
        return Arrays.equals(map.shape(), shape);
    }

    @Override
    public void forward(long x, long gamma, long beta, long out) {
        forward.bind(dnnl.DNNL_ARG_SCALE, gamma).bind(dnnl.DNNL_ARG_SHIFT, beta);
        for (int g = 0; g < groups; g++) {
            statistics(forward, g);
            forward.bind(dnnl.DNNL_ARG_SRC, x + g * groupBytes)
                    .bind(dnnl.DNNL_ARG_DST, out + g * groupBytes)
                    .run();
        }
    }

    private void statistics(Call call, int group) {
        long offset = (long) Float.BYTES * channels * group;
        call.bind(dnnl.DNNL_ARG_MEAN, mean.address() + offset)
                .bind(dnnl.DNNL_ARG_VARIANCE, variance.address() + offset);
        if (mask != null) {
            call.bind(dnnl.DNNL_ARG_WORKSPACE, mask.address() + group * maskBytes);
        }
    }

    @Override
    public void backward(
            long x,
            long gamma,
            long beta,
            long outputGradient,
            long inputGradient,
            long gammaGradient,
            long betaGradient) {
        backward.bind(dnnl.DNNL_ARG_SCALE, gamma).bind(dnnl.DNNL_ARG_SHIFT, beta);
        for (int g = 0; g < groups; g++) {
            long offset = (long) Float.BYTES * channels * g;
            statistics(backward, g);
            backward.bind(dnnl.DNNL_ARG_SRC, x + g * groupBytes)
                    .bind(dnnl.DNNL_ARG_DIFF_DST, outputGradient + g * groupBytes)
                    .bind(dnnl.DNNL_ARG_DIFF_SRC, inputGradient + g * groupBytes)
                    .bind(dnnl.DNNL_ARG_DIFF_SCALE, scaleGradient.address() + offset)
                    .bind(dnnl.DNNL_ARG_DIFF_SHIFT, shiftGradient.address() + offset)
                    .run();
        }
        sumOfGroups(scaleGradient, gammaGradient);
        sumOfGroups(shiftGradient, betaGradient);
    }

    private void sumOfGroups(FloatPointer from, long to) {
        from.get(ofGroups);
        float[] sums = new float[channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int g = 0; g < groups; g++) {
                sum += ofGroups[g * channels + c];
            }
            sums[c] = (float) sum;
        }
        Memory.copy(sums, to);
    }

    @Override
    public float[] batchMean() {
        return batchStatistic(mean);
    }

    @Override
    public float[] batchVariance() {
        return batchStatistic(variance);
    }

    private float[] batchStatistic(FloatPointer statistic) {
        float[] values = new float[channels];
        statistic.get(values);
        return values;
    }
}
