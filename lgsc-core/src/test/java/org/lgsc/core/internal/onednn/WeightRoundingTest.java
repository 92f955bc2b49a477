package org.lgsc.core.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightRoundingTest {
    private static final int TAPS = 9;

    private static float[] some(long seed) {
        Random random = new Random(seed);
        float[] weights = new float[TAPS * 500];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (0.1 * random.nextGaussian());
        }
        return weights;
    }

    private static double sum(float[] weights, int first) {
        double sum = 0;
        for (int i = 0; i < TAPS; i++) {
            sum += weights[first + i];
        }
        return sum;
    }

    @Test
    void bfloatsKeepTheSumOfTheTapsOfAChannel() {
        float[] exact = some(1);
        float[] rounded = exact.clone();
        WeightRounding.toBfloats(rounded, TAPS);
        double alone = 0;
        double together = 0;
        for (int first = 0; first < exact.length; first += TAPS) {
            double wanted = sum(exact, first);
            together += Math.pow(sum(rounded, first) - wanted, 2);
            double nearest = 0;
            for (int i = first; i < first + TAPS; i++) {
                assertThat((double) rounded[i]).isEqualTo(Numbers.BFLOAT16.nearest(rounded[i]));
                assertThat(rounded[i]).isCloseTo(exact[i], within(2f / 256));
                nearest += Numbers.BFLOAT16.nearest(exact[i]);
            }
            alone += Math.pow(nearest - wanted, 2);
        }
        assertThat(Math.sqrt(together)).isLessThan(0.1 * Math.sqrt(alone));
    }

    @Test
    void wholeNumbersKeepTheSumOfTheTapsOfAChannel() {
        float[] exact = some(2);
        float scale = 0.4f / 127;
        for (int first = 0; first < exact.length; first += TAPS) {
            double sum = 0;
            int[] whole = WeightRounding.toWhole(exact, first, TAPS, scale, 1000);
            for (int i = 0; i < TAPS; i++) {
                assertThat((double) whole[i]).isCloseTo(exact[first + i] / scale, within(1.0));
                sum += whole[i];
            }
            assertThat(sum).isCloseTo(sum(exact, first) / scale, within(0.501));
        }
    }

    @Test
    void aWeightAloneIsRoundedToTheNearest() {
        float[] weights = {0.74f, -0.76f, 2.4f};
        for (int i = 0; i < weights.length; i++) {
            assertThat(WeightRounding.toWhole(weights, i, 1, 0.5f, 127))
                    .containsExactly((int) Math.rint(weights[i] / 0.5));
        }
    }

    @Test
    void theLargestWeightStays() {
        float[] weights = {126.6f, 0.4f, 0.4f, 0.4f};
        int[] whole = WeightRounding.toWhole(weights, 0, 4, 1, 127);
        assertThat(whole[0]).isEqualTo(127);
        assertThat(whole[1] + whole[2] + whole[3]).isEqualTo(1);
    }
}
