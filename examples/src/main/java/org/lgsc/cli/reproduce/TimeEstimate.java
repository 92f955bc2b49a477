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
 * How long a training takes here: a few steps of each phase are timed, with the training's own
 * batch where that is small, else with as many pictures as take about as long as two of the
 * paper's, and taken as many times as there are steps. Drawing, reading, looks at the development
 * split and scoring are not in it.
 */
final class TimeEstimate {
    private static final int STEPS = 10;

    /** Pixels times squared base channels in a batch: two patches of 224x224 at width 64. */
    private static final double MOST_WORK = 2.0 * 224 * 224 * 64 * 64;

    private final TrainingOptions options;

    TimeEstimate(TrainingOptions options) {
        this.options = options;
    }

    /**
     * What a training is made of.
     *
     * @param warmStart of the encoder alone, which trainings may share
     * @param rest of a training
     */
    record Phases(Duration warmStart, Duration rest) {}

    /**
     * @param stepsPerEpoch of the data; looked at where the options limit epochs only
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

    /** Even, at least 2. */
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

    /** The shortest step of each phase but its first, which pays for starting. */
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
