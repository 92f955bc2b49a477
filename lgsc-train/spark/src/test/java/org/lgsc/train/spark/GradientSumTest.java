package org.lgsc.train.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lgsc.core.loss.LossValues;

/** What a sum of gradients loses on its way, and how long the way is. */
class GradientSumTest {
    private static final int LENGTH = 10_001;

    private static float[] gradient(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            values[i] = (float) (random.nextDouble(-1, 1) * Math.pow(10, random.nextInt(-12, 6)));
        }
        return values;
    }

    private static byte[] bytes(GradientSum sum) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(sum);
        }
        return bytes.toByteArray();
    }

    private static GradientSum travelled(GradientSum sum) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes(sum)))) {
            return (GradientSum) in.readObject();
        }
    }

    private static GradientSum part(GradientFormat format, long seed) {
        return new GradientSum(format).add(gradient(seed), new LossValues(seed, Map.of("a", 1.0)));
    }

    @Test
    void aPartArrivesAsItWasComputed() throws Exception {
        GradientSum sum = new GradientSum(GradientFormat.FLOAT32);
        sum = travelled(sum).merge(travelled(part(GradientFormat.FLOAT32, 1)));
        assertThat(sum.mean()).isEqualTo(gradient(1));
        assertThat(sum.meanLosses().get(0).total()).isEqualTo(1);
    }

    @Test
    void halfTheBytesRoundToTheNearest() throws Exception {
        float[] exact = gradient(2);
        float[] rounded = travelled(part(GradientFormat.BFLOAT16, 2)).mean();
        for (int i = 0; i < LENGTH; i++) {
            assertThat(Math.abs(rounded[i] - exact[i]))
                    .isLessThanOrEqualTo(Math.abs(exact[i]) / 256);
        }
        assertThat(bytes(part(GradientFormat.FLOAT32, 2)).length)
                .isBetween(4 * LENGTH, 4 * LENGTH + 2000);
        assertThat(bytes(part(GradientFormat.BFLOAT16, 2)).length)
                .isBetween(2 * LENGTH, 2 * LENGTH + 2000);
    }

    @Test
    void whatIsNoNumberStaysNone() {
        for (float value : new float[] {Float.NaN, Float.intBitsToFloat(0x7f800001)}) {
            assertThat(back(value)).isNaN();
        }
        assertThat(back(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(back(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(back(-0f)).isEqualTo(-0f);
        assertThat(back(1 + 1 / 256f)).isEqualTo(1); // a tie goes to the even one
        assertThat(back(1 + 3 / 256f)).isEqualTo(1 + 4 / 256f);
    }

    private static float back(float value) {
        return Float.intBitsToFloat(GradientFormat.rounded(value) << 16);
    }
}
