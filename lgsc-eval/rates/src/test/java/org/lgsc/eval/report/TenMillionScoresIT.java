package org.lgsc.eval.report;

import org.junit.jupiter.api.Test;

class TenMillionScoresIT {
    @Test
    void areEvaluatedInSeconds() {
        PadEvaluatorTest.evaluateMany(10_000_000, 60);
    }
}
