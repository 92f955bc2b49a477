package org.lgsc.eval.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.internal.metric.Acer;
import org.lgsc.eval.internal.resampling.Bootstrap;
import org.lgsc.eval.metric.Interval;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.threshold.Threshold;

/**
 * Percentile bootstrap of ACER that draws whole subjects, since presentations of one subject are
 * not independent. Only the counts of each subject are kept, so a replicate costs subjects times
 * species. The threshold stays fixed: its own uncertainty is not in the interval.
 */
final class SubjectBootstrap {
    /** Errors and trials by group (bona fide first, then the species) and subject. */
    private final long[][] errors;

    private final long[][] trials;
    private final int subjects;

    /** False when a subject is unknown. */
    private final boolean complete;

    SubjectBootstrap(GroupedScores set, Threshold threshold) {
        List<ScoreGroup> groups = new ArrayList<>();
        groups.add(set.bonaFide());
        groups.addAll(set.attacks().values());
        subjects = set.subjects();
        errors = new long[groups.size()][subjects];
        trials = new long[groups.size()][subjects];
        boolean known = true;
        for (int g = 0; g < groups.size() && known; g++) {
            long[] k = errors[g];
            long[] n = trials[g];
            boolean live = g == 0;
            known =
                    groups.get(g)
                            .forEachSubject(
                                    (subject, score) -> {
                                        n[subject]++;
                                        if (threshold.accepts(score) != live) {
                                            k[subject]++;
                                        }
                                    });
        }
        complete = known;
    }

    /** Returns null without two known subjects, or when no replicate has both classes. */
    @Nullable Interval acer(int replicates, long seed, double level) {
        if (!complete || subjects < 2) {
            return null;
        }
        return Bootstrap.interval(
                new Bootstrap(replicates, seed).values(subjects, this::acer),
                level,
                subjects + " subjects");
    }

    private double acer(int[] weight) {
        long[] k = new long[errors.length];
        long[] n = new long[errors.length];
        for (int g = 0; g < errors.length; g++) {
            for (int s = 0; s < subjects; s++) {
                k[g] += weight[s] * errors[g][s];
                n[g] += weight[s] * trials[g][s];
            }
        }
        return Acer.of(k, n);
    }
}
