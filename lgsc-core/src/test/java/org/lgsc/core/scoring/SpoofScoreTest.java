package org.lgsc.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class SpoofScoreTest {
    @Test
    void isTheMeanMagnitudeOfTheCue() {
        var cues =
                Nd4j.create(
                        new float[] {-0.5f, 0.5f, 1, 0, 0, 0, 0, -0.4f},
                        new long[] {2, 1, 2, 2},
                        'c');
        assertThat(SpoofScore.ofMaps(cues)).containsExactly(new double[] {0.5, 0.1}, within(1e-7));
    }

    @Test
    void ofAFaceIsTheMeanOverItsPatches() {
        assertThat(SpoofScore.ofFaces(new double[] {0.1, 0.3, 0.5, 0.7}, 2))
                .containsExactly(new double[] {0.2, 0.6}, within(1e-12));
        assertThatThrownBy(() -> SpoofScore.ofFaces(new double[3], 2))
                .hasMessageContaining("3 patches");
    }
}
