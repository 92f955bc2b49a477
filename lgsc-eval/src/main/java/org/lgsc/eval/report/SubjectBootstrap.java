package org.lgsc.eval.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.lgsc.eval.metric.Interval;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.score.ScoreSet;
import org.lgsc.eval.threshold.Threshold;

/**
 * Percentile bootstrap of ACER with whole subjects drawn, since presentations of one person are not
 * independent. Only the counts of each subject are kept, so a replicate costs subjects times
 * species. The threshold stays fixed: its own uncertainty is not in the interval.
 */
final class SubjectBootstrap {
    /** Errors and trials by group (bona fide first, then the species) and subject. */
    private final long[][] errors;

    private final long[][] trials;
    private final int subjects;

    /** False when a subject is unknown. */
    private final boolean complete;

    SubjectBootstrap(ScoreSet set, Threshold threshold) {
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

    /** Null without two known subjects, or when no replicate has both classes. */
    Interval acer(int replicates, long seed, double level) {
        if (!complete || subjects < 2) {
            return null;
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[replicates];
        int valid = 0;
        int[] weight = new int[subjects];
        for (int r = 0; r < replicates; r++) {
            Arrays.fill(weight, 0);
            for (int i = 0; i < subjects; i++) {
                weight[random.nextInt(subjects)]++;
            }
            double acer = acer(weight);
            if (!Double.isNaN(acer)) {
                values[valid++] = acer;
            }
        }
        if (valid == 0) {
            return null;
        }
        double[] sorted = Arrays.copyOf(values, valid);
        Arrays.sort(sorted);
        double tail = (1 - level) / 2;
        return new Interval(
                sorted[(int) Math.floor(tail * (valid - 1))],
                sorted[(int) Math.ceil((1 - tail) * (valid - 1))],
                level,
                "bootstrap of " + subjects + " subjects, " + valid + " replicates");
    }

    private double acer(int[] weight) {
        double worst = Double.NaN;
        for (int g = 1; g < errors.length; g++) {
            double apcer = rate(g, weight);
            if (!(apcer <= worst) && !Double.isNaN(apcer)) {
                worst = apcer;
            }
        }
        return (worst + rate(0, weight)) / 2;
    }

    private double rate(int group, int[] weight) {
        long k = 0;
        long n = 0;
        for (int s = 0; s < subjects; s++) {
            k += weight[s] * errors[group][s];
            n += weight[s] * trials[group][s];
        }
        return (double) k / n;
    }
}
