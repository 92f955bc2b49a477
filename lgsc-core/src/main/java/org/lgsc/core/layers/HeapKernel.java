package org.lgsc.core.layers;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Element-wise work on the memory of FLOAT arrays, in plain Java: blocks are copied to the heap,
 * worked on by loops that the JIT compiler vectorises, and copied back.
 *
 * <p>Why not ND4J's operations: each is a pass over memory of its own and costs tens of
 * microseconds to call, and reductions over pixels are slow; one fused loop replaces five to ten of
 * them. How work is cut into tasks depends on its size alone, so results do not depend on the
 * number of threads.
 */
final class HeapKernel {
    /** Floats of a block: a few of these fit into a first-level cache together. */
    private static final int BLOCK = 1024;

    /** Floats of a task: less is not worth handing to another thread. */
    private static final int TASK = 1 << 15;

    private static final boolean CPU =
            Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU;

    private HeapKernel() {}

    /**
     * Whether the array's memory can be worked on here: FLOAT on the CPU, contiguous, below 2 GiB.
     */
    static boolean handles(INDArray array) {
        return CPU
                && array.dataType() == DataType.FLOAT
                && array.length() < Integer.MAX_VALUE / Float.BYTES
                && (array.rank() < 2 || array.ordering() == 'c')
                && !array.isView();
    }

    /** The array's memory. Valid as long as the array is; must be contiguous in 'c' order. */
    static FloatBuffer memory(INDArray array) {
        long bytes = Float.BYTES * array.length();
        // no deallocator: the pointer borrows the array's memory
        return new BytePointer(array.data().addressPointer())
                .position(0)
                .capacity(bytes)
                .asByteBuffer()
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** A copy of a small array. */
    static float[] copy(INDArray array) {
        float[] values = new float[(int) array.length()];
        memory(array).get(0, values);
        return values;
    }

    /** Length of a block of whole pixels, for maps of that many channels. */
    static int block(int channels) {
        return Math.max(1, BLOCK / channels) * channels;
    }

    /** A per-channel value repeated over a block. */
    static float[] repeat(float[] perChannel, int block) {
        float[] repeated = new float[block];
        System.arraycopy(perChannel, 0, repeated, 0, perChannel.length);
        for (int filled = perChannel.length; filled < block; filled *= 2) {
            System.arraycopy(repeated, 0, repeated, filled, Math.min(filled, block - filled));
        }
        return repeated;
    }

    /** Adds a block's sums to the channels that they belong to. */
    static void fold(float[] block, int length, double[] perChannel) {
        int channels = perChannel.length;
        for (int i = 0; i < length; i += channels) {
            for (int c = 0; c < channels; c++) {
                perChannel[c] += block[i + c];
            }
        }
    }

    /** A piece of work. */
    interface Task {
        void run(int index);
    }

    /** Runs tasks 0 to count - 1, on all cores when there are several. */
    static void run(int count, Task task) {
        if (count == 1) {
            task.run(0);
        } else {
            IntStream.range(0, count).parallel().forEach(task::run);
        }
    }

    /** Tasks that so many floats are cut into. */
    static int tasks(long floats) {
        return (int) Math.max(1, Math.min(64, floats / TASK));
    }

    /**
     * First of {@code length} elements that belongs to a task, rounded to multiples of {@code
     * unit}.
     */
    static int start(int task, int tasks, int length, int unit) {
        return task == tasks ? length : (int) ((long) (length / unit) * task / tasks) * unit;
    }

    /** A loop over a block of two inputs that leaves its result in the first. */
    interface BlockLoop {
        void run(float[] a, float[] b, int length);
    }

    /** out = loop(a, b), element by element. */
    static void map(INDArray a, INDArray b, INDArray out, BlockLoop loop) {
        FloatBuffer first = memory(a);
        FloatBuffer second = memory(b);
        FloatBuffer target = memory(out);
        int length = (int) out.length();
        int tasks = tasks(length);
        run(
                tasks,
                task -> {
                    int from = start(task, tasks, length, BLOCK);
                    int to = start(task + 1, tasks, length, BLOCK);
                    float[] x = new float[BLOCK];
                    float[] y = new float[BLOCK];
                    for (int i = from; i < to; i += BLOCK) {
                        int n = Math.min(BLOCK, to - i);
                        first.get(i, x, 0, n);
                        second.get(i, y, 0, n);
                        loop.run(x, y, n);
                        target.put(i, x, 0, n);
                    }
                });
    }

    /**
     * 1 for a positive number, else 0, in a form that the JIT compiler vectorises; a comparison is
     * not.
     */
    static float isPositive(float x) {
        return Math.min(1f, Math.max(0f, x) * Float.MAX_VALUE);
    }

    static void add(float[] a, float[] b, int length) {
        for (int i = 0; i < length; i++) {
            a[i] += b[i];
        }
    }

    static void addRelu(float[] a, float[] b, int length) {
        for (int i = 0; i < length; i++) {
            a[i] = Math.max(0f, a[i] + b[i]);
        }
    }

    /** a = b where the ReLU's output a is above zero. */
    static void reluGradient(float[] a, float[] b, int length) {
        for (int i = 0; i < length; i++) {
            a[i] = isPositive(a[i]) * b[i];
        }
    }

    /** a = (1 - a^2) b, a the output of a tanh. */
    static void tanhGradient(float[] a, float[] b, int length) {
        for (int i = 0; i < length; i++) {
            a[i] = (1f - a[i] * a[i]) * b[i];
        }
    }

    /** Mean over the pixels of each sample, NHWC [N,H,W,C] to [N,C]. */
    static void pixelMeans(INDArray map, INDArray means) {
        int samples = (int) map.size(0);
        int channels = (int) map.size(3);
        int length = (int) (map.length() / samples);
        int block = block(channels);
        FloatBuffer x = memory(map);
        FloatBuffer out = memory(means);
        run(
                samples,
                n -> {
                    float[] values = new float[block];
                    float[] sums = new float[Math.min(block, length)];
                    for (int i = 0; i < length; i += block) {
                        int k = Math.min(block, length - i);
                        x.get(n * length + i, values, 0, k);
                        add(sums, values, k);
                    }
                    double[] perChannel = new double[channels];
                    fold(sums, sums.length, perChannel);
                    float[] mean = new float[channels];
                    for (int c = 0; c < channels; c++) {
                        mean[c] = (float) (perChannel[c] * channels / length);
                    }
                    out.put(n * channels, mean);
                });
    }

    /** The gradient of {@link #pixelMeans}: every pixel gets its share. */
    static void spread(INDArray gradient, INDArray map) {
        int samples = (int) map.size(0);
        int channels = (int) map.size(3);
        int length = (int) (map.length() / samples);
        int block = block(channels);
        FloatBuffer in = memory(gradient);
        FloatBuffer out = memory(map);
        run(
                samples,
                n -> {
                    float[] share = new float[channels];
                    in.get(n * channels, share);
                    for (int c = 0; c < channels; c++) {
                        share[c] = share[c] * channels / length;
                    }
                    float[] values = repeat(share, block);
                    for (int i = 0; i < length; i += block) {
                        out.put(n * length + i, values, 0, Math.min(block, length - i));
                    }
                });
    }

    /**
     * NCHW to NHWC when {@code toLast}, else back; {@code pixels} of each sample stand in rows of C
     * or planes.
     */
    static void permute(INDArray in, INDArray out, int channels, boolean toLast) {
        int samples = (int) in.size(0);
        int pixels = (int) (in.length() / samples / channels);
        FloatBuffer source = memory(in);
        FloatBuffer target = memory(out);
        int block = Math.max(1, BLOCK / channels);
        int perSample = (pixels + block - 1) / block;
        run(
                samples,
                n -> {
                    float[] plane = new float[block];
                    float[] rows = new float[block * channels];
                    int base = n * pixels * channels;
                    for (int b = 0; b < perSample; b++) {
                        int from = b * block;
                        int k = Math.min(block, pixels - from);
                        if (toLast) {
                            for (int c = 0; c < channels; c++) {
                                source.get(base + c * pixels + from, plane, 0, k);
                                for (int i = 0; i < k; i++) {
                                    rows[i * channels + c] = plane[i];
                                }
                            }
                            target.put(base + from * channels, rows, 0, k * channels);
                        } else {
                            source.get(base + from * channels, rows, 0, k * channels);
                            for (int c = 0; c < channels; c++) {
                                for (int i = 0; i < k; i++) {
                                    plane[i] = rows[i * channels + c];
                                }
                                target.put(base + c * pixels + from, plane, 0, k);
                            }
                        }
                    }
                });
    }

    /**
     * depth_to_space by 2 in NHWC: [N,H,W,4C] to [N,2H,2W,C]; {@code back} for the other way round.
     */
    static void depthToSpace(INDArray deep, INDArray wide, boolean back) {
        int rows = (int) (deep.size(0) * deep.size(1));
        int width = (int) deep.size(2);
        int pair = (int) deep.size(3) / 2; // two neighbouring pixels of one wide row
        FloatBuffer low = memory(deep);
        FloatBuffer high = memory(wide);
        int tasks = Math.min(rows, tasks(deep.length()));
        run(
                tasks,
                task -> {
                    float[] deepRow = new float[2 * width * pair];
                    float[] wideRow = new float[width * pair];
                    for (int r = start(task, tasks, rows, 1);
                            r < start(task + 1, tasks, rows, 1);
                            r++) {
                        if (!back) {
                            low.get(r * deepRow.length, deepRow);
                        }
                        for (int p = 0; p < 2; p++) {
                            int wideStart = (2 * r + p) * wideRow.length;
                            if (back) {
                                high.get(wideStart, wideRow);
                            }
                            for (int j = 0; j < width; j++) {
                                int inDeep = (2 * j + p) * pair;
                                if (back) {
                                    System.arraycopy(wideRow, j * pair, deepRow, inDeep, pair);
                                } else {
                                    System.arraycopy(deepRow, inDeep, wideRow, j * pair, pair);
                                }
                            }
                            if (!back) {
                                high.put(wideStart, wideRow);
                            }
                        }
                        if (back) {
                            low.put(r * deepRow.length, deepRow);
                        }
                    }
                });
    }
}
