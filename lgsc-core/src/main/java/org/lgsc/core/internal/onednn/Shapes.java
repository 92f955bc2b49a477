package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.memory;

/** Memory descriptions; dimensions are always N, C, H, W, whatever the layout. */
final class Shapes {
    private Shapes() {}

    /** A dense map in NHWC. */
    static memory.desc nhwc(long n, long c, long h, long w) {
        return MapLayout.PIXELS.describe(n, c, h, w);
    }

    /** A dense map in NCHW, or weights in OIHW. */
    static memory.desc dense(long... shape) {
        return dense(Numbers.FLOAT32, shape);
    }

    /** As {@link #dense(long...)}, with another number format. */
    static memory.desc dense(Numbers numbers, long... shape) {
        return new memory.desc(shape, numbers.type(), memory.format_tag.abcd);
    }

    /** A shape whose layout oneDNN chooses. */
    static memory.desc any(long... shape) {
        return any(Numbers.FLOAT32, shape);
    }

    /** As {@link #any(long...)}, with another number format. */
    static memory.desc any(Numbers numbers, long... shape) {
        return new memory.desc(shape, numbers.type(), memory.format_tag.any);
    }

    static memory.desc strided(long[] shape, long[] strides) {
        return new memory.desc(shape, memory.data_type.f32, strides);
    }

    static memory.desc vector(long length) {
        return new memory.desc(new long[] {length}, memory.data_type.f32, memory.format_tag.a);
    }
}
