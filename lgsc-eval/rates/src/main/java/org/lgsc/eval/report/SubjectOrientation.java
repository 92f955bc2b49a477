package org.lgsc.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.ScoreGroup;

/**
 * Detects score files of two conventions that were combined, each with subjects of its own: the
 * attacks of some subjects then all look more spoof than their bona fide presentations and those of
 * other subjects all less, which no detector produces.
 */
final class SubjectOrientation {
    /** The check sorts the scores of each subject; above this many it would cost seconds. */
    private static final int MOST_SCORES = 2_000_000;

    /** Bona fide and attack presentations that a subject needs to be counted. */
    private static final int LEAST = 2;

    private SubjectOrientation() {}

    /** Returns a warning when at least a fifth of the subjects are clearly turned either way. */
    static Optional<String> of(GroupedScores set) {
        if ((long) set.bonaFide().size() + set.pooledAttacks().size() > MOST_SCORES) {
            return Optional.empty();
        }
        List<List<Double>> live = empty(set.subjects());
        List<List<Double>> attacks = empty(set.subjects());
        boolean known = set.bonaFide().forEachSubject((s, x) -> live.get(s).add(x));
        for (ScoreGroup group : set.attacks().values()) {
            known &= group.forEachSubject((s, x) -> attacks.get(s).add(x));
        }
        if (!known) {
            return Optional.empty();
        }
        int right = 0;
        int reversed = 0;
        int told = 0;
        for (int s = 0; s < set.subjects(); s++) {
            if (live.get(s).size() >= LEAST && attacks.get(s).size() >= LEAST) {
                told++;
                double[] l = sorted(live.get(s));
                double[] a = sorted(attacks.get(s));
                right += l[l.length - 1] < a[0] ? 1 : 0;
                reversed += a[a.length - 1] < l[0] ? 1 : 0;
            }
        }
        if (told < 5 || right * 5 < told || reversed * 5 < told) {
            return Optional.empty();
        }
        return Optional.of(
                RootFormat.of(
                        "mixed score orientation: of %d subjects, %d have all attacks above their"
                                + " bona fide presentations and %d all below; were score files of"
                                + " two conventions combined?",
                        told, right, reversed));
    }

    private static List<List<Double>> empty(int count) {
        List<List<Double>> lists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static double[] sorted(List<Double> values) {
        double[] array = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(array);
        return array;
    }
}
