package org.lgsc.eval.comparison;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.eval.protocol.ProtocolEvaluator;
import org.lgsc.eval.protocol.ProtocolReport;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.ScoreMeaning;
import org.lgsc.eval.threshold.Criterion;

/**
 * Compares two systems by their score files. Each threshold is fitted on the system's own
 * development scores, and each report is that of {@link ProtocolEvaluator}, with its checks.
 *
 * <p>The rows of both test files are held in memory.
 */
public final class FileComparison {
    private final SystemComparer comparer;
    private final boolean automatic;
    private final @Nullable FrameFusion fusion;
    private final boolean sharedSubjects;

    private FileComparison(
            SystemComparer comparer,
            boolean automatic,
            @Nullable FrameFusion fusion,
            boolean sharedSubjects) {
        this.comparer = comparer;
        this.automatic = automatic;
        this.fusion = fusion;
        this.sharedSubjects = sharedSubjects;
    }

    /** By default takes the mean of a video's frames and rejects subjects of two splits. */
    public static FileComparison of(SystemComparer comparer) {
        return new FileComparison(Objects.requireNonNull(comparer), true, null, false);
    }

    /**
     * Returns the same comparison with the frames of each video fused into one score.
     *
     * @param value null to compare frame by frame
     */
    public FileComparison withFusion(@Nullable FrameFusion value) {
        return new FileComparison(comparer, false, value, sharedSubjects);
    }

    /** Returns the same comparison, but lets both splits share subjects; notes then say so. */
    public FileComparison withSharedSubjects(boolean allowed) {
        return new FileComparison(comparer, automatic, fusion, allowed);
    }

    /**
     * Compares two systems.
     *
     * @throws LgscException when a file is missing or malformed, a threshold cannot be fitted, or
     *     as {@link SystemComparer#compare}
     */
    public SystemComparison compare(SystemFiles a, SystemFiles b) {
        ProtocolReport first = evaluate(a);
        ProtocolReport second = evaluate(b);
        SystemComparison comparison = comparer.compare(scored(a, first), scored(b, second));
        List<String> notes = new ArrayList<>(comparison.notes());
        first.notes().forEach(n -> notes.add(a.name() + ": " + n));
        second.notes().forEach(n -> notes.add(b.name() + ": " + n));
        return comparison.withNotes(notes);
    }

    private ProtocolReport evaluate(SystemFiles files) {
        ProtocolEvaluator.Builder evaluator =
                ProtocolEvaluator.builder()
                        .title(files.name())
                        .criterion(files.criterion())
                        .scoreMeaning(files.meaning())
                        .allowSharedSubjects(sharedSubjects);
        if (!automatic) {
            evaluator.fusion(fusion);
        }
        return evaluator.build().evaluate(files.dev(), files.test());
    }

    private ScoredSystem scored(SystemFiles files, ProtocolReport report) {
        List<PadScore> scores = ScoreFile.read(files.test(), files.meaning());
        if (automatic) {
            scores = FrameFusion.holdFrames(scores) ? FrameFusion.MEAN.fuse(scores) : scores;
        } else if (fusion != null) {
            scores = fusion.fuse(scores);
        }
        return new ScoredSystem(files.name(), report.folds().get(0).report(), scores);
    }

    /**
     * The score files of a system.
     *
     * @param name shown in tables
     * @param dev scores on which the threshold is fitted; null where the criterion is a fixed
     *     threshold
     * @param test scores that are compared
     * @param criterion of the threshold
     * @param meaning meaning of the score column of both files
     */
    public record SystemFiles(
            String name, @Nullable Path dev, Path test, Criterion criterion, ScoreMeaning meaning) {
        /** Checks for null. */
        public SystemFiles {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(test, "test");
            Objects.requireNonNull(criterion, "criterion");
            Objects.requireNonNull(meaning, "meaning");
        }
    }
}
