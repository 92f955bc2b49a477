package org.lgsc.core.image;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Network input {@code [N, 3, height, width]} that is allocated once and filled repeatedly; the
 * first access to fresh memory of this size is expensive.
 *
 * <p>Several threads may call {@link #set} for different indices; {@link #array} must be called
 * after all of them have finished.
 */
public final class InputBatch {
    private final int capacity;
    private final int height;
    private final int width;
    private final InputScaling scaling;
    private final INDArray array;

    /** The array's own memory on the CPU; a copy on the heap for any other backend. */
    private final FloatBuffer values;

    private final boolean direct;
    private final ThreadLocal<float[]> scratch;

    /**
     * @param capacity number of pictures N, at least 1
     * @param height height of each picture in pixels
     * @param width width of each picture in pixels
     * @param scaling conversion from pixels to input
     * @throws IllegalArgumentException when a size is below 1 or the array would exceed 2 GiB
     */
    public InputBatch(int capacity, int height, int width, InputScaling scaling) {
        if (capacity < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "sizes must be at least 1: %s x %s x %s", capacity, height, width));
        }
        long length = 3L * capacity * height * width;
        if (Float.BYTES * length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "%s pictures of %sx%s are more than 2 GiB", capacity, width, height));
        }
        this.capacity = capacity;
        this.height = height;
        this.width = width;
        this.scaling = scaling;
        this.array =
                Nd4j.createUninitializedDetached(DataType.FLOAT, capacity, 3, height, width)
                        .assign(0);
        this.direct = Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU;
        this.values = direct ? nativeValues(array, length) : FloatBuffer.allocate((int) length);
        int picture = 3 * height * width;
        this.scratch = ThreadLocal.withInitial(() -> new float[picture]);
    }

    // The pointer borrows the array's memory (no deallocator), so there is nothing to close; the
    // array is kept as long as the buffer.
    private static FloatBuffer nativeValues(INDArray array, long length) {
        Pointer pointer = array.data().addressPointer();
        return new BytePointer(pointer)
                .position(0)
                .capacity(Float.BYTES * length)
                .limit(Float.BYTES * length)
                .asByteBuffer()
                .order(java.nio.ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Number of pictures N. */
    public int capacity() {
        return capacity;
    }

    /**
     * Writes one picture.
     *
     * @param index 0 to {@code capacity - 1}
     * @throws IllegalArgumentException when the picture has another size
     */
    public void set(int index, RgbImage image) {
        if (image.width() != width || image.height() != height) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "expected %sx%s pixels, got %sx%s",
                            width, height, image.width(), image.height()));
        }
        if (index < 0 || index >= capacity) {
            throw new IndexOutOfBoundsException(
                    RootFormat.of("index %s of a batch of %s", index, capacity));
        }
        float[] planes = scratch.get();
        scaling.write(image, planes, 0);
        values.put(index * planes.length, planes);
    }

    /** The entire batch, {@code [N, 3, height, width]} FLOAT: always the same array. */
    public INDArray array() {
        if (!direct) {
            array.data().setData(values.array());
        }
        return array;
    }

    /**
     * The first pictures only: a view {@code [count, 3, height, width]} of {@link #array}.
     *
     * @param count 1 to N
     */
    public INDArray first(int count) {
        if (count < 1 || count > capacity) {
            throw new IllegalArgumentException("count must be 1 to " + capacity);
        }
        INDArray all = array();
        return count == capacity
                ? all
                : all.get(
                        NDArrayIndex.interval(0, count),
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.all());
    }
}
