package org.lgsc.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/** A system that gives live faces scores around 0.2 and attacks around 0.8. */
final class SystemUnderTest {
    private SystemUnderTest() {}

    static void writeScores(Path file, long seed) throws Exception {
        Random random = new Random(seed);
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double noise = 0.15 * random.nextGaussian();
            String name = "picture" + i;
            String subject = "person" + (100 * seed + i / 6);
            switch (i % 3) {
                case 0 -> scores.add(PadScore.live(name, subject, 0.2 + noise));
                case 1 -> scores.add(PadScore.attack(name, "print", subject, 0.8 + noise));
                default -> scores.add(PadScore.attack(name, "replay", subject, 0.8 + noise));
            }
        }
        ScoreFile.write(file, scores);
    }
}
