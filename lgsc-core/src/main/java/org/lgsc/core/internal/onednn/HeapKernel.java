package org.lgsc.core.internal.onednn;

import java.util.stream.IntStream;

/**
 * Processes dense floats in native memory in plain Java: blocks are copied to the heap, processed
 * by loops that the JIT compiler vectorises, and copied back. The division into tasks depends only
 * on the size, so results do not depend on the number of threads.
 */
final class HeapKernel {
    /** Number of floats of a block: a few blocks fit into the first-level cache together. */
    private static final int BLOCK = 1024;

    /** Number of floats of a task: a smaller one is not worth passing to another thread. */
    private static final int TASK = 1 << 15;

    private HeapKernel() {}

    /** Length of a block of complete pixels, for maps with the given number of channels. */
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

    /** Adds a block's sums to their channels. */
    static void fold(float[] block, int length, double[] perChannel) {
        int channels = perChannel.length;
        for (int i = 0; i < length; i += channels) {
            for (int c = 0; c < channels; c++) {
                perChannel[c] += block[i + c];
            }
        }
    }

    /** A part of the work. */
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

    /** A part of dense floats. */
    interface Part {
        float run(long from, long to);
    }

    /** Runs parts of dense floats, a task each; returns their results in order. */
    static float[] parts(long length, Part part) {
        int tasks = tasks(length);
        float[] results = new float[tasks];
        run(
                tasks,
                task -> {
                    long from = length * task / tasks;
                    long to = length * (task + 1) / tasks;
                    results[task] = part.run(from, to);
                });
        return results;
    }

    /** Number of tasks for the given number of floats. */
    static int tasks(long floats) {
        return (int) Math.max(1, Math.min(64, floats / TASK));
    }

    /**
     * Index of the first of {@code length} elements that belongs to a task, rounded to multiples of
     * {@code unit}.
     */
    static int start(int task, int tasks, int length, int unit) {
        return task == tasks ? length : (int) ((long) (length / unit) * task / tasks) * unit;
    }

    /**
     * Returns 1 for a positive number, else 0, in a form that the JIT compiler vectorises, unlike a
     * comparison.
     */
    static float isPositive(float x) {
        return Math.min(1f, Math.max(0f, x) * Float.MAX_VALUE);
    }
}
