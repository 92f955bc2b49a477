package org.lgsc.train.progress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.internal.RootFormat;

/**
 * A step that was rolled back because it would have damaged the weights, with the data needed to
 * inspect its batch.
 *
 * @param phase phase of the step
 * @param step number of the step in the phase, from 1
 * @param epoch epoch of the batches, from 1
 * @param batch number of the batch in the epoch, from 1
 * @param seed seed of the run, which with the epoch and the batch decides patches and augmentation
 * @param stepSeed seed of dropout in this step
 * @param reason reason in words
 * @param total total loss of the step; may be NaN
 * @param losses losses without weights, by loss head; may be NaN
 * @param samples samples of the batch, in its order
 */
public record RolledBackStep(
        TrainingPhase phase,
        int step,
        long epoch,
        int batch,
        long seed,
        long stepSeed,
        String reason,
        double total,
        Map<String, Double> losses,
        List<BatchSample> samples) {
    /**
     * A sample of the batch.
     *
     * @param id id within its data set
     * @param source the file or video that it comes from
     */
    public record BatchSample(String id, String source) {}

    /** Copies the collections. */
    public RolledBackStep {
        losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
        samples = List.copyOf(samples);
    }

    /** Returns one line for users. */
    public String text() {
        return RootFormat.of(
                "Rolled back step %d of the %s: %s (epoch %d, batch %d)",
                step, phase.text(), reason, epoch, batch);
    }
}
