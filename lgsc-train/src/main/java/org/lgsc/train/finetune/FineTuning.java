package org.lgsc.train.finetune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Experimental;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.internal.face.FaceCroppedSource;
import org.lgsc.data.internal.protocol.RepeatedPictures;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingPrecision;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.baseline.BaselineComparison;
import org.lgsc.train.internal.CardFacts;
import org.lgsc.train.internal.InvertedCues;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Continues training of a model on the pictures of the user's own camera, subjects and attacks,
 * with the model's own geometry and at a lower rate, and refits its threshold.
 *
 * <pre>{@code
 * FineTuned tuned = FineTuning.builder().build().run(LgscModel.load(file), dataset);
 * tuned.model().save(Path.of("mine.zip"));
 * }</pre>
 *
 * <p>Weights are learned on the training split; error, choice of weights and threshold come from
 * the development split. The test split is not used. Where training does not lower the development
 * D-EER or increase the area under the ROC curve, the weights stay unchanged.
 */
@Experimental
public final class FineTuning {
    private final int steps;
    private final double learningRate;
    private final boolean frozenEncoder;
    private final long seed;
    private final TrainingPrecision precision;
    private final boolean baseline;
    private final TrainingProgress progress;
    private final @Nullable FaceDetector detector;

    private FineTuning(Builder b) {
        steps = b.steps;
        learningRate = b.learningRate;
        frozenEncoder = b.frozenEncoder;
        seed = b.seed;
        precision = b.precision;
        baseline = b.baseline;
        progress = b.progress;
        detector = b.detector;
    }

    /** Starts from 200 steps at 5e-4, the encoder trained as well. */
    public static Builder builder() {
        return new Builder();
    }

    /** Options of a fine-tuning. */
    public static final class Builder {
        private int steps = 200;
        private double learningRate = 5e-4;
        private boolean frozenEncoder;
        private long seed = 42;
        private TrainingPrecision precision = TrainingPrecision.FLOAT32;
        private boolean baseline = true;
        private TrainingProgress progress = TrainingProgress.none();
        private @Nullable FaceDetector detector;

        private Builder() {}

        /** Number of steps, at least 1. */
        public Builder steps(int value) {
            steps = value;
            return this;
        }

        /** Learning rate of Adam; the rate of the original training would spoil a working model. */
        public Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        /** Freezes the encoder, for few pictures. Default: it is trained. */
        public Builder frozenEncoder(boolean value) {
            frozenEncoder = value;
            return this;
        }

        /** Seed of batches and dropout; not 0. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Number format of the convolutions of a step. Default: float32. */
        public Builder precision(TrainingPrecision value) {
            precision = Objects.requireNonNull(value, "precision");
            return this;
        }

        /** Whether colour texture is trained on the same data for comparison. Default: it is. */
        public Builder baseline(boolean value) {
            baseline = value;
            return this;
        }

        /** Receives progress updates. By default they are ignored. */
        public Builder progress(TrainingProgress value) {
            progress = Objects.requireNonNull(value, "progress");
            return this;
        }

        /** Finds faces in photographs; stays open. Default: the model's own detector. */
        public Builder faceDetector(FaceDetector value) {
            detector = Objects.requireNonNull(value, "detector");
            return this;
        }

        /**
         * @throws IllegalArgumentException naming the option that is out of range
         */
        public FineTuning build() {
            if (steps < 1) {
                throw new IllegalArgumentException("steps must be at least 1, were " + steps);
            }
            if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
                throw new IllegalArgumentException(
                        "learning rate must be above 0, was " + learningRate);
            }
            if (seed == 0) {
                throw new IllegalArgumentException("0 is not a seed: give any other number");
            }
            return new FineTuning(this);
        }
    }

    /**
     * Fine-tunes a model; its weights are copied, not changed.
     *
     * @param dataset data set with a training and a development split of different subjects, each
     *     with both classes; photographs or face crops
     * @throws LgscException when a split lacks a class, or a subject is in both
     */
    public FineTuned run(LgscModel start, PadDataset dataset) {
        dataset.requireSubjectDisjoint();
        requireBoth(dataset, Split.TRAIN);
        requireBoth(dataset, Split.DEV);
        TrainingOptions wanted = options(start, dataset);
        PadDataset faces =
                FaceCroppedSource.facesOf(
                        dataset, wanted.preprocessing().geometry(), detector, wanted.threads());
        requireBoth(faces, Split.TRAIN);
        requireBoth(faces, Split.DEV);
        TrainingOptions options = options(start, faces);
        DevScores now = scores(start, options, faces);
        PadReport before =
                report(
                        faces,
                        PadEvaluator.builder()
                                .fixedThreshold(start.metadata().threshold().spoofScore()),
                        now);
        PadReport refitted = fitted(faces, now);
        TrainingResult result =
                new Trainer(options, new TuningProgress(progress)).continueFrom(start, faces);
        PadReport after = fitted(faces, scores(result.model(), options, faces));
        boolean learned = isBetter(after, refitted);
        PadReport kept = learned ? after : refitted;
        Optional<BaselineComparison> compared =
                baseline
                        ? BaselineComparison.on(
                                faces,
                                result.model().metadata().preprocessing().geometry(),
                                BaselineComparison.PATIENCE)
                        : Optional.empty();
        List<String> sampleRemarks = SampleSize.of(faces, kept);
        List<SetAside> setAside = new ArrayList<>(faces.setAside());
        setAside.addAll(result.setAside());
        List<String> remarks = remarks(result, learned);
        remarkOnPeople(faces, remarks);
        return new FineTuned(
                model(start, result, kept, learned, compared, failures(faces, kept, sampleRemarks)),
                before,
                refitted,
                kept,
                learned,
                compared,
                sampleRemarks,
                setAside,
                remarks);
    }

    /** Returns the model's own network and geometry, with a batch size that the data allow. */
    private TrainingOptions options(LgscModel start, PadDataset dataset) {
        ModelMetadata model = start.metadata();
        long live = dataset.samples(Split.TRAIN).stream().filter(s -> s.label().isLive()).count();
        long fewer = Math.min(live, dataset.samples(Split.TRAIN).size() - live);
        DetectorId own = model.preprocessing().geometry().detector();
        return TrainingOptions.builder()
                .network(model.network())
                .geometry(model.preprocessing().geometry())
                .detector(dataset.framing().detector().orElse(own))
                .scaling(model.preprocessing().scaling())
                .encoderWeights(
                        frozenEncoder ? EncoderWeights.FROZEN : model.network().encoderWeights())
                .augmentation(Augmentation.flip())
                .batchSize((int) Math.max(2, 2 * Math.min(8, fewer)))
                .epochs(Integer.MAX_VALUE)
                .maxSteps(steps)
                .learningRate(learningRate)
                .warmupSteps(TrainingOptions.TENTH_OF_RUN)
                .cosine()
                .evaluateEvery(TrainingOptions.TEN_EVALUATIONS)
                .warmStart(new EncoderWarmStart(0, learningRate, frozenEncoder ? 1 : 0.3))
                .seed(seed)
                .precision(precision)
                .build();
    }

    private static DevScores scores(LgscModel model, TrainingOptions options, PadDataset faces) {
        try (InferenceEngine engine = InferenceEngine.of(model)) {
            return DevScores.of(
                    FrameFusion.MEAN.fuse(
                            SplitScorer.builder(engine, options.preprocessing())
                                    .threads(options.threads())
                                    .build()
                                    .score(faces, Split.DEV)
                                    .scores()));
        }
    }

    private static PadReport fitted(PadDataset faces, DevScores scores) {
        return report(faces, PadEvaluator.builder().thresholdFrom(scores, Criterion.EER), scores);
    }

    private static PadReport report(
            PadDataset faces, PadEvaluator.Builder evaluator, DevScores scores) {
        return evaluator
                .title(faces.name() + ", development split")
                .bootstrapReplicates(0)
                .build()
                .evaluateDev(scores);
    }

    /** Compares by D-EER: the ACER of a few pictures depends on single ones. */
    private static boolean isBetter(PadReport after, PadReport before) {
        return after.dEer() < before.dEer()
                || after.dEer() == before.dEer() && after.auc() > before.auc();
    }

    private static List<String> failures(
            PadDataset faces, PadReport kept, List<String> sampleRemarks) {
        List<String> failures = new ArrayList<>(RepeatedPictures.of(faces));
        failures.addAll(CardFacts.of(kept).failures());
        failures.addAll(sampleRemarks);
        return failures;
    }

    private LgscModel model(
            LgscModel start,
            TrainingResult result,
            PadReport kept,
            boolean learned,
            Optional<BaselineComparison> compared,
            List<String> failures) {
        ModelMetadata made = result.model().metadata();
        CardFacts facts = CardFacts.of(kept);
        ModelCard.Builder card =
                made.card().toBuilder().startedFrom(words(start)).knownFailures(failures);
        if (!learned) {
            card.recipe("weights as they were, threshold refitted");
        }
        facts.rates().ifPresent(card::rates);
        compared.ifPresent(b -> card.baseline(b.card()));
        String data = made.provenance().dataset();
        LgscModel weights = learned ? result.model() : start;
        return new LgscModel(
                weights.graph(),
                new ModelMetadata(
                                weights.metadata().network(),
                                made.preprocessing(),
                                new ModelThreshold(
                                        kept.threshold().spoofScore(),
                                        kept.threshold().origin() + " of " + data),
                                made.provenance())
                        .withCard(card.build()));
    }

    private static String words(LgscModel start) {
        ModelMetadata model = start.metadata();
        ModelCard card = model.card();
        return RootFormat.of(
                "a model of %s%s, %s%s",
                model.provenance().dataset(),
                card.training() == null ? "" : " (" + card.training().kind() + ")",
                model.provenance().created(),
                card.startedFrom().isEmpty() ? "" : ", itself from " + card.startedFrom());
    }

    private static void requireBoth(PadDataset dataset, Split split) {
        List<Sample> samples = dataset.samples(split);
        long live = samples.stream().filter(s -> s.label().isLive()).count();
        if (live == 0 || live == samples.size()) {
            throw LgscException.of(
                    "The %s split of %s holds %s live and %s attack pictures with a "
                            + "usable face; a fine-tuning needs both classes in train and dev.",
                    split.folder(), dataset.name(), live, samples.size() - live);
        }
    }

    /** The training's remarks; unused weights need no advice, and the options are others here. */
    static List<String> remarks(TrainingResult result, boolean learned) {
        List<String> remarks = new ArrayList<>(result.remarks());
        remarks.removeIf(InvertedCues::isRemark);
        if (learned) {
            InvertedCues.finding(result.best(), result.history())
                    .map(
                            found ->
                                    "The fine-tuning is inverted: "
                                            + found
                                            + " Do not use this model. Fine-tune again with another"
                                            + " seed, a lower learning rate or more pictures, or"
                                            + " from another model.")
                    .ifPresent(remarks::add);
        }
        return remarks;
    }

    /** Warns when file names do not name subjects, so that every picture counts as its own. */
    private static void remarkOnPeople(PadDataset faces, List<String> remarks) {
        Set<String> people = new HashSet<>();
        int pictures = 0;
        for (Split split : new Split[] {Split.TRAIN, Split.DEV}) {
            faces.samples(split).forEach(s -> people.add(s.subject()));
            pictures += faces.samples(split).size();
        }
        if (people.size() == pictures) {
            remarks.add(
                    "Every picture counts as a subject of its own, so that a subject may be both in"
                            + " train and in dev: give each subject a folder below 'live' and the"
                            + " species, or file names that begin with the subject and '_'.");
        }
    }
}
