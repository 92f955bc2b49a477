package org.lgsc.eval.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lgsc.core.LgscException;
import org.lgsc.data.dataset.Split;
import org.lgsc.eval.metric.ErrorTradeoff;
import org.lgsc.eval.metric.Interval;
import org.lgsc.eval.metric.IntervalMethod;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.score.ScoreSet;
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
    private static final int[] TARGETS = {10, 20, 100, 1000};

    private final Threshold threshold;
    private final Criterion testCriterion;
    private final IntervalMethod intervalMethod;
    private final double confidence;
    private final int bootstrapReplicates;
    private final long seed;
    private final List<String> expectedSpecies;
    private final String title;
    private final Map<String, String> provenance;

    private PadEvaluator(Builder b) {
        this.threshold = b.threshold;
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
     * @throws LgscException when there are no scores at all, or the threshold is to be fitted on
     *     them and they lack a class
     */
    public PadReport evaluate(TestScores scores) {
        return evaluate(
                scores, threshold != null ? threshold : Threshold.fitOnTest(scores, testCriterion));
    }

    /**
     * Evaluates the development split, e.g. to follow training. With a threshold fitted on the same
     * scores the result is optimistic.
     *
     * @throws LgscException as {@link #evaluate(TestScores)}
     */
    public PadReport evaluateDev(DevScores scores) {
        return evaluate(
                scores, threshold != null ? threshold : Threshold.fit(scores, testCriterion));
    }

    private PadReport evaluate(SplitScores scores, Threshold threshold) {
        ScoreSet set = scores.set();
        if (set.bonaFide().presentations() + set.pooledAttacks().presentations() == 0) {
            throw new LgscException("there are no " + scores.split() + " scores to evaluate");
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
                operatingPoints(scores),
                warnings(scores.split(), threshold, set, species),
                provenance);
    }

    private List<OperatingPoint> operatingPoints(SplitScores scores) {
        ScoreSet set = scores.set();
        ScoreGroup live = set.bonaFide();
        if (live.size() == 0 || set.pooledAttacks().size() == 0) {
            return List.of();
        }
        // Points of the curve of these very scores, whichever split they are.
        TestScores own = new TestScores(set);
        List<OperatingPoint> points = new ArrayList<>();
        for (int n : TARGETS) {
            Criterion criterion = Criterion.apcerAtMost(1.0 / n);
            double tau = Threshold.fitOnTest(own, criterion).spoofScore();
            points.add(
                    new OperatingPoint(
                            "BPCER" + n,
                            criterion,
                            tau,
                            rate(live.size() - live.countAccepted(tau), live.size())));
        }
        for (int n : TARGETS) {
            Criterion criterion = Criterion.bpcerAtMost(1.0 / n);
            double tau = Threshold.fitOnTest(own, criterion).spoofScore();
            Rate worst = null;
            for (ScoreGroup group : set.attacks().values()) {
                Rate apcer = rate(group.countAccepted(tau), group.size());
                if (group.size() > 0 && (worst == null || apcer.value() > worst.value())) {
                    worst = apcer;
                }
            }
            points.add(new OperatingPoint("APCER" + n, criterion, tau, worst));
        }
        return points;
    }

    private static List<String> warnings(
            Split split, Threshold threshold, ScoreSet set, List<SpeciesResult> species) {
        List<String> warnings = new ArrayList<>();
        if (threshold.origin().split() == Split.TEST) {
            warnings.add("the threshold was fitted on test scores: the rates are optimistic");
        } else if (threshold.origin().split() == split) {
            warnings.add("these are " + split + " scores, and so were those of the threshold");
        }
        if (set.bonaFide().size() == 0) {
            warnings.add("no scored bona fide presentation: BPCER, ACER and HTER are undefined");
        }
        if (set.pooledAttacks().size() == 0) {
            warnings.add("no scored attack presentation: APCER, ACER and HTER are undefined");
        }
        for (SpeciesResult s : species) {
            if (s.apcer().n() == 0) {
                warnings.add(
                        "no scored presentation of PAI species "
                                + s.species()
                                + ": the worst case leaves it out");
            }
        }
        long silent = set.bonaFide().nonResponses() + set.pooledAttacks().nonResponses();
        if (silent > 0) {
            warnings.add(silent + " presentations without response count in APNRR and BPNRR alone");
        }
        return warnings;
    }

    private Rate rate(long k, long n) {
        return Rate.of(k, n, intervalMethod, confidence);
    }

    /** Options of an evaluator. */
    public static final class Builder {
        /** Seed of the bootstrap when none is given. */
        public static final long DEFAULT_SEED = 12345L;

        private Threshold threshold;
        private Criterion testCriterion;
        private IntervalMethod intervalMethod = IntervalMethod.CLOPPER_PEARSON;
        private double confidence = 0.95;
        private int bootstrapReplicates = 1000;
        private long seed = DEFAULT_SEED;
        private List<String> expectedSpecies = List.of();
        private String title = "";
        private Map<String, String> provenance = new TreeMap<>();

        private Builder() {}

        /**
         * Fits the threshold on the development split: the honest way.
         *
         * @throws LgscException when the scores lack what the criterion needs
         */
        public Builder thresholdFrom(DevScores scores, Criterion criterion) {
            return threshold(Threshold.fit(scores, criterion));
        }

        /** Takes a threshold as it is, e.g. the one of a model file. */
        public Builder threshold(Threshold threshold) {
            this.threshold = Objects.requireNonNull(threshold, "threshold");
            this.testCriterion = null;
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
            return this;
        }

        /** Method of the intervals; Clopper-Pearson unless told. */
        public Builder intervalMethod(IntervalMethod method) {
            this.intervalMethod = Objects.requireNonNull(method, "method");
            return this;
        }

        /** Level of all intervals, in (0, 1); 0.95 unless told. */
        public Builder confidence(double level) {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("confidence must be in (0, 1), was " + level);
            }
            this.confidence = level;
            return this;
        }

        /** Resamplings for the interval of ACER; 0 for no interval, 1000 unless told. */
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

        /** PAI species that the protocol has: one without any score is then reported as such. */
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
         * The evaluator.
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
