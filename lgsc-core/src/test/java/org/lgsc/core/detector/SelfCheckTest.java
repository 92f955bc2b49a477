package org.lgsc.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lgsc.core.engine.Precision;

class SelfCheckTest {
    @Test
    void thisInstallationWorks() {
        SelfCheck check = SelfCheck.run(Precision.FLOAT32);
        assertThat(check.faceFound()).isTrue();
        assertThat(check.score()).isBetween(SelfCheck.RECORDED - 1e-5, SelfCheck.RECORDED + 1e-5);
        assertThat(check.passes()).isTrue();
    }

    @Test
    void anotherScoreOrNoFaceDoesNotPass() {
        assertThat(new SelfCheck(SelfCheck.RECORDED + 2e-4, true, Precision.FLOAT32).passes())
                .isFalse();
        assertThat(new SelfCheck(SelfCheck.RECORDED, false, Precision.FLOAT32).passes()).isFalse();
        assertThat(new SelfCheck(Double.NaN, true, Precision.FLOAT32).passes()).isFalse();
    }
}
