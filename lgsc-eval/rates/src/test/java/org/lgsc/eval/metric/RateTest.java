package org.lgsc.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
    /** Closed forms: k = 0 gives 1 - (alpha/2)^(1/n); k = n mirrors it. 5/10 is tabulated. */
    @Test
    void clopperPearsonMeetsKnownValues() {
        assertThat(Rate.of(0, 20).interval().low()).isZero();
        assertThat(Rate.of(0, 20).interval().high())
                .isCloseTo(1 - Math.pow(0.025, 1 / 20.0), within(1e-9));
        assertThat(Rate.of(20, 20).interval().high()).isEqualTo(1);
        assertThat(Rate.of(20, 20).interval().low())
                .isCloseTo(Math.pow(0.025, 1 / 20.0), within(1e-9));
        assertThat(Rate.of(5, 10).interval().low()).isCloseTo(0.1870860, within(1e-6));
        assertThat(Rate.of(5, 10).interval().high()).isCloseTo(0.8129140, within(1e-6));
    }

    @Test
    void wilsonMeetsKnownValues() {
        Interval tenth = IntervalMethod.WILSON.of(1, 10, 0.95);
        assertThat(tenth.low()).isCloseTo(0.0178762, within(1e-6));
        assertThat(tenth.high()).isCloseTo(0.4041500, within(1e-6));
        assertThat(IntervalMethod.WILSON.of(0, 10, 0.95).low()).isZero();
        assertThat(IntervalMethod.WILSON.of(10, 10, 0.95).high()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "3,40", "40,40", "123456,5000000"})
    void intervalsHoldTheValue(long k, long n) {
        for (IntervalMethod method : IntervalMethod.values()) {
            Rate rate = Rate.of(k, n, method, 0.9);
            assertThat(rate.value()).isBetween(rate.interval().low(), rate.interval().high());
            assertThat(rate.interval().high() - rate.interval().low()).isPositive();
            assertThat(rate.interval().method()).isEqualTo(method.name());
        }
    }

    @Test
    void nothingIsKnownOfNoSample() {
        Rate none = Rate.of(0, 0);
        assertThat(none.value()).isNaN();
        assertThat(none.interval().low()).isZero();
        assertThat(none.interval().high()).isEqualTo(1);
        assertThat(none).hasToString("n/a (0/0)");
        assertThatThrownBy(() -> Rate.of(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rate.of(1, 2, IntervalMethod.WILSON, 95))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void riaparAddsIaparAndFrr() {
        assertThat(new Riapar(Rate.of(7, 100), Rate.of(3, 100)).value())
                .isCloseTo(0.10, within(1e-12));
    }
}
