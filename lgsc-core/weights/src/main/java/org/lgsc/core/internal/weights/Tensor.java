package org.lgsc.core.internal.weights;

import java.util.Arrays;
import org.lgsc.core.internal.RootFormat;

/**
 * One named array of a weight file, on the Java heap. Immutable as long as {@link #values()} is not
 * changed.
 */
public final class Tensor {
    private final ElementType type;
    private final long[] shape;
    private final float[] values;

    /**
     * @param type type in which it was stored
     * @param shape sizes of the dimensions; none for a single number
     * @param values values in 'c' order, as many as the shape requires; not copied
     */
    public Tensor(ElementType type, long[] shape, float[] values) {
        this.type = type;
        this.shape = shape.clone();
        this.values = values;
        if (length(shape) != values.length) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "%s values do not have shape %s",
                            values.length, Arrays.toString(shape)));
        }
    }

    /** Values of a shape; -1 when a size is negative or the product exceeds the range of int. */
    static long length(long[] shape) {
        long length = 1;
        for (long size : shape) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                return -1;
            }
            length *= size;
            if (length > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return length;
    }

    /** Type in which it was stored. */
    public ElementType type() {
        return type;
    }

    /** Sizes of the dimensions. */
    public long[] shape() {
        return shape.clone();
    }

    /** The values in 'c' order, not a copy. */
    public float[] values() {
        return values;
    }

    /** Type and shape, for example "FLOAT32 [64, 3, 7, 7]". */
    @Override
    public String toString() {
        return type + " " + Arrays.toString(shape);
    }
}
