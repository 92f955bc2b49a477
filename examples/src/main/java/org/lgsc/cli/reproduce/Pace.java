package org.lgsc.cli.reproduce;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.loss.LossValues;
import org.lgsc.data.cache.FaceCache;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.progress.TrainingPhase;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Durations of the parts of a training on this machine in seconds, measured with a short training
 * on a set's own faces that includes reading, augmentation, evaluation and checkpoints. Its steps
 * have the training's own batch if that is small, else a batch with about the work of two pictures
 * of the paper's size.
 *
 * @param fixed fixed cost of a training
 * @param warmStep step of the encoder's warm start; 0 without one
 * @param step step of the training
 * @param epoch cost of an epoch in addition to its steps, without the evaluation of the development
 *     split
 * @param picture scoring of a face
 */
record Pace(double fixed, double warmStep, double step, double epoch, double picture) {
    private static final int STEPS = 8;
    private static final int FACES = 4;

    /**
     * Most work of a batch, pixels times squared base width: two patches of 224x224 at width 64.
     */
    private static final double MOST_WORK = 2.0 * 224 * 224 * 64 * 64;

    /**
     * @param faces faces of the training set; null for black pictures
     * @param temporary folder for checkpoints
     */
    static Pace of(TrainingOptions options, FaceCache faces, Path temporary) {
        int batch = timedBatch(options);
        double more = (double) options.batchSize() / batch;
        PadDataset data = data(faces, STEPS * batch / 2, options);
        train(shortened(options, batch, 1), data, temporary.resolve("first"), new Clock());
        Clock clock = new Clock();
        long start = System.nanoTime();
        TrainingResult result =
                train(shortened(options, batch, 2), data, temporary.resolve("second"), clock);
        double all = (System.nanoTime() - start) / 1e9;
        double warm = clock.inner(TrainingPhase.ENCODER_WARM_START);
        double step = clock.inner(TrainingPhase.TRAINING);
        double between = Math.max(0, clock.between() - step);
        double picture = picture(result, data);
        double look = data.samples(Split.DEV).size() * picture;
        double fixed = all - clock.steps(TrainingPhase.TRAINING) * step - 2 * between;
        fixed -= clock.steps(TrainingPhase.ENCODER_WARM_START) * warm;
        return new Pace(
                Math.max(0, fixed), more * warm, more * step, Math.max(0, between - look), picture);
    }

    /** Size of the measured batch: even, at least 2. */
    static int timedBatch(TrainingOptions options) {
        double one =
                (double) options.network().width()
                        * options.network().height()
                        * Math.pow(options.network().baseWidth(), 2);
        int most = 2 * Math.max(1, (int) (MOST_WORK / one / 2));
        return Math.min(options.batchSize(), most);
    }

    /** Number of steps of a training. */
    static double steps(TrainingOptions options, double perEpoch) {
        double steps = options.epochs() * perEpoch;
        return options.maxSteps() > 0 ? Math.min(steps, options.maxSteps()) : steps;
    }

    private static TrainingOptions shortened(TrainingOptions options, int batch, int epochs) {
        boolean shared = batch % (2 * options.workers()) == 0;
        return options.toBuilder()
                .workers(1)
                .batchSize(batch)
                .workers(shared ? options.workers() : 1)
                .localSteps(shared ? options.localSteps() : 1)
                .epochs(epochs)
                .maxSteps(epochs * STEPS)
                .evaluateEvery(1)
                .patience(0)
                .warmStart(
                        options.warmStart().steps() == 0
                                ? EncoderWarmStart.NONE
                                : new EncoderWarmStart(STEPS))
                .build();
    }

    private static TrainingResult train(
            TrainingOptions options, PadDataset data, Path checkpoints, Clock clock) {
        return Trainer.builder(options)
                .progress(clock)
                .checkpoints(CheckpointOptions.in(checkpoints).withKeep(1))
                .build()
                .train(data);
    }

    /** A data set that repeats each face as often as necessary. */
    private static PadDataset data(FaceCache cache, int each, TrainingOptions options) {
        List<Sample> train = new ArrayList<>();
        List<Sample> dev = new ArrayList<>();
        for (Label label : Label.values()) {
            List<ImageSource> faces = faces(cache, label, options);
            for (int i = 0; i < each; i++) {
                train.add(sample("train", label, i, faces));
            }
            for (int i = 0; i < FACES; i++) {
                dev.add(sample("dev", label, i, faces));
            }
        }
        return new PadDataset(
                "rehearsal",
                Map.of(Split.TRAIN, train, Split.DEV, dev),
                List.of(),
                cache == null ? Framing.CROPS : cache.options().framing());
    }

    private static Sample sample(String split, Label label, int i, List<ImageSource> faces) {
        String id = split + "-" + label + "-" + i;
        return new Sample(
                id, label, label.isLive() ? "" : "any", id, id, faces.get(i % faces.size()));
    }

    /** Faces of the cache; black pictures if there are none. */
    private static List<ImageSource> faces(FaceCache cache, Label label, TrainingOptions options) {
        List<FaceCache.Entry> entries =
                cache == null
                        ? List.of()
                        : cache.entries().stream()
                                .filter(e -> e.label() == label)
                                .limit(64)
                                .toList();
        if (entries.isEmpty()) {
            int side = options.network().width();
            RgbImage black = RgbImage.black(side, side);
            return List.of(() -> black);
        }
        return entries.stream().map(cache::source).toList();
    }

    private static double picture(TrainingResult result, PadDataset data) {
        List<Sample> some = data.samples(Split.DEV);
        try (InferenceEngine engine = InferenceEngine.of(result.model())) {
            SplitScorer scorer =
                    SplitScorer.builder(engine, result.model().metadata().preprocessing()).build();
            scorer.score(Split.DEV, some);
            long start = System.nanoTime();
            int scored = 0;
            do {
                scorer.score(Split.DEV, some);
                scored += some.size();
            } while (System.nanoTime() - start < 5e8);
            return (System.nanoTime() - start) / 1e9 / scored;
        }
    }

    /** Records the times when steps ended. */
    private static final class Clock implements TrainingProgress {
        private final Map<TrainingPhase, List<Long>> ends = new EnumMap<>(TrainingPhase.class);
        private TrainingPhase phase;

        @Override
        public void onPhase(TrainingPhase next) {
            phase = next;
        }

        @Override
        public void onStep(int step, int totalSteps, LossValues losses, double learningRate) {
            ends.computeIfAbsent(phase, p -> new ArrayList<>()).add(System.nanoTime());
        }

        int steps(TrainingPhase of) {
            return ends.getOrDefault(of, List.of()).size();
        }

        /** Duration of a step: the mean over the last epoch without its first step. */
        double inner(TrainingPhase of) {
            List<Long> all = ends.getOrDefault(of, List.of());
            int last = all.size() - 1;
            int steps = Math.min(STEPS - 2, last);
            return steps < 1 ? 0 : (all.get(last) - all.get(last - steps)) / 1e9 / steps;
        }

        /** Time from the last step of the first epoch to the first step of the second. */
        double between() {
            List<Long> all = ends.getOrDefault(TrainingPhase.TRAINING, List.of());
            return all.size() <= STEPS ? 0 : (all.get(STEPS) - all.get(STEPS - 1)) / 1e9;
        }
    }
}
