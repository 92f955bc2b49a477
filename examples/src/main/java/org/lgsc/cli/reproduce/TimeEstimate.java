package org.lgsc.cli.reproduce;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.loss.LossValues;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Estimates the duration of a training on this machine. It measures a few steps of each phase and
 * multiplies by the number of steps. The steps have the training's own batch if that is small, else
 * a batch with about the work of two pictures of the paper's size. Drawing, reading, evaluation of
 * the development split and scoring are not included.
 */
final class TimeEstimate {
    private static final int STEPS = 10;

    /**
     * Most work of a batch, pixels times squared base width: two patches of 224x224 at width 64.
     */
    private static final double MOST_WORK = 2.0 * 224 * 224 * 64 * 64;

    private final TrainingOptions options;

    TimeEstimate(TrainingOptions options) {
        this.options = options;
    }

    /**
     * Durations of the phases of a training.
     *
     * @param warmStart warm start of the encoder, which trainings can share
     * @param rest rest of a training
     */
    record Phases(Duration warmStart, Duration rest) {}

    /**
     * @param stepsPerEpoch steps per epoch of the data, used if the options limit only the epochs
     */
    Phases training(int stepsPerEpoch) {
        double steps = (double) options.epochs() * stepsPerEpoch;
        if (options.maxSteps() > 0) {
            steps = Math.min(steps, options.maxSteps());
        }
        int batch = timedBatch();
        Clock clock = new Clock();
        time(batch, clock);
        double more = (double) options.batchSize() / batch;
        return new Phases(
                seconds(
                        more
                                * options.warmStart().steps()
                                * clock.shortest(TrainingPhase.ENCODER_WARM_START)),
                seconds(more * steps * clock.shortest(TrainingPhase.TRAINING)));
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (1000 * seconds));
    }

    /** Size of the measured batch: even, at least 2. */
    int timedBatch() {
        double one =
                (double) options.network().width()
                        * options.network().height()
                        * Math.pow(options.network().baseWidth(), 2);
        int most = 2 * Math.max(1, (int) (MOST_WORK / one / 2));
        return Math.min(options.batchSize(), most);
    }

    private void time(int batch, Clock clock) {
        List<Sample> samples = new ArrayList<>();
        RgbImage black = RgbImage.black(options.network().width(), options.network().height());
        for (int i = 0; i < Math.max(2, batch / 2); i++) {
            String name = "timing" + i;
            samples.add(new Sample(name + "l", Label.LIVE, "", name, name, () -> black));
            samples.add(new Sample(name + "a", Label.SPOOF, "print", name, name, () -> black));
        }
        TrainingOptions few =
                options.toBuilder()
                        .batchSize(batch)
                        .epochs(STEPS)
                        .maxSteps(STEPS)
                        .augmentation(Augmentation.none())
                        .warmStart(
                                options.warmStart().steps() == 0
                                        ? EncoderWarmStart.NONE
                                        : new EncoderWarmStart(STEPS))
                        .build();
        new Trainer(few, clock).train(new PadDataset("timing", Map.of(Split.TRAIN, samples)));
    }

    /** Finds the shortest step of each phase, except its first, which includes start-up. */
    private static final class Clock implements TrainingProgress {
        private final Map<TrainingPhase, Double> shortest = new EnumMap<>(TrainingPhase.class);
        private TrainingPhase phase;
        private long last;

        @Override
        public void onPhase(TrainingPhase next) {
            phase = next;
        }

        @Override
        public void onStep(int step, int totalSteps, LossValues losses, double learningRate) {
            long now = System.nanoTime();
            if (step > 1) {
                shortest.merge(phase, (now - last) / 1e9, Math::min);
            }
            last = now;
        }

        double shortest(TrainingPhase of) {
            return shortest.getOrDefault(of, 0.0);
        }
    }
}
