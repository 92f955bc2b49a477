package org.lgsc.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.WarmupDecaySchedule;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * What options come to for a data set.
 *
 * @param options of the run
 * @param perEpoch batches of an epoch
 * @param encoderSlowed whether the encoder has learnt already when the network's training begins
 */
record RunPlan(TrainingOptions options, int perEpoch, boolean encoderSlowed) {
    int totalSteps() {
        long steps = (long) options.epochs() * perEpoch;
        if (options.maxSteps() > 0) {
            steps = Math.min(steps, options.maxSteps());
        }
        return (int) Math.min(Integer.MAX_VALUE, steps);
    }

    /** Of the network's training. */
    WarmupDecaySchedule schedule() {
        return schedule(1);
    }

    private WarmupDecaySchedule schedule(double factor) {
        return new WarmupDecaySchedule(
                options.learningRate() * factor,
                options.warmupSteps() == TrainingOptions.WHOLE_EPOCH
                        ? perEpoch
                        : options.warmupSteps(),
                options.decay(),
                options.decaySteps());
    }

    /** The network before its first step. */
    ComputationGraph network() {
        return LgscNetwork.builder(options.network())
                .seed(options.seed())
                .updater(new Adam(schedule()))
                .encoderUpdater(encoderUpdater())
                .build()
                .init();
    }

    /** At a lower rate where the encoder has learnt already; null for the network's. */
    private IUpdater encoderUpdater() {
        double factor = encoderSlowed ? options.warmStart().laterFactor() : 1;
        if (factor == 1) {
            return null;
        }
        // NoOp would apply the bare gradient
        return factor == 0 ? new Sgd(0) : new Adam(schedule(factor));
    }
}
