package org.lgsc.eval.report;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.metric.ErrorTradeoff;
import org.lgsc.eval.internal.metric.Orientation;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.GroupedScores;

/**
 * Facts of the development scores that a report on the test scores is checked against.
 *
 * @param subjects known subjects
 * @param species PAI species
 * @param orientation orientation of the scores
 */
record DevelopmentSummary(Set<String> subjects, Set<String> species, Orientation orientation) {
    static DevelopmentSummary of(DevScores scores) {
        GroupedScores set = scores.set();
        return new DevelopmentSummary(
                Set.copyOf(set.subjectNames()),
                Set.copyOf(set.attacks().keySet()),
                new ErrorTradeoff(set.bonaFide(), set.pooledAttacks()).orientation());
    }

    /** Returns the subjects that are also in the test scores, in alphabetical order. */
    List<String> shared(GroupedScores test) {
        TreeSet<String> shared = new TreeSet<>(test.subjectNames());
        shared.retainAll(subjects);
        return List.copyOf(shared);
    }

    static LgscException sharedSubjects(List<String> shared) {
        return LgscException.of(
                "%s: a threshold fitted on subjects of the test makes the system look better than"
                        + " it is. Put every subject into one split, or state that the overlap is"
                        + " intended (allowSharedSubjects, --force).",
                sharing(shared));
    }

    static String sharing(List<String> shared) {
        return RootFormat.of(
                "%s in the development and in the test scores (%s%s)",
                shared.size() == 1 ? "1 subject is" : shared.size() + " subjects are",
                String.join(", ", shared.subList(0, Math.min(3, shared.size()))),
                shared.size() > 3 ? ", ..." : "");
    }
}
