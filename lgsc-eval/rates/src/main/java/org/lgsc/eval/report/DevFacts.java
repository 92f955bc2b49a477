package org.lgsc.eval.report;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.lgsc.core.LgscException;
import org.lgsc.eval.internal.metric.ErrorTradeoff;
import org.lgsc.eval.internal.metric.Orientation;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.ScoreSet;

/**
 * What must be remembered of the development scores to judge a report on the test scores.
 *
 * @param subjects known subjects
 * @param species PAI species
 * @param orientation which way round the scores are
 */
record DevFacts(Set<String> subjects, Set<String> species, Orientation orientation) {
    static DevFacts of(DevScores scores) {
        ScoreSet set = scores.set();
        return new DevFacts(
                Set.copyOf(set.subjectNames()),
                Set.copyOf(set.attacks().keySet()),
                new ErrorTradeoff(set.bonaFide(), set.pooledAttacks()).orientation());
    }

    /** The subjects that are in the test scores, too, in alphabetical order. */
    List<String> shared(ScoreSet test) {
        TreeSet<String> shared = new TreeSet<>(test.subjectNames());
        shared.retainAll(subjects);
        return List.copyOf(shared);
    }

    static LgscException sharedSubjects(List<String> shared) {
        return new LgscException(
                sharing(shared)
                        + ": a threshold fitted on the people of the test makes it look better than"
                        + " it is. Give every person to one split, or state that it is meant"
                        + " (allowSharedSubjects, --force).");
    }

    static String sharing(List<String> shared) {
        return (shared.size() == 1 ? "1 subject is" : shared.size() + " subjects are")
                + " in the development and in the test scores ("
                + String.join(", ", shared.subList(0, Math.min(3, shared.size())))
                + (shared.size() > 3 ? ", ..." : "")
                + ")";
    }
}
