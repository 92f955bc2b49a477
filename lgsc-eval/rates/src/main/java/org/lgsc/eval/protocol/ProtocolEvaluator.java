package org.lgsc.eval.protocol;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.eval.internal.protocol.ScoreFacts;
import org.lgsc.eval.metric.IntervalMethod;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreAccumulator;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.ScoreMeaning;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;

/**
 * Evaluates score files, fold by fold: the threshold of each fold comes from its development
 * scores. Score files are streamed into primitive arrays, so that millions of rows fit in memory,
 * unless frames are fused: then the rows of a file are held together.
 */
public final class ProtocolEvaluator {
    private static final int ERRORS = 12;

    private final Builder options;

    private ProtocolEvaluator(Builder options) {
        this.options = options;
    }

    /**
     * Starts with the equal error rate, one score per video, Clopper-Pearson intervals of 95 % and
     * ddof 0.
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Evaluates every fold of a run.
     *
     * @throws LgscException as {@link #fold(String, Path, Path)}
     */
    public ProtocolReport evaluate(RunFolder run) {
        RunFolder.Description stated = run.description();
        String title = options.title.isEmpty() ? stated.title() : options.title;
        List<FoldEvaluation> folds = new ArrayList<>();
        Map<String, Map<String, String>> facts = new HashMap<>();
        for (RunFolder.Fold fold : run.folds()) {
            ScoreFacts.read(fold.test()).ifPresent(f -> facts.put(fold.name(), f.system()));
        }
        RunNotes.of(run, facts); // rejects folds of two protocols before evaluating any
        for (RunFolder.Fold fold : run.folds()) {
            Map<String, String> system = new TreeMap<>(stated.system());
            system.putAll(fold.system());
            String foldTitle =
                    run.folds().size() == 1
                            ? title
                            : (title.isEmpty() ? "" : title + ", ") + fold.name();
            folds.add(
                    fold(
                            fold.name(),
                            foldTitle,
                            system,
                            stated.species(),
                            Optional.of(fold.dev()).filter(Files::exists),
                            fold.test()));
        }
        return ProtocolReport.of(title, folds, options.ddof, RunNotes.of(run, facts));
    }

    /**
     * Evaluates two score files as a protocol of one fold.
     *
     * @param dev null where the criterion is a fixed threshold
     * @throws LgscException as {@link #fold(String, Path, Path)}
     */
    public ProtocolReport evaluate(@Nullable Path dev, Path test) {
        FoldEvaluation fold = fold("all", dev, test);
        Map<String, String> facts = ScoreFacts.read(test).map(ScoreFacts::system).orElse(Map.of());
        return ProtocolReport.of(
                options.title,
                List.of(fold),
                options.ddof,
                ScoreFacts.otherFold(facts).stream().toList());
    }

    /**
     * Evaluates one fold.
     *
     * @param dev null where the criterion is a fixed threshold
     * @throws LgscException when a file is missing or malformed, when the criterion needs
     *     development scores and there are none, or when both files share subjects
     */
    public FoldEvaluation fold(String name, @Nullable Path dev, Path test) {
        return fold(name, options.title, Map.of(), List.of(), Optional.ofNullable(dev), test);
    }

    private FoldEvaluation fold(
            String name,
            String title,
            Map<String, String> system,
            List<String> species,
            Optional<Path> dev,
            Path test) {
        Map<String, String> facts =
                new TreeMap<>(
                        ScoreFacts.ofFold(
                                options.criterion.needsScores() ? dev.orElse(null) : null, test));
        facts.putAll(system);
        PadEvaluator.Builder evaluator = evaluator(title, facts, species, test);
        if (options.criterion.needsScores()) {
            Path file =
                    dev.orElseThrow(
                            () ->
                                    LgscException.of(
                                            "There are no development scores to fit the threshold"
                                                    + " %s on for %s; give such scores, or a fixed"
                                                    + " threshold (fixed=SCORE).",
                                            options.criterion, test));
            DevScores scores = read(file, fusion(file), s -> {}).toDevScores();
            named(file.toString(), () -> evaluator.thresholdFrom(scores, options.criterion));
            evaluator.provenance("development scores", file.toString());
            evaluator.provenance("development subjects", subjects(scores.set()));
        } else {
            evaluator.fixedThreshold(options.criterion.target());
        }
        WorstScores worst = new WorstScores(ERRORS);
        FrameFusion fusion = fusion(test);
        if (fusion != null) {
            evaluator.provenance("frames fused by", fusion.toString());
        }
        TestScores scores = read(test, fusion, worst).toTestScores();
        evaluator.provenance("test subjects", subjects(scores.set()));
        return named(
                test.toString(), () -> FoldEvaluation.of(name, evaluator.build(), scores, worst));
    }

    private static String subjects(GroupedScores set) {
        return set.subjects() == 0 ? "not known" : Integer.toString(set.subjects());
    }

    /** Adds the file's name to what is wrong with its scores. */
    private static <T> T named(String file, Supplier<T> work) {
        try {
            return work.get();
        } catch (LgscException e) {
            throw new LgscException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Evaluates one fold from memory.
     *
     * @throws LgscException as {@link #fold(String, Path, Path)}
     */
    public FoldEvaluation fold(String name, List<PadScore> dev, List<PadScore> test) {
        PadEvaluator.Builder evaluator =
                evaluator(options.title, Map.of(), List.of(), null)
                        .thresholdFrom(DevScores.of(fused(dev)), options.criterion);
        WorstScores worst = new WorstScores(ERRORS);
        List<PadScore> scores = fused(test);
        scores.forEach(worst);
        return FoldEvaluation.of(name, evaluator.build(), TestScores.of(scores), worst);
    }

    private List<PadScore> fused(List<PadScore> scores) {
        if (options.automatic && !FrameFusion.holdFrames(scores)) {
            return scores;
        }
        return options.fusion == null ? scores : options.fusion.fuse(scores);
    }

    /** Returns null where rows are presentations. */
    private @Nullable FrameFusion fusion(Path file) {
        return options.automatic && !ScoreFile.holdsFrames(file) ? null : options.fusion;
    }

    private PadEvaluator.Builder evaluator(
            String title, Map<String, String> system, List<String> species, @Nullable Path test) {
        PadEvaluator.Builder builder =
                PadEvaluator.builder()
                        .title(title)
                        .intervalMethod(options.intervalMethod)
                        .confidence(options.confidence)
                        .expectedSpecies(
                                (options.species.isEmpty() ? species : options.species)
                                        .toArray(String[]::new));
        if (options.sharedSubjects) {
            builder.allowSharedSubjects();
        }
        system.forEach(builder::provenance);
        options.system.forEach(builder::provenance);
        if (test != null) {
            builder.provenance("test scores", test.toString());
        }
        return builder;
    }

    private ScoreAccumulator read(
            Path file, @Nullable FrameFusion fusion, Consumer<PadScore> also) {
        ScoreAccumulator scores = new ScoreAccumulator();
        if (fusion == null) {
            ScoreFile.forEach(
                    file,
                    options.meaning,
                    s -> {
                        scores.add(s);
                        also.accept(s);
                    });
        } else {
            List<PadScore> frames = ScoreFile.read(file, options.meaning);
            for (PadScore s : named(file.toString(), () -> fusion.fuse(frames))) {
                scores.add(s);
                also.accept(s);
            }
        }
        return scores;
    }

    /** Options of an evaluator. */
    public static final class Builder {
        private Criterion criterion = Criterion.EER;
        private @Nullable FrameFusion fusion = FrameFusion.MEAN;
        private boolean automatic = true;
        private ScoreMeaning meaning = ScoreMeaning.LIVENESS;
        private IntervalMethod intervalMethod = IntervalMethod.CLOPPER_PEARSON;
        private double confidence = 0.95;
        private boolean sharedSubjects;
        private List<String> species = List.of();
        private String title = "";
        private final Map<String, String> system = new TreeMap<>();
        private int ddof;

        private Builder() {}

        /** How each fold's threshold is fitted on its development scores. */
        public Builder criterion(Criterion value) {
            criterion = Objects.requireNonNull(value, "criterion");
            return this;
        }

        /**
         * Fuses the frames of each video into one score. By default: the mean in a file where a
         * video has several frames, and rows as they are in files of single pictures.
         *
         * @param value null to evaluate frames as they are
         */
        public Builder fusion(@Nullable FrameFusion value) {
            automatic = false;
            fusion = value;
            return this;
        }

        /** Meaning of the score column of the files. */
        public Builder scoreMeaning(ScoreMeaning value) {
            meaning = Objects.requireNonNull(value, "meaning");
            return this;
        }

        /** Method of the intervals. */
        public Builder intervalMethod(IntervalMethod value) {
            intervalMethod = Objects.requireNonNull(value, "method");
            return this;
        }

        /** Level of the intervals, in (0, 1). */
        public Builder confidence(double level) {
            confidence = level;
            return this;
        }

        /** Lets development and test scores share subjects; the reports then warn of it. */
        public Builder allowSharedSubjects(boolean allowed) {
            sharedSubjects = allowed;
            return this;
        }

        /** PAI species of the protocol; empty for those of the run folder. */
        public Builder expectedSpecies(List<String> names) {
            species = List.copyOf(names);
            return this;
        }

        /** What is evaluated; empty for the title of the run folder. */
        public Builder title(String value) {
            title = Objects.requireNonNull(value, "title");
            return this;
        }

        /** Adds a fact about the system for the reports. */
        public Builder system(String name, String value) {
            system.put(name, value);
            return this;
        }

        /** What is subtracted from the number of folds in the standard deviation: 0 or 1. */
        public Builder ddof(int value) {
            if (value < 0 || value > 1) {
                throw new IllegalArgumentException("ddof must be 0 or 1, was " + value);
            }
            ddof = value;
            return this;
        }

        /** Builds the evaluator; later changes of the builder do not affect it. */
        public ProtocolEvaluator build() {
            Builder copy = new Builder();
            copy.criterion = criterion;
            copy.fusion = fusion;
            copy.automatic = automatic;
            copy.meaning = meaning;
            copy.intervalMethod = intervalMethod;
            copy.confidence = confidence;
            copy.sharedSubjects = sharedSubjects;
            copy.species = species;
            copy.title = title;
            copy.system.putAll(system);
            copy.ddof = ddof;
            return new ProtocolEvaluator(copy);
        }
    }
}
