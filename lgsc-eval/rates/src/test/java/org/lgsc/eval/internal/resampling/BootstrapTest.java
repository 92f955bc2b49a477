package org.lgsc.eval.internal.resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lgsc.eval.metric.Interval;

class BootstrapTest {
    @Test
    void drawsAsManyAsThereAreAndTheSameForASeed() {
        Bootstrap bootstrap = new Bootstrap(500, 7);
        double[] sums = bootstrap.values(9, w -> Arrays.stream(w).sum());
        assertThat(sums).hasSize(500).containsOnly(9);
        double[] first = bootstrap.values(9, w -> w[0]);
        assertThat(first).isSorted().isEqualTo(bootstrap.values(9, w -> w[0]));
        assertThat(first).isNotEqualTo(new Bootstrap(500, 8).values(9, w -> w[0]));
        // Binomial(9, 1/9): mean 1, standard error of the mean over 500 draws 0.04
        assertThat(Arrays.stream(first).average().orElseThrow()).isBetween(0.8, 1.2);
    }

    @Test
    void leavesOutWhatIsNoNumber() {
        double[] values = new Bootstrap(100, 7).values(2, w -> w[0] == 0 ? Double.NaN : w[0]);
        assertThat(values.length).isBetween(50, 95);
        assertThat(values).containsOnly(1, 2);
        assertThat(Bootstrap.interval(new double[0], 0.95, "2 subjects")).isNull();
    }

    @Test
    void takesTheMiddle() {
        double[] sorted = new double[101];
        Arrays.setAll(sorted, i -> i);
        assertThat(Bootstrap.interval(sorted, 0.5, "5 subjects"))
                .isEqualTo(new Interval(25, 75, 0.5, "bootstrap of 5 subjects, 101 replicates"));
        assertThatThrownBy(() -> new Bootstrap(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bootstrap(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
