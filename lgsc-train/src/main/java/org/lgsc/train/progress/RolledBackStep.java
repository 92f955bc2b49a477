package org.lgsc.train.progress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step that was taken back because it would have spoilt the weights, with what is needed to look
 * at its batch.
 *
 * @param phase it belongs to
 * @param step of the phase, from 1
 * @param epoch of the batches, from 1
 * @param batch of the epoch, from 1
 * @param seed of the run: with the epoch and the batch it decides patches and augmentation
 * @param stepSeed of dropout in this step
 * @param reason in words
 * @param total loss of the step; may be NaN
 * @param losses without weights, by loss head; may be NaN
 * @param samples of the batch, in its order
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
     * @param id within its data set
     * @param source the file or video that it comes from
     */
    public record BatchSample(String id, String source) {}

    /** Copies the collections. */
    public RolledBackStep {
        losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
        samples = List.copyOf(samples);
    }

    /** One line for people. */
    public String text() {
        return "Rolled back step "
                + step
                + " of the "
                + phase.text()
                + ": "
                + reason
                + " (epoch "
                + epoch
                + ", batch "
                + batch
                + ")";
    }
}
