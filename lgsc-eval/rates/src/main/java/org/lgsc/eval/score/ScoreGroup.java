package org.lgsc.eval.score;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one class or PAI species: sorted once, then queried by binary search. Immutable as
 * long as nobody writes to the array of {@link #sorted()}.
 */
public final class ScoreGroup {
    private final double[] sorted;
    private final long nonResponses;
    private final double @Nullable [] raw;
    private final int @Nullable [] subjects;

    /** {@code raw} and {@code subjects} run in parallel; subject -1 = unknown. Not copied. */
    ScoreGroup(double[] raw, int[] subjects, long nonResponses) {
        this.raw = raw;
        this.subjects = subjects;
        this.nonResponses = nonResponses;
        this.sorted = raw.clone();
        Arrays.parallelSort(sorted);
    }

    private ScoreGroup(double[] sorted, long nonResponses) {
        this.raw = null;
        this.subjects = null;
        this.sorted = sorted;
        this.nonResponses = nonResponses;
    }

    /** Pools all groups into one, without subjects. */
    static ScoreGroup pool(Iterable<ScoreGroup> groups) {
        int n = 0;
        long nonResponses = 0;
        for (ScoreGroup group : groups) {
            n = Math.addExact(n, group.sorted.length);
            nonResponses += group.nonResponses;
        }
        double[] all = new double[n];
        int at = 0;
        for (ScoreGroup group : groups) {
            System.arraycopy(group.sorted, 0, all, at, group.sorted.length);
            at += group.sorted.length;
        }
        Arrays.parallelSort(all);
        return new ScoreGroup(all, nonResponses);
    }

    /** Spoof scores in ascending order without NaN; shared, not a copy: read only. */
    public double[] sorted() {
        return sorted;
    }

    /** Number of presentations with a score. */
    public int size() {
        return sorted.length;
    }

    /** Number of presentations without a score. */
    public long nonResponses() {
        return nonResponses;
    }

    /** Number of presentations, with a score or without. */
    public long presentations() {
        return sorted.length + nonResponses;
    }

    /** Number of scores with {@code spoofScore <= threshold}, that is, taken for live. */
    public int countAccepted(double threshold) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (sorted[mid] <= threshold) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** Receives every scored presentation of a known subject. */
    @FunctionalInterface
    public interface SubjectVisitor {
        /**
         * @param subject index from 0, the same across the groups of a set
         * @param spoofScore never NaN
         */
        void visit(int subject, double spoofScore);
    }

    /**
     * Visits the scores with their subjects, in the order they were added.
     *
     * @return false, without any visit, when a subject is unknown
     */
    public boolean forEachSubject(SubjectVisitor visitor) {
        Objects.requireNonNull(visitor, "visitor");
        if (raw == null || subjects == null) {
            return false;
        }
        for (int subject : subjects) {
            if (subject < 0) {
                return false;
            }
        }
        for (int i = 0; i < raw.length; i++) {
            visitor.visit(subjects[i], raw[i]);
        }
        return true;
    }
}
