package org.lgsc.eval.export;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.lgsc.eval.protocol.ProtocolEvaluator;
import org.lgsc.eval.protocol.ProtocolReport;
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
                        .build();
        SplittableRandom random = new SplittableRandom(77);
        return ProtocolReport.of(
                "Title " + HOSTILE,
                List.of(
                        evaluator.fold("fold-1", draw(random, "d"), draw(random, "t")),
                        evaluator.fold("fold-2", draw(random, "d"), draw(random, "t"))),
                0);
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
