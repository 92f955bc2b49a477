package org.lgsc.core.internal.onednn;

import java.util.ArrayList;
import java.util.List;

/**
 * A network compiled for one shape: a list of operations, each bound to its memory once. Created by
 * a {@link ProgramBuilder}. Not safe for use from several threads.
 */
public final class Program implements AutoCloseable {
    /** An operation that is ready to run. */
    interface Step {
        void run();
    }

    private final List<Step> steps;
    private final List<Buffers.Block> buffers;
    private final Reorder imageReorder;
    private final long firstMap;
    private final Reorder resultReorder;
    private final long lastMap;
    private final double flops;

    Program(
            List<Step> steps,
            List<Buffers.Block> buffers,
            Reorder imageReorder,
            long firstMap,
            Reorder resultReorder,
            long lastMap,
            double flops) {
        this.steps = List.copyOf(steps);
        this.buffers = new ArrayList<>(buffers);
        this.imageReorder = imageReorder;
        this.firstMap = firstMap;
        this.resultReorder = resultReorder;
        this.lastMap = lastMap;
        this.flops = flops;
    }

    /**
     * Runs the program.
     *
     * @param images address of the images, NCHW
     * @param result address of the result, NCHW
     */
    public void run(long images, long result) {
        imageReorder.run(images, firstMap);
        for (Step step : steps) {
            step.run();
        }
        resultReorder.run(lastMap, result);
    }

    /** Number of operations of a run. */
    public int operations() {
        return steps.size() + 2;
    }

    /**
     * Number of floating point operations of its convolutions by their definition; Winograd's
     * filtering needs fewer.
     */
    public double flops() {
        return flops;
    }

    /** Number of bytes of the maps between operations. */
    public long bytes() {
        return buffers.stream().mapToLong(Buffers.Block::bytes).sum();
    }

    /** Frees the memory of the maps. */
    @Override
    public void close() {
        buffers.forEach(Buffers.Block::close);
        buffers.clear();
    }
}
