package org.lgsc.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class McNemarTest {
    /** Two opinion polls of the same 1600 voters: 150 and 86 changed their mind (Agresti 1990). */
    @Test
    void manyAreChiSquaredWithCorrection() {
        McNemar test = new McNemar(150, 86);
        assertThat(test.exact()).isFalse();
        assertThat(test.statistic()).isCloseTo(63.0 * 63.0 / 236.0, within(1e-12));
        // erfc(sqrt(16.8178 / 2))
        assertThat(test.p()).isCloseTo(4.114562e-5, within(1e-11));
        assertThat(test).hasToString("p < 0.0001 (chi-squared 16.82)");
        assertThat(new McNemar(86, 150).p()).isEqualTo(test.p());
    }

    @Test
    void fewAreExact() {
        // 2 (1 + 12 + 66) / 2^12
        McNemar test = new McNemar(2, 10);
        assertThat(test.exact()).isTrue();
        assertThat(test.statistic()).isNaN();
        assertThat(test.p()).isCloseTo(158 / 4096.0, within(1e-12));
        assertThat(test).hasToString("p = 0.0386 (exact)");
        assertThat(new McNemar(0, 5).p()).isCloseTo(2 / 32.0, within(1e-12));
        assertThat(new McNemar(10, 2).p()).isEqualTo(test.p());
    }

    @Test
    void theTwoMeetAt25() {
        // 2 * 190051 / 2^24, the sum of the first seven binomial coefficients of 24
        assertThat(new McNemar(6, 18).exact()).isTrue();
        assertThat(new McNemar(6, 18).p()).isCloseTo(2 * 190051 / 16777216.0, within(1e-12));
        McNemar first = new McNemar(7, 18);
        assertThat(first.exact()).isFalse();
        assertThat(first.statistic()).isEqualTo(4);
        assertThat(first.p()).isCloseTo(0.0455003, within(1e-7)); // two standard deviations
    }

    @Test
    void nothingSaysNothing() {
        assertThat(new McNemar(0, 0).p()).isEqualTo(1);
        assertThat(new McNemar(7, 7).p()).isEqualTo(1);
        assertThat(new McNemar(40, 40).p()).isEqualTo(1);
        assertThatThrownBy(() -> new McNemar(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTailStaysATail() {
        // 1 - cdf would be 0 here
        assertThat(new McNemar(0, 1000).p()).isBetween(1e-230, 1e-210);
    }
}
