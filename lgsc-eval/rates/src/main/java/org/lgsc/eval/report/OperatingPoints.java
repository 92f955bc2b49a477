package org.lgsc.eval.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport.OperatingPoint;
import org.lgsc.eval.score.GroupedScores;
import org.lgsc.eval.score.ScoreGroup;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.eval.threshold.Threshold;

/** BPCER at APCER 10, 5, 1 and 0.1 % of every species, and the reverse. */
final class OperatingPoints {
    private static final int[] TARGETS = {10, 20, 100, 1000};

    private OperatingPoints() {}

    /**
     * Returns points of the DET curve of these scores, whichever split they are of; empty unless
     * both classes have scores.
     *
     * @param rate makes a rate with its interval from errors and trials
     */
    static List<OperatingPoint> of(GroupedScores set, BiFunction<Long, Long, Rate> rate) {
        ScoreGroup live = set.bonaFide();
        if (live.size() == 0 || set.pooledAttacks().size() == 0) {
            return List.of();
        }
        TestScores own = new TestScores(set);
        List<OperatingPoint> points = new ArrayList<>();
        for (int n : TARGETS) {
            Criterion criterion = Criterion.apcerAtMost(1.0 / n);
            double tau = Threshold.fitOnTest(own, criterion).spoofScore();
            points.add(
                    new OperatingPoint(
                            "BPCER" + n,
                            criterion,
                            tau,
                            rate.apply(
                                    (long) live.size() - live.countAccepted(tau),
                                    (long) live.size())));
        }
        for (int n : TARGETS) {
            Criterion criterion = Criterion.bpcerAtMost(1.0 / n);
            double tau = Threshold.fitOnTest(own, criterion).spoofScore();
            Rate worst =
                    set.attacks().values().stream()
                            .filter(group -> group.size() > 0)
                            .map(g -> rate.apply((long) g.countAccepted(tau), (long) g.size()))
                            .max(Comparator.comparingDouble(Rate::value)) // the first of equals
                            .orElseThrow();
            points.add(new OperatingPoint("APCER" + n, criterion, tau, worst));
        }
        return points;
    }
}
