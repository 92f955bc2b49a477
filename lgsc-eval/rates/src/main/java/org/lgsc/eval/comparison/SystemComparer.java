package org.lgsc.eval.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.comparison.SystemComparison.AcerDifference;
import org.lgsc.eval.comparison.SystemComparison.PairedErrors;
import org.lgsc.eval.comparison.SystemComparison.Unanswered;
import org.lgsc.eval.internal.resampling.Bootstrap;
import org.lgsc.eval.metric.Interval;
import org.lgsc.eval.metric.IntervalMethod;
import org.lgsc.eval.metric.McNemar;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.report.PadReport.SpeciesResult;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;

/**
 * Compares two systems on the same presentations. Immutable and safe for use by several threads.
 *
 * <p>Presentations without a response are handled as in {@link PadEvaluator}: each system's rates,
 * and so its ACER, are over those that it answered. McNemar's test uses those that both answered.
 *
 * <pre>{@code
 * List<FileComparison.SystemFiles> systems = new ArrayList<>();
 * for (String name : List.of("ours", "theirs")) {
 *     Path dev = Path.of(name + "-dev.csv");
 *     Path test = Path.of(name + "-test.csv");
 *     systems.add(
 *             new FileComparison.SystemFiles(
 *                     name, dev, test, Criterion.EER, ScoreMeaning.LIVENESS));
 * }
 * SystemComparison comparison =
 *         FileComparison.of(SystemComparer.builder().build())
 *                 .compare(systems.get(0), systems.get(1));
 * System.out.println(comparison.toText());
 * }</pre>
 */
public final class SystemComparer {
    private final Builder options;

    private SystemComparer(Builder options) {
        this.options = options;
    }

    /** Starts with 1000 replicates, intervals of 95 %, and the same presentations required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Compares two systems.
     *
     * @throws LgscException when they were not given the same presentations (and {@link
     *     Builder#commonOnly} was not called), share none, or disagree on the class or subject of
     *     one
     */
    public SystemComparison compare(ScoredSystem a, ScoredSystem b) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        Pairing pairing = Pairing.of(a, b);
        if (pairing.complete()) {
            return compared(a, b, pairing, List.of());
        }
        if (!options.commonOnly) {
            throw LgscException.of(
                    "%s and %s are not of the same presentations: %s. Score both systems on one"
                            + " list, or compare the presentations that they share (commonOnly,"
                            + " --common).",
                    a.name(), b.name(), pairing.missing(a, b));
        }
        return compared(
                common(a, pairing.pairs().stream().map(Pairing.Pair::a).toList()),
                common(b, pairing.pairs().stream().map(Pairing.Pair::b).toList()),
                pairing,
                List.of(
                        "not of the same presentations: "
                                + pairing.missing(a, b)
                                + "; they are left out of everything here"));
    }

    private SystemComparison compared(
            ScoredSystem a, ScoredSystem b, Pairing pairing, List<String> already) {
        List<String> notes = new ArrayList<>(already);
        PairedBootstrap bootstrap = new PairedBootstrap(a, b, pairing.pairs());
        Unanswered unanswered = unanswered(pairing.pairs());
        if (unanswered.sum() > 0) {
            notes.add(
                    RootFormat.of(
                            "presentations without a response from one or both systems: %d;"
                                    + " McNemar's test leaves them out, and each system's rates are"
                                    + " over those that it answered",
                            unanswered.sum()));
        }
        AcerDifference difference =
                bootstrap.difference(
                        a.report().acer() - b.report().acer(),
                        options.replicates == 0
                                ? null
                                : new Bootstrap(options.replicates, options.seed),
                        options.confidence);
        if (difference.interval() != null && bootstrap.drawsPresentations()) {
            notes.add(
                    "subjects are not all known: presentations were drawn instead, and the interval"
                            + " is too narrow where a subject appears several times");
        }
        return new SystemComparison(
                options.title,
                a.name(),
                b.name(),
                a.report(),
                b.report(),
                pairing.pairs().size(),
                unanswered,
                errors(a, b, pairing.pairs()),
                difference,
                pairing.onlyA(),
                pairing.onlyB(),
                notes);
    }

    /** Returns the system on a part of its presentations; warnings of its report are kept. */
    private static ScoredSystem common(ScoredSystem system, List<PadScore> scores) {
        PadReport whole = system.report();
        Interval interval = whole.bpcer().interval();
        PadEvaluator.Builder evaluator =
                PadEvaluator.builder()
                        .title(whole.title())
                        .threshold(whole.threshold())
                        .intervalMethod(IntervalMethod.valueOf(interval.method()))
                        .confidence(interval.level())
                        .expectedSpecies(
                                whole.species().stream()
                                        .map(SpeciesResult::species)
                                        .toArray(String[]::new));
        whole.provenance().forEach(evaluator::provenance);
        PadReport part = evaluator.build().evaluate(TestScores.of(scores));
        List<String> warnings = new ArrayList<>(part.warnings());
        whole.warnings().stream()
                .filter(w -> !warnings.contains(w))
                .forEach(w -> warnings.add("of all its presentations: " + w));
        return new ScoredSystem(
                system.name(),
                new PadReport(
                        part.title(),
                        part.threshold(),
                        part.species(),
                        part.bpcer(),
                        part.bpnrr(),
                        part.far(),
                        part.acerInterval(),
                        part.dEer(),
                        part.auc(),
                        part.operatingPoints(),
                        warnings,
                        part.provenance()),
                scores);
    }

    private static Unanswered unanswered(List<Pairing.Pair> pairs) {
        long a = 0;
        long b = 0;
        long both = 0;
        for (Pairing.Pair pair : pairs) {
            boolean first = pair.a().hasResponse();
            boolean second = pair.b().hasResponse();
            a += !first && second ? 1 : 0;
            b += first && !second ? 1 : 0;
            both += !first && !second ? 1 : 0;
        }
        return new Unanswered(a, b, both);
    }

    private static List<PairedErrors> errors(
            ScoredSystem a, ScoredSystem b, List<Pairing.Pair> pairs) {
        List<PairedErrors> errors = new ArrayList<>();
        errors.add(errors("all", a, b, pairs, p -> true));
        errors.add(errors("bona fide", a, b, pairs, p -> p.a().label().isLive()));
        errors.add(errors("attacks", a, b, pairs, p -> !p.a().label().isLive()));
        TreeSet<String> species = new TreeSet<>();
        pairs.forEach(p -> species.add(p.a().species()));
        species.remove("");
        for (String name : species) {
            errors.add(
                    errors("attacks of " + name, a, b, pairs, p -> p.a().species().equals(name)));
        }
        return errors;
    }

    private static PairedErrors errors(
            String group,
            ScoredSystem a,
            ScoredSystem b,
            List<Pairing.Pair> pairs,
            Predicate<Pairing.Pair> belongs) {
        long n = 0;
        long both = 0;
        long onlyA = 0;
        long onlyB = 0;
        for (Pairing.Pair pair : pairs) {
            if (pair.answered() && belongs.test(pair)) {
                boolean first = a.errs(pair.a());
                boolean second = b.errs(pair.b());
                n++;
                both += first && second ? 1 : 0;
                onlyA += first && !second ? 1 : 0;
                onlyB += !first && second ? 1 : 0;
            }
        }
        return new PairedErrors(group, n, both, new McNemar(onlyA, onlyB));
    }

    /** Options of a comparer. */
    public static final class Builder {
        private String title = "";
        private boolean commonOnly;
        private int replicates = 1000;
        private long seed = PadEvaluator.Builder.DEFAULT_SEED;
        private double confidence = 0.95;

        private Builder() {}

        /** What is compared. */
        public Builder title(String value) {
            title = Objects.requireNonNull(value, "title");
            return this;
        }

        /**
         * Compares the presentations that both systems were given, and lists the others. Without
         * this call it is an error that the presentations differ.
         */
        public Builder commonOnly(boolean allowed) {
            commonOnly = allowed;
            return this;
        }

        /** Replicates of the bootstrap; 0 for no interval. */
        public Builder bootstrapReplicates(int value) {
            if (value < 0) {
                throw new IllegalArgumentException("replicates must not be negative");
            }
            replicates = value;
            return this;
        }

        /** Seed of the bootstrap, not 0. */
        public Builder seed(long value) {
            if (value == 0) {
                throw new IllegalArgumentException("a seed must not be 0");
            }
            seed = value;
            return this;
        }

        /** Level of the interval, in (0, 1). */
        public Builder confidence(double level) {
            if (!(level > 0 && level < 1)) {
                throw new IllegalArgumentException("confidence must be in (0, 1), was " + level);
            }
            confidence = level;
            return this;
        }

        /** Builds the comparer; later changes of the builder do not affect it. */
        public SystemComparer build() {
            Builder copy = new Builder();
            copy.title = title;
            copy.commonOnly = commonOnly;
            copy.replicates = replicates;
            copy.seed = seed;
            copy.confidence = confidence;
            return new SystemComparer(copy);
        }
    }
}
