package org.lgsc.cli.bench;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Measures how long training steps wait for their batches. Batches are read ahead while a step
 * computes, except for the first one of an epoch, which is therefore counted separately.
 */
final class DataWait {
    private final LongSupplier nanoTime;
    private long waited;
    private long atEpochs;
    private long computed;
    private int steps;
    private int epochs;

    DataWait(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Makes steps; a new epoch begins where one ends. */
    void measure(BalancedBatchIterator batches, Consumer<MultiDataSet> step, int count) {
        for (int i = 0; i < count; i++) {
            boolean first = steps == 0;
            if (!batches.hasNext()) {
                batches.reset();
                first = true;
            }
            long start = nanoTime.getAsLong();
            MultiDataSet batch = batches.next();
            long ready = nanoTime.getAsLong();
            step.accept(batch);
            add(first, ready - start, nanoTime.getAsLong() - ready);
        }
    }

    private void add(boolean first, long wait, long compute) {
        steps++;
        computed += compute;
        if (first) {
            epochs++;
            atEpochs += wait;
        } else {
            waited += wait;
        }
    }

    double computeMillis() {
        return computed / 1e6 / steps;
    }

    /** Returns the share of time spent waiting, 0 to 1, without the first batches of epochs. */
    double share() {
        int inside = steps - epochs;
        double wait = inside == 0 ? 0 : (double) waited / inside;
        return wait / (wait + (double) computed / steps);
    }

    String text() {
        return RootFormat.of(
                "%d steps of %.0f ms: the trainer waits for data %.2f %% of the time, and %.0f ms"
                        + " at the start of an epoch (%d of them)",
                steps,
                computeMillis(),
                100 * share(),
                atEpochs / 1e6 / Math.max(1, epochs),
                epochs);
    }
}
