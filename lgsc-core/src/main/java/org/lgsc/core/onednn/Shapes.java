package org.lgsc.core.onednn;

import org.bytedeco.dnnl.memory;

/** Memory descriptions; dimensions are always N, C, H, W, whatever the layout. */
final class Shapes {
    private Shapes() {}

    /** A dense map in NHWC. */
    static memory.desc nhwc(long n, long c, long h, long w) {
        return new memory.desc(
                new long[] {n, c, h, w}, memory.data_type.f32, memory.format_tag.acdb);
    }

    /** A dense map in NCHW, or weights in OIHW. */
    static memory.desc dense(long... shape) {
        return new memory.desc(shape, memory.data_type.f32, memory.format_tag.abcd);
    }

    /** The layout is left to oneDNN. */
    static memory.desc any(long... shape) {
        return new memory.desc(shape, memory.data_type.f32, memory.format_tag.any);
    }

    static memory.desc strided(long[] shape, long[] strides) {
        return new memory.desc(shape, memory.data_type.f32, strides);
    }

    static memory.desc vector(long length) {
        return new memory.desc(new long[] {length}, memory.data_type.f32, memory.format_tag.a);
    }
}
