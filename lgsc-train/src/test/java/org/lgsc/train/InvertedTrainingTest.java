package org.lgsc.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.train.fixture.TexturePictures;
import org.lgsc.train.progress.TrainingProgress;

/** Trainings that end with cues on live faces. */
class InvertedTrainingTest {
    private static final PadDataset TINY = TexturePictures.dataset(4, 3);

    private static final PadReport RIGHT = report(0.1, 0.9);
    private static final PadReport INVERTED = report(0.9, 0.1);
    private static final PadReport CHANCE = report(0.5, 0.5);

    /** Report on 40 scores around each of two values. */
    private static PadReport report(double live, double attack) {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double noise = i % 8 / 100.0;
            scores.add(PadScore.live("l" + i, "", live + noise));
            scores.add(PadScore.attack("a" + i, "print", "", attack + noise));
        }
        DevScores dev = DevScores.of(scores);
        return PadEvaluator.builder()
                .thresholdFrom(dev, Criterion.EER)
                .bootstrapReplicates(0)
                .build()
                .evaluateDev(dev);
    }

    private static TrainingResult train(TrainingProgress progress, PadReport... reports) {
        Iterator<PadReport> next = List.of(reports).iterator();
        return new Trainer(
                        TinyRuns.options().epochs(reports.length).build(),
                        progress,
                        (cues, dataset) -> new DevEvaluator.Outcome(next.next(), List.of()))
                .train(TINY);
    }

    @Test
    void anInvertedTrainingIsReportedAndRecordedInTheCard() {
        Notices notices = new Notices();
        TrainingResult result = train(notices, INVERTED, INVERTED);
        assertThat(result.remarks())
                .singleElement()
                .asString()
                .startsWith("The training is inverted: live faces")
                .contains("AUC 0.000 in the kept epoch", "Do not use this model", "--seed");
        assertThat(notices.texts()).isEqualTo(result.remarks());
        assertThat(result.model().metadata().card().knownFailures())
                .contains(
                        "Inverted: live faces of the development split have brighter cues than"
                                + " attacks (AUC 0.000).");
    }

    @Test
    void aRunAtChanceThatEndsInvertedIsReported() {
        TrainingResult result = train(new Notices(), CHANCE, INVERTED);
        assertThat(result.bestEpoch()).isEqualTo(1);
        assertThat(result.remarks())
                .singleElement()
                .asString()
                .contains("AUC 0.500 in the kept epoch, 0.000 in the last one");
    }

    @Test
    void otherTrainingsAreNotCalledInverted() {
        assertThat(train(new Notices(), RIGHT, INVERTED).remarks()).isEmpty();
        assertThat(train(new Notices(), CHANCE, CHANCE).remarks()).isEmpty();
        TrainingResult right = train(new Notices(), INVERTED, RIGHT);
        assertThat(right.remarks()).isEmpty();
        assertThat(right.model().metadata().card().knownFailures()).isEmpty();
    }
}
