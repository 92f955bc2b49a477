package org.lgsc.eval.comparison;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.eval.internal.json.ReportJson;
import org.lgsc.eval.metric.Interval;
import org.lgsc.eval.metric.McNemar;
import org.lgsc.eval.report.PadReport;

/**
 * Two systems on the same presentations. Immutable.
 *
 * @param title what was compared; may be empty
 * @param nameA of the first system
 * @param nameB of the second system
 * @param a error rates of the first system, of the presentations to which it gave a response
 * @param b error rates of the second system, likewise
 * @param presentations number of presentations that both systems were given
 * @param unanswered those of them without a response
 * @param errors on the same presentations: all, bona fide, attacks, and each PAI species
 * @param acerDifference of the two systems
 * @param onlyInA presentations that only the first system was given; they are left out of all
 *     counts
 * @param onlyInB presentations that only the second system was given, likewise
 * @param notes what a reader must know to trust the comparison; those of each system's own rates
 *     are in its report
 */
public record SystemComparison(
        String title,
        String nameA,
        String nameB,
        PadReport a,
        PadReport b,
        long presentations,
        Unanswered unanswered,
        List<PairedErrors> errors,
        AcerDifference acerDifference,
        List<String> onlyInA,
        List<String> onlyInB,
        List<String> notes) {
    /** Copies the lists. */
    public SystemComparison {
        errors = List.copyOf(errors);
        onlyInA = List.copyOf(onlyInA);
        onlyInB = List.copyOf(onlyInB);
        notes = List.copyOf(notes);
    }

    /**
     * The errors of a group.
     *
     * @param group e.g. "all", "bona fide", "attacks" or "attacks of print"
     * @throws IllegalArgumentException when there is no such group
     */
    public PairedErrors errors(String group) {
        return errors.stream()
                .filter(e -> e.group().equals(group))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        RootFormat.of(
                                                "no group \"%s\"; there are %s",
                                                group,
                                                errors.stream()
                                                        .map(PairedErrors::group)
                                                        .toList())));
    }

    /** Returns the same comparison with other notes. */
    public SystemComparison withNotes(List<String> other) {
        return new SystemComparison(
                title,
                nameA,
                nameB,
                a,
                b,
                presentations,
                unanswered,
                errors,
                acerDifference,
                onlyInA,
                onlyInB,
                other);
    }

    /** The comparison as JSON; NaN and infinities are strings. */
    public String toJson() {
        return ReportJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws LgscException when the text is not such a comparison
     */
    public static SystemComparison fromJson(String json) {
        return ReportJson.read(json, SystemComparison.class, "a comparison of systems");
    }

    /**
     * Writes comparison.txt, comparison.json and comparison.html; files of these names are
     * replaced.
     *
     * @param folder created if missing
     * @throws LgscException naming the file that cannot be written
     */
    public void write(Path folder) {
        AtomicFile.writeText(folder.resolve("comparison.txt"), toText());
        AtomicFile.writeText(folder.resolve("comparison.json"), toJson());
        AtomicFile.writeText(folder.resolve("comparison.html"), ComparisonPage.of(this));
    }

    /** Returns the comparison as text tables, in percent. */
    public String toText() {
        return ComparisonText.of(this);
    }

    @Override
    public String toString() {
        return toText();
    }

    /**
     * Presentations without a response.
     *
     * @param onlyA number to which only the first system gave none
     * @param onlyB number to which only the second system gave none
     * @param both number to which neither system gave one
     */
    public record Unanswered(long onlyA, long onlyB, long both) {
        /** Returns the total number. */
        public long sum() {
            return onlyA + onlyB + both;
        }
    }

    /**
     * The errors of two systems on the same presentations.
     *
     * @param group which presentations, e.g. "all" or "attacks of print"
     * @param presentations number of those to which both systems gave a response
     * @param both number on which both err
     * @param test those on which only one errs, and McNemar's test on them
     */
    public record PairedErrors(String group, long presentations, long both, McNemar test) {}

    /**
     * The difference of the ACER of two systems.
     *
     * @param value ACER of the first minus that of the second, in [-1, 1]; NaN when either is not
     *     defined
     * @param interval of the paired bootstrap; null without bootstrap
     * @param firstLower number of replicates in which the first system has the lower ACER
     * @param secondLower number of replicates in which the second system has the lower ACER
     * @param replicates number of replicates in which both have an ACER
     */
    public record AcerDifference(
            double value,
            @Nullable Interval interval,
            int firstLower,
            int secondLower,
            int replicates) {}
}
