package org.lgsc.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.eval.internal.metric.ErrorTradeoff;
import org.lgsc.eval.metric.Interval;
import org.lgsc.eval.metric.IntervalMethod;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport.SpeciesResult;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.score.SeenScores;
import org.lgsc.eval.score.SplitScores;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.eval.threshold.Threshold;

/**
 * Computes PAD reports.
 *
 * <pre>{@code
 * PadReport report = PadEvaluator.builder()
 *         .thresholdFrom(devScores, Criterion.EER)
 *         .build()
 *         .evaluate(testScores);
 * }</pre>
 *
 * Immutable and safe for use by several threads.
 */
public final class PadEvaluator {
    private final @Nullable Threshold threshold;
    private final @Nullable DevelopmentSummary dev;
    private final boolean sharedSubjects;
    private final @Nullable Criterion testCriterion;
    private final IntervalMethod intervalMethod;
    private final double confidence;
    private final int bootstrapReplicates;
    private final long seed;
    private final List<String> expectedSpecies;
    private final String title;
    private final Map<String, String> provenance;

    private PadEvaluator(Builder b) {
        this.threshold = b.threshold;
        this.dev = b.dev;
        this.sharedSubjects = b.sharedSubjects;
        this.testCriterion = b.testCriterion;
        this.intervalMethod = b.intervalMethod;
        this.confidence = b.confidence;
        this.bootstrapReplicates = b.bootstrapReplicates;
        this.seed = b.seed;
        this.expectedSpecies = List.copyOf(b.expectedSpecies);
        this.title = b.title;
        this.provenance = Map.copyOf(b.provenance);
    }

    /** A builder; it needs one of the threshold methods. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Evaluates the test split.
     *
     * @throws LgscException when there are no scores at all, when the threshold is to be fitted on
     *     them and they lack a class, or when they share a subject with the development scores of
     *     the threshold and {@link Builder#allowSharedSubjects} was not called
     */
    public PadReport evaluate(TestScores scores) {
        if (dev != null && !sharedSubjects) {
            List<String> shared = dev.shared(scores.set());
            if (!shared.isEmpty()) {
                throw DevelopmentSummary.sharedSubjects(shared);
            }
        }
        return evaluate(scores, threshold(criterion -> Threshold.fitOnTest(scores, criterion)));
    }

    /**
     * Evaluates the development split, e.g. to follow training. With a threshold fitted on the same
     * scores the result is optimistic.
     *
     * @throws LgscException as {@link #evaluate(TestScores)}
     */
    public PadReport evaluateDev(DevScores scores) {
        return evaluate(scores, threshold(criterion -> Threshold.fit(scores, criterion)));
    }

    /**
     * Evaluates scores of any split. With a threshold fitted on them the result is optimistic.
     *
     * @throws LgscException as {@link #evaluate(TestScores)}
     */
    public PadReport evaluateSeen(SeenScores scores) {
        return evaluate(scores, threshold(criterion -> Threshold.fitOnSeen(scores, criterion)));
    }

    /** Returns the given threshold, or the one of the criterion for evaluated scores. */
    private Threshold threshold(Function<Criterion, Threshold> fit) {
        return threshold != null
                ? threshold
                : fit.apply(Objects.requireNonNull(testCriterion, "criterion"));
    }

    private PadReport evaluate(SplitScores scores, Threshold threshold) {
        GroupedScores set = scores.set();
        if (set.bonaFide().presentations() + set.pooledAttacks().presentations() == 0) {
            throw new LgscException("there are no " + scores.kind() + " scores to evaluate");
        }
        double tau = threshold.spoofScore();
        ScoreGroup live = set.bonaFide();
        List<SpeciesResult> species = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(set.attacks().keySet());
        names.addAll(expectedSpecies);
        for (String name : names) {
            ScoreGroup group = set.attacks().get(name);
            species.add(
                    group == null
                            ? new SpeciesResult(name, rate(0, 0), rate(0, 0), Double.NaN)
                            : new SpeciesResult(
                                    name,
                                    rate(group.countAccepted(tau), group.size()),
                                    rate(group.nonResponses(), group.presentations()),
                                    new ErrorTradeoff(live, group).equalErrorRate()));
        }
        ScoreGroup pooled = set.pooledAttacks();
        ErrorTradeoff tradeoff = new ErrorTradeoff(live, pooled);
        Interval acerInterval =
                bootstrapReplicates == 0
                        ? null
                        : new SubjectBootstrap(set, threshold)
                                .acer(bootstrapReplicates, seed, confidence);
        return new PadReport(
                title,
                threshold,
                species,
                rate(live.size() - live.countAccepted(tau), live.size()),
                rate(live.nonResponses(), live.presentations()),
                rate(pooled.countAccepted(tau), pooled.size()),
                acerInterval,
                tradeoff.equalErrorRate(),
                tradeoff.auc(),
                OperatingPoints.of(set, this::rate),
                ReportWarnings.of(scores.split(), threshold, set, species, dev),
                provenance);
    }

    private Rate rate(long k, long n) {
        return Rate.of(k, n, intervalMethod, confidence);
    }

    /** Options of an evaluator. */
    public static final class Builder {
        /** Seed of the bootstrap when none is given. */
        public static final long DEFAULT_SEED = 12345L;

        private @Nullable Threshold threshold;
        private @Nullable DevelopmentSummary dev;
        private boolean sharedSubjects;
        private @Nullable Criterion testCriterion;
        private IntervalMethod intervalMethod = IntervalMethod.CLOPPER_PEARSON;
        private double confidence = 0.95;
        private int bootstrapReplicates = 1000;
        private long seed = DEFAULT_SEED;
        private List<String> expectedSpecies = List.of();
        private String title = "";
        private Map<String, String> provenance = new TreeMap<>();

        private Builder() {}

        /**
         * Fits the threshold on the development split, which is the honest way. That split must not
         * share subjects with the test split.
         *
         * @throws LgscException when the scores lack what the criterion needs
         */
        public Builder thresholdFrom(DevScores scores, Criterion criterion) {
            threshold(Threshold.fit(scores, criterion));
            this.dev = DevelopmentSummary.of(scores);
            return this;
        }

        /**
         * Lets development and test scores share subjects; the report then warns of it. Without
         * this call it is an error.
         */
        public Builder allowSharedSubjects() {
            this.sharedSubjects = true;
            return this;
        }

        /** Uses a given threshold, e.g. that of a model file. */
        public Builder threshold(Threshold threshold) {
            this.threshold = Objects.requireNonNull(threshold, "threshold");
            this.testCriterion = null;
            this.dev = null;
            return this;
        }

        /** A fixed threshold: live at or below this spoof score. */
        public Builder fixedThreshold(double spoofScore) {
            return threshold(Threshold.fixed(spoofScore));
        }

        /**
         * Fits the threshold on the scores evaluated, as some papers do; the report warns of it.
         */
        public Builder thresholdFromEvaluatedScores(Criterion criterion) {
            this.testCriterion = Objects.requireNonNull(criterion, "criterion");
            this.threshold = null;
            this.dev = null;
            return this;
        }

        /** Method of the intervals; by default Clopper-Pearson. */
        public Builder intervalMethod(IntervalMethod method) {
            this.intervalMethod = Objects.requireNonNull(method, "method");
            return this;
        }

        /** Level of all intervals, in (0, 1); by default 0.95. */
        public Builder confidence(double level) {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("confidence must be in (0, 1), was " + level);
            }
            this.confidence = level;
            return this;
        }

        /** Resamplings for the interval of ACER; 0 for no interval, by default 1000. */
        public Builder bootstrapReplicates(int replicates) {
            if (replicates < 0) {
                throw new IllegalArgumentException("replicates must not be negative");
            }
            this.bootstrapReplicates = replicates;
            return this;
        }

        /** Seed of the bootstrap, not 0. */
        public Builder seed(long seed) {
            if (seed == 0) {
                throw new IllegalArgumentException("a seed must not be 0");
            }
            this.seed = seed;
            return this;
        }

        /** PAI species of the protocol: one without any score is then reported. */
        public Builder expectedSpecies(String... species) {
            this.expectedSpecies = List.of(species);
            return this;
        }

        /** What is evaluated, e.g. "OULU-NPU protocol 3, fold 2". */
        public Builder title(String title) {
            this.title = Objects.requireNonNull(title, "title");
            return this;
        }

        /** One fact about the system, e.g. "model sha256"; repeat for more. */
        public Builder provenance(String key, String value) {
            this.provenance.put(
                    Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Builds the evaluator.
         *
         * @throws IllegalArgumentException when no threshold was chosen
         */
        public PadEvaluator build() {
            if (threshold == null && testCriterion == null) {
                throw new IllegalArgumentException(
                        "choose a threshold: thresholdFrom(devScores, Criterion.EER), "
                                + "fixedThreshold(...) or thresholdFromEvaluatedScores(...)");
            }
            return new PadEvaluator(this);
        }
    }
}
