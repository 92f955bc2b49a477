package org.lgsc.train;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.network.CosineSchedule;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.WarmupDecaySchedule;
import org.lgsc.train.internal.pretext.BuiltInEncoder;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The options of a run applied to a data set.
 *
 * @param options of the run
 * @param perEpoch number of batches of an epoch
 * @param encoderSlowed whether the encoder is already trained when the network's training begins
 */
record RunPlan(TrainingOptions options, int perEpoch, boolean encoderSlowed) {
    int totalSteps() {
        long steps = (long) options.epochs() * perEpoch;
        if (options.maxSteps() > 0) {
            steps = Math.min(steps, options.maxSteps());
        }
        return (int) Math.min(Integer.MAX_VALUE, steps);
    }

    ISchedule schedule() {
        return schedule(1);
    }

    int warmupSteps() {
        return switch (options.warmupSteps()) {
            case TrainingOptions.WHOLE_EPOCH -> perEpoch;
            case TrainingOptions.TENTH_OF_RUN -> Math.min(perEpoch, totalSteps() / 10);
            default -> options.warmupSteps();
        };
    }

    /** Returns the number of epochs from one evaluation of the development split to the next. */
    int evaluateEvery() {
        int every = options.evaluateEvery();
        return every == TrainingOptions.TEN_EVALUATIONS
                ? Math.max(1, Math.round(totalSteps() / (10f * perEpoch)))
                : every;
    }

    private ISchedule schedule(double factor) {
        double rate = options.learningRate() * factor;
        return options.fall() == RateFall.COSINE
                ? new CosineSchedule(rate, warmupSteps(), totalSteps())
                : new WarmupDecaySchedule(
                        rate, warmupSteps(), options.decay(), options.decaySteps());
    }

    ComputationGraph network() {
        ComputationGraph network =
                LgscNetwork.builder(options.network())
                        .seed(options.seed())
                        .updater(new Adam(schedule()))
                        .encoderUpdater(encoderUpdater())
                        .build()
                        .init();
        if (startsFromBuiltIn(options)) {
            BuiltInEncoder.into(network);
        }
        return network;
    }

    /** Returns whether the library's encoder is requested and available for this width. */
    static boolean startsFromBuiltIn(TrainingOptions options) {
        return options.initialEncoder() == InitialEncoder.BUILTIN
                && BuiltInEncoder.fits(options.network());
    }

    /** Returns an updater with a lower rate for a trained encoder; null for the network's. */
    private @Nullable IUpdater encoderUpdater() {
        double factor = encoderSlowed ? options.warmStart().laterFactor() : 1;
        if (factor == 1) {
            return null;
        }
        // NoOp would apply the unscaled gradient
        return factor == 0 ? new Sgd(0) : new Adam(schedule(factor));
    }
}
