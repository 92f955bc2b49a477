package org.lgsc.train.internal.pretext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class HighPassStemTest {
    private static INDArray filters() {
        Nd4j.getRandom().setSeed(3);
        return Nd4j.randn(DataType.FLOAT, 8, 3, 7, 7);
    }

    @Test
    void filtersHaveMeanZeroAndTheirOldEnergy() {
        INDArray before = filters();
        INDArray after = before.dup();
        HighPassStem.apply(after);
        for (int out = 0; out < 8; out++) {
            for (int in = 0; in < 3; in++) {
                INDArray filter = after.slice(out).slice(in);
                INDArray old = before.slice(out).slice(in);
                assertThat(filter.sumNumber().doubleValue()).isCloseTo(0, within(1e-4));
                assertThat(filter.norm2Number().doubleValue())
                        .isCloseTo(old.norm2Number().doubleValue(), within(1e-4));
            }
        }
    }

    /** Response to a slow wave against that to a fast one, summed over random filters. */
    @Test
    void slowChangesAreSuppressed() {
        INDArray after = filters();
        HighPassStem.apply(after);
        assertThat(response(after, 0.06) / response(after, 0.4)).isLessThan(0.02);
        assertThat(response(filters(), 0.06) / response(filters(), 0.4)).isGreaterThan(0.3);
    }

    private static double response(INDArray filters, double frequency) {
        double power = 0;
        for (int out = 0; out < 8; out++) {
            for (int in = 0; in < 3; in++) {
                double real = 0;
                double imaginary = 0;
                for (int y = 0; y < 7; y++) {
                    for (int x = 0; x < 7; x++) {
                        double weight = filters.getDouble(out, in, y, x);
                        real += weight * Math.cos(2 * Math.PI * frequency * x);
                        imaginary += weight * Math.sin(2 * Math.PI * frequency * x);
                    }
                }
                power += real * real + imaginary * imaginary;
            }
        }
        return power;
    }
}
