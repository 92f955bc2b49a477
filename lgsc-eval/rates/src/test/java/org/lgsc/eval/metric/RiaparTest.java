package org.lgsc.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lgsc.eval.internal.metric.Orientation;

class RiaparTest {
    @Test
    void addsWhatTheFullSystemAcceptsAndRejects() {
        // 3 of 60 attacks in, 5 of 100 users out: 1 + (0.05 - (1 - 0.05)) = 0.1
        assertThat(new Riapar(Rate.of(3, 60), Rate.of(5, 100)).value())
                .isCloseTo(0.1, within(1e-15));
        assertThat(new Riapar(Rate.of(0, 0), Rate.of(5, 100)).value()).isNaN();
    }

    @Test
    void orientationNeedsEnoughScores() {
        // One pair: the deviation is sqrt(3 / 12) = 0.5, so AUC 0 is one deviation off.
        assertThat(Orientation.of(0, 1, 1)).isEqualTo(Orientation.UNCLEAR);
        // 100 pairs of classes of 100: sqrt(201 / 120000) = 0.0409; 4 of them are 0.1637.
        assertThat(Orientation.of(0.664, 100, 100)).isEqualTo(Orientation.AS_EXPECTED);
        assertThat(Orientation.of(0.663, 100, 100)).isEqualTo(Orientation.UNCLEAR);
        assertThat(Orientation.of(0.336, 100, 100)).isEqualTo(Orientation.REVERSED);
        assertThat(Orientation.of(Double.NaN, 0, 5)).isEqualTo(Orientation.UNCLEAR);
        assertThat(Orientation.REVERSED.contradicts(Orientation.AS_EXPECTED)).isTrue();
        assertThat(Orientation.REVERSED.contradicts(Orientation.UNCLEAR)).isFalse();
    }
}
