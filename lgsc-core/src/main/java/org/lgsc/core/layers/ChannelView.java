package org.lgsc.core.layers;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A feature map viewed as groups of pixels with one statistic per channel: the batch is one group
 * (batch norm), or each sample is a group (instance norm). Hides the memory layout from the norms.
 *
 * <p>NHWC maps are viewed as [G, pixels, C] with statistics [G, 1, C]; NCHW maps as [N, C, pixels]
 * with statistics [G, C, 1], where G is the number of groups. Sums over pixels are products with a
 * vector of ones, the fastest reduction that ND4J has.
 */
final class ChannelView {
    private final CNN2DFormat format;
    private final DataType dataType;
    private final long[] mapShape;
    private final long samples;
    private final long groups;
    private final long channels;
    private final long pixels;
    private final INDArray ones;

    /**
     * @param perSample true for one group per sample; false for one group over the batch
     */
    ChannelView(INDArray map, CNN2DFormat format, boolean perSample) {
        this.format = format;
        this.dataType = map.dataType();
        this.mapShape = map.shape().clone();
        this.samples = map.size(0);
        boolean last = format == CNN2DFormat.NHWC;
        this.channels = map.size(last ? 3 : 1);
        long samplePixels = map.length() / (samples * channels);
        this.groups = perSample ? samples : 1;
        this.pixels = last ? samplePixels * samples / groups : samplePixels;
        try (MemoryWorkspace ws = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            this.ones = last ? Nd4j.ones(dataType, 1, pixels) : Nd4j.ones(dataType, pixels, 1);
        }
    }

    boolean fits(INDArray map) {
        return map.dataType() == dataType && Arrays.equals(map.shape(), mapShape);
    }

    /** Number of pixels of one statistic. */
    long count() {
        return format == CNN2DFormat.NHWC ? pixels : pixels * samples / groups;
    }

    /** The map in the shape over which the statistics are broadcast. */
    INDArray view(INDArray map) {
        return format == CNN2DFormat.NHWC
                ? map.reshape('c', groups, pixels, channels)
                : map.reshape('c', samples, channels, pixels);
    }

    /** A new statistics array, outside any workspace. */
    INDArray newStatistic() {
        try (MemoryWorkspace ws = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.create(dataType, statisticShape());
        }
    }

    private long[] statisticShape() {
        return format == CNN2DFormat.NHWC
                ? new long[] {groups, 1, channels}
                : new long[] {groups, channels, 1};
    }

    /** A parameter [C] in the shape that is broadcast over statistics and maps. */
    INDArray parameter(INDArray parameter) {
        return format == CNN2DFormat.NHWC
                ? parameter.reshape('c', 1, 1, channels)
                : parameter.reshape('c', 1, channels, 1);
    }

    /** Sum of a viewed map over the pixels of each group and channel. */
    void sum(INDArray view, INDArray statistic) {
        if (format == CNN2DFormat.NHWC) {
            for (long g = 0; g < groups; g++) {
                INDArray rows = view.slice(g).reshape('c', pixels, channels);
                INDArray target = statistic.slice(g).reshape('c', 1, channels);
                Nd4j.gemm(ones, rows, target, false, false, 1.0, 0.0);
            }
        } else {
            INDArray rows = view.reshape('c', samples * channels, pixels);
            if (groups == samples) {
                Nd4j.gemm(
                        rows,
                        ones,
                        statistic.reshape('c', samples * channels, 1),
                        false,
                        false,
                        1.0,
                        0.0);
            } else {
                INDArray sums = Nd4j.createUninitialized(dataType, samples * channels, 1);
                Nd4j.gemm(rows, ones, sums, false, false, 1.0, 0.0);
                statistic.assign(
                        sums.reshape('c', samples, channels).sum(0).reshape(statistic.shape()));
            }
        }
    }

    /** Sum of a statistic over the groups, as a parameter gradient [C]. */
    INDArray overGroups(INDArray statistic) {
        INDArray flat = statistic.reshape('c', groups, channels);
        return groups == 1 ? flat.reshape(channels) : flat.sum(0);
    }
}
