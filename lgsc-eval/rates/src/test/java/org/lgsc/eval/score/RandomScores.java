package org.lgsc.eval.score;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small random score sets with many ties, for comparison with brute force. */
public final class RandomScores {
    private RandomScores() {}

    /** 1 to 12 live, 1 to 12 of each of 1 to 3 species; scores are among 8 values. */
    public static List<PadScore> draw(SplittableRandom random) {
        List<PadScore> scores = new ArrayList<>();
        int live = 1 + random.nextInt(12);
        for (int i = 0; i < live; i++) {
            scores.add(PadScore.live("l" + i, "s" + random.nextInt(4), random.nextInt(6) / 10.0));
        }
        int species = 1 + random.nextInt(3);
        for (int s = 0; s < species; s++) {
            int n = 1 + random.nextInt(12);
            for (int i = 0; i < n; i++) {
                scores.add(
                        PadScore.attack(
                                "a" + s + i,
                                "p" + s,
                                "s" + random.nextInt(4),
                                (2 + random.nextInt(6)) / 10.0));
            }
        }
        return scores;
    }
}
