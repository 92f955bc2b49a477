package org.lgsc.train.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Split;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.train.fixture.TexturePictures;

class BaselineComparisonTest {
    private static final PadDataset DATA = TexturePictures.dataset(12, 6);

    private static PadReport network(double spoof) {
        DevScores scores =
                DevScores.of(
                        java.util.List.of(
                                PadScore.live("a", "", 0.4),
                                PadScore.live("b", "", 0.1),
                                PadScore.attack("c", "print", "", spoof),
                                PadScore.attack("d", "print", "", 0.9)));
        return PadEvaluator.builder()
                .fixedThreshold(0.5)
                .bootstrapReplicates(0)
                .build()
                .evaluateDev(scores);
    }

    @Test
    void aNetworkThatLosesToAHistogramIsToldSo() {
        BaselineComparison found =
                BaselineComparison.on(DATA, FaceGeometry.standard(32), Duration.ofMinutes(2))
                        .orElseThrow();
        assertThat(found.method()).isEqualTo("color-texture");
        assertThat(found.dev().dEer()).as("these textures are easy").isZero();
        assertThat(found.text(network(0.2)))
                .contains("development ACER 0.00 %, D-EER 0.00 %; this network: ")
                .contains("histogram of colours is better");
        assertThat(found.text(network(0.8))).doesNotContain("is better");
    }

    @Test
    void itIsLeftOutWhereItWouldTakeLongOrThereIsNothingToCompareOn() {
        assertThat(BaselineComparison.on(DATA, FaceGeometry.standard(32), Duration.ZERO)).isEmpty();
        PadDataset noDev = new PadDataset("mine", Map.of(Split.TRAIN, DATA.samples(Split.TRAIN)));
        assertThat(BaselineComparison.on(noDev, FaceGeometry.standard(32), Duration.ofMinutes(2)))
                .isEmpty();
    }
}
