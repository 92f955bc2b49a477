package org.lgsc.core.network;

import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The paper's learning rate (section 4.1): it rises linearly over the first steps (in the paper the
 * first epoch) and falls by a factor (0.95) at regular intervals (600 steps).
 *
 * <p>It is here and not with the trainer because model files name it: it is needed for loading a
 * model.
 */
public record WarmupDecaySchedule(
        @JsonProperty("rate") double rate,
        @JsonProperty("warmupSteps") int warmupSteps,
        @JsonProperty("decay") double decay,
        @JsonProperty("decaySteps") int decaySteps)
        implements ISchedule {

    /**
     * @param rate learning rate after the warm-up
     * @param warmupSteps number of steps over which it rises; 0 for none
     * @param decay factor, above 0 and at most 1
     * @param decaySteps number of steps between two applications of the factor
     */
    public WarmupDecaySchedule {
        if (!(rate > 0) || warmupSteps < 0 || !(decay > 0 && decay <= 1) || decaySteps < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "learning rate %s, warm-up %s steps, decay %s every %s steps is not a"
                                    + " schedule",
                            rate, warmupSteps, decay, decaySteps));
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double warm = iteration < warmupSteps ? (iteration + 1.0) / warmupSteps : 1;
        int decays = iteration / decaySteps;
        return rate * warm * Math.pow(decay, decays);
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
