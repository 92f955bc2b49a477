package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.memory;

/** Memory layout of a map of a program. */
public enum MapLayout {
    /** NHWC, with any number of channels. */
    PIXELS(memory.format_tag.acdb, 1),
    /**
     * Channels in blocks of 16 (nChw16c), the last one padded with zeros, as Winograd convolutions
     * require.
     */
    BLOCKS(memory.format_tag.aBcd16b, 16),
    /** NCHW, the layout of the input images. */
    PLANES(memory.format_tag.abcd, 1);

    private final memory.format_tag tag;
    private final long unit;

    MapLayout(memory.format_tag tag, long unit) {
        this.tag = tag;
        this.unit = unit;
    }

    /**
     * Returns the layout that describes the memory of a map in NHWC and has the faster norms: with
     * exactly one block of channels, blocks and NHWC are the same memory, and oneDNN takes half the
     * time for the former.
     */
    static MapLayout ofNorm(long channels) {
        return channels == BLOCKS.unit ? BLOCKS : PIXELS;
    }

    memory.desc describe(long n, long c, long h, long w) {
        return describe(n, c, h, w, Numbers.FLOAT32);
    }

    memory.desc describe(long n, long c, long h, long w, Numbers numbers) {
        return new memory.desc(new long[] {n, c, h, w}, numbers.type(), tag);
    }

    /**
     * Index of an element.
     *
     * @param shape [N, C, H, W], with complete blocks of channels if the layout has blocks
     * @param at sample, channel, row and column
     */
    long index(long[] shape, long[] at) {
        return index(shape[1], shape[2], shape[3], at[0], at[1], at[2], at[3]);
    }

    /** As {@link #index(long[], long[])}, without arrays. */
    long index(long channels, long height, long width, long sample, long channel, long y, long x) {
        if (this == PIXELS) {
            return ((sample * height + y) * width + x) * channels + channel;
        }
        long block = sample * (channels / unit) + channel / unit;
        return ((block * height + y) * width + x) * unit + channel % unit;
    }

    /** Number of channels in memory. */
    long stored(long channels) {
        return (channels + unit - 1) / unit * unit;
    }
}
