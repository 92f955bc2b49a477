package org.lgsc.core.network;

import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A learning rate that rises linearly over the first steps and then falls along half a cosine to a
 * hundredth at the end of the run, where it stays. It falls over the length of the run, so that a
 * short run has a high rate for the same share of its steps as a long one.
 *
 * <p>It is here and not with the trainer because model files name it: it is needed for loading a
 * model.
 */
public record CosineSchedule(
        @JsonProperty("rate") double rate,
        @JsonProperty("warmupSteps") int warmupSteps,
        @JsonProperty("totalSteps") int totalSteps)
        implements ISchedule {
    private static final double LAST = 0.01;

    /**
     * @param rate learning rate after the warm-up
     * @param warmupSteps number of steps over which it rises; 0 for none
     * @param totalSteps number of steps of the run, including the warm-up
     */
    public CosineSchedule {
        if (!(rate > 0) || warmupSteps < 0 || totalSteps < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "learning rate %s, warm-up %s steps of %s is not a schedule",
                            rate, warmupSteps, totalSteps));
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        if (iteration < warmupSteps) {
            return rate * (iteration + 1.0) / warmupSteps;
        }
        double done =
                Math.min(1, (iteration - warmupSteps) / Math.max(1.0, totalSteps - warmupSteps));
        return rate * (LAST + (1 - LAST) * 0.5 * (1 + Math.cos(Math.PI * done)));
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
