package org.lgsc.core.internal.onednn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies complete arrays to the heap and back, for arithmetic in Java; FLOAT, on the CPU. */
public final class HeapCopy {
    private HeapCopy() {}

    /** Returns the values of an array in 'c' order. */
    public static float[] of(INDArray array) {
        INDArray dense = OneDnn.handles(array) ? array : array.dup('c');
        return Memory.copy(Address.of(dense), Math.toIntExact(dense.length()));
    }

    /**
     * Writes values in 'c' order.
     *
     * @param array array that {@link OneDnn#handles} accepts
     */
    public static void into(float[] numbers, INDArray array) {
        Memory.copy(numbers, Address.of(array));
    }
}
