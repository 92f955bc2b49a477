package org.lgsc.eval.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lgsc.eval.score.PadScore;

/** Reports for tests of how they are written. */
final class Reports {
    /** What a name must not be able to do to the page that shows it. */
    static final String HOSTILE =
            "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>\"'&|%_@DATA@";

    private Reports() {}

    /** Two folds of print and of a species with a hostile name, by people with hostile names. */
    static ProtocolReport hostile() {
        ProtocolEvaluator evaluator =
                ProtocolEvaluator.builder()
                        .title("Title " + HOSTILE)
                        .system("model " + HOSTILE, HOSTILE)
                        .system("card: not for", "nothing " + HOSTILE)
                        .build();
        SplittableRandom random = new SplittableRandom(77);
        return ProtocolReport.of(
                "Title " + HOSTILE,
                List.of(
                        evaluator.fold("fold-1", draw(random, "d"), draw(random, "t")),
                        evaluator.fold("fold-2", draw(random, "d"), draw(random, "t"))),
                0,
                List.of());
    }

    /** By name: one class, no response, all equal, infinite and huge scores. */
    static Map<String, ProtocolReport> odd() {
        double inf = Double.POSITIVE_INFINITY;
        Map<String, ProtocolReport> odd = new LinkedHashMap<>();
        odd.put("one-class", odd(0.1, 0.9, new double[] {0.1, 0.2}, new double[0]));
        odd.put("attacks-only", odd(0.1, 0.9, new double[0], new double[] {0.1, 0.2}));
        odd.put("no-response", odd(0.1, 0.9, new double[] {Double.NaN}, new double[] {Double.NaN}));
        odd.put("silent-attacks", odd(0.1, 0.9, new double[] {0.2}, new double[] {Double.NaN}));
        odd.put("silent-live", odd(0.1, 0.9, new double[] {Double.NaN}, new double[] {0.2}));
        odd.put("equal", odd(0.5, 0.5, new double[] {0.5, 0.5}, new double[] {0.5}));
        odd.put("infinite", odd(-inf, inf, new double[] {-inf, inf}, new double[] {inf, -inf}));
        odd.put("infinite-test", odd(0.1, 0.9, new double[] {-inf}, new double[] {inf}));
        odd.put("huge", odd(0.1, 0.9, new double[] {-1e308, 1}, new double[] {1e308, -1e-308}));
        return odd;
    }

    private static ProtocolReport odd(
            double devLive, double devAttack, double[] live, double[] attacks) {
        List<PadScore> test = new ArrayList<>();
        for (double x : live) {
            test.add(PadScore.live("l" + test.size(), "t" + test.size(), x));
        }
        for (double x : attacks) {
            test.add(PadScore.attack("a" + test.size(), "print", "t" + test.size(), x));
        }
        return ProtocolReport.of(
                "odd",
                List.of(
                        ProtocolEvaluator.builder()
                                .build()
                                .fold(
                                        "one",
                                        List.of(
                                                PadScore.live("l", "d", devLive),
                                                PadScore.attack("a", "print", "d", devAttack)),
                                        test)),
                0,
                List.of());
    }

    private static List<PadScore> draw(SplittableRandom random, String prefix) {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String subject = prefix + i % 12 + HOSTILE;
            scores.add(PadScore.live(prefix + "l" + i + HOSTILE, subject, random.nextDouble()));
            scores.add(
                    PadScore.attack(
                            prefix + "a" + i + HOSTILE,
                            i % 2 == 0 ? "print" : HOSTILE,
                            subject,
                            i == 0 ? Double.NaN : 0.5 + random.nextDouble()));
        }
        return scores;
    }
}
