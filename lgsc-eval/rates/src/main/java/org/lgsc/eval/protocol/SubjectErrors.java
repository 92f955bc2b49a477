package org.lgsc.eval.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.threshold.Threshold;

/**
 * The errors of one subject.
 *
 * @param subject name of the subject
 * @param bpcer bona fide presentations of the subject taken for attacks
 * @param apcer attacks on the subject, all species pooled, taken for live
 * @param outlier whether the interval of the subject's error rate, both classes pooled, lies
 *     entirely above the rate of all subjects
 */
record SubjectErrors(String subject, Rate bpcer, Rate apcer, boolean outlier) {
    /**
     * Returns at most so many subjects with errors, the highest error rate first; none when a
     * subject is unknown.
     */
    public static List<SubjectErrors> of(GroupedScores set, Threshold threshold, int limit) {
        int n = set.subjects();
        long[][] errors = new long[2][n];
        long[][] trials = new long[2][n];
        boolean known = count(set.bonaFide(), true, threshold, errors[0], trials[0]);
        for (ScoreGroup group : set.attacks().values()) {
            known = known && count(group, false, threshold, errors[1], trials[1]);
        }
        if (!known) {
            return List.of();
        }
        long allErrors = 0;
        long allTrials = 0;
        for (int s = 0; s < n; s++) {
            allErrors += errors[0][s] + errors[1][s];
            allTrials += trials[0][s] + trials[1][s];
        }
        double everybody = (double) allErrors / allTrials;
        List<SubjectErrors> persons = new ArrayList<>();
        for (int s = 0; s < n; s++) {
            Rate own = Rate.of(errors[0][s] + errors[1][s], trials[0][s] + trials[1][s]);
            if (own.k() > 0) {
                persons.add(
                        new SubjectErrors(
                                set.subjectNames().get(s),
                                Rate.of(errors[0][s], trials[0][s]),
                                Rate.of(errors[1][s], trials[1][s]),
                                own.interval().low() > everybody));
            }
        }
        persons.sort(
                Comparator.comparingDouble(SubjectErrors::errorRate)
                        .reversed()
                        .thenComparing(SubjectErrors::subject));
        return List.copyOf(persons.subList(0, Math.min(limit, persons.size())));
    }

    private double errorRate() {
        return (double) (bpcer.k() + apcer.k()) / (bpcer.n() + apcer.n());
    }

    private static boolean count(
            ScoreGroup group, boolean live, Threshold threshold, long[] errors, long[] trials) {
        return group.forEachSubject(
                (subject, score) -> {
                    trials[subject]++;
                    if (threshold.accepts(score) != live) {
                        errors[subject]++;
                    }
                });
    }
}
