package org.lgsc.eval.comparison;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.score.ScoreMeaning;
import org.lgsc.eval.threshold.Criterion;

/**
 * The score files of a system.
 *
 * @param name shown in tables
 * @param dev scores on which the threshold is fitted; null where the criterion is a fixed threshold
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
