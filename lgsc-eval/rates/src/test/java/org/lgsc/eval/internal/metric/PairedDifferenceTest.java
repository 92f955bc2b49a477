package org.lgsc.eval.internal.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {
    @Test
    void theIntervalIsThatOfStudentsT() {
        PairedDifference d =
                PairedDifference.of(new double[] {5, 9, 4, 8}, new double[] {4, 7, 3, 4}, 0.95);
        // differences 1, 2, 1, 4: mean 2, deviation sqrt(2), t of three degrees of freedom 3.18245
        assertThat(d.mean()).isEqualTo(2);
        assertThat(d.standardError()).isCloseTo(Math.sqrt(2) / 2, within(1e-12));
        assertThat(d.halfWidth()).isCloseTo(3.182446 * Math.sqrt(2) / 2, within(1e-5));
        assertThat(d.isClear()).isFalse();
    }

    @Test
    void pairsLeaveOutWhatIsDifficultForBoth() {
        double[] difficulty = {1, 20, 5, 11};
        double[] worse = {2, 21.2, 5.9, 12.1};
        assertThat(PairedDifference.of(worse, difficulty, 0.95).isClear()).isTrue();
        double[] mixed = {12.1, 2, 21.2, 5.9};
        assertThat(PairedDifference.of(mixed, difficulty, 0.95).isClear()).isFalse();
    }

    @Test
    void onePairIsNeverClearAndEqualDifferencesAlwaysAre() {
        PairedDifference one = PairedDifference.of(new double[] {9}, new double[] {1}, 0.95);
        assertThat(one.halfWidth()).isNaN();
        assertThat(one.isClear()).isFalse();
        double[] two = {3, 4};
        assertThat(PairedDifference.of(two, new double[] {1, 2}, 0.95).isClear()).isTrue();
        assertThat(PairedDifference.of(two, two, 0.95).isClear()).isFalse();
    }

    @Test
    void valuesThatCannotBePairedAreRefused() {
        assertThatThrownBy(() -> PairedDifference.of(new double[2], new double[3], 0.95))
                .hasMessageContaining("2 values cannot be paired with 3");
        assertThatThrownBy(() -> PairedDifference.of(new double[0], new double[0], 0.95))
                .hasMessageContaining("at least one pair");
        assertThatThrownBy(() -> PairedDifference.of(new double[1], new double[1], 1))
                .hasMessageContaining("confidence");
    }
}
