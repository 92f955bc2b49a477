package org.lgsc.examples.reproduce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lgsc.core.Label;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.loss.LossValues;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.Split;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.progress.TrainingProgress;

/**
 * How long a training takes here: a few steps of a batch of two are timed, and taken as many times
 * as there are pictures in a batch and steps in the training. Drawing, reading and scoring are not
 * in it.
 */
final class TimeEstimate {
    private static final int STEPS = 4;

    /** A step of the encoder alone next to one of the whole network, roughly. */
    private static final double ENCODER_SHARE = 0.3;

    private final TrainingOptions options;

    TimeEstimate(TrainingOptions options) {
        this.options = options;
    }

    /**
     * @param stepsPerEpoch of the data; looked at where the options limit epochs only
     */
    Duration training(int stepsPerEpoch) {
        double steps = (double) options.epochs() * stepsPerEpoch;
        if (options.maxSteps() > 0) {
            steps = Math.min(steps, options.maxSteps());
        }
        steps += ENCODER_SHARE * options.warmStart().steps();
        return Duration.ofMillis((long) (1000 * steps * secondsForTwo() * options.batchSize() / 2));
    }

    private double secondsForTwo() {
        List<Sample> samples = new ArrayList<>();
        RgbImage black = RgbImage.black(options.network().width(), options.network().height());
        for (int i = 0; i < 2; i++) {
            String name = "timing" + i;
            samples.add(new Sample(name + "l", Label.LIVE, "", name, name, () -> black));
            samples.add(new Sample(name + "a", Label.SPOOF, "print", name, name, () -> black));
        }
        TrainingOptions few =
                options.toBuilder()
                        .batchSize(2)
                        .epochs(STEPS)
                        .maxSteps(STEPS)
                        .augmentation(Augmentation.none())
                        .warmStart(EncoderWarmStart.NONE)
                        .build();
        Clock clock = new Clock();
        new Trainer(few, clock).train(new PadDataset("timing", Map.of(Split.TRAIN, samples)));
        return clock.shortest;
    }

    /** The shortest step but the first, which pays for starting. */
    private static final class Clock implements TrainingProgress {
        private long last;
        private double shortest = Double.POSITIVE_INFINITY;

        @Override
        public void onStep(int step, int totalSteps, LossValues losses, double learningRate) {
            long now = System.nanoTime();
            if (step > 1) {
                shortest = Math.min(shortest, (now - last) / 1e9);
            }
            last = now;
        }
    }
}
