package org.lgsc.core.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Random;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.internal.onednn.ProgramBuilder.Map4;

/** Maps of both signs, stored without one, in front of an up-convolution. */
class OffsetTest {
    private static final int IN = 32;
    private static final int OUT = 16;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 7;
    private static final int SAMPLES = 2;

    private final Random random = new Random(3);
    private final float[] narrow = numbers(OUT * IN * 4, -0.1f, 0.14f);
    private final float[] bias = numbers(OUT, -1, 1);
    private final float[] image = numbers(SAMPLES * IN * HEIGHT * WIDTH, -0.6f, 1.4f);

    private float[] numbers(int count, float least, float most) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = least + (most - least) * random.nextFloat();
        }
        return values;
    }

    private float at(int n, int c, int y, int x) {
        boolean inside = y < HEIGHT && x < WIDTH;
        return inside ? 2 * image[((n * IN + c) * HEIGHT + y) * WIDTH + x] : 0;
    }

    private double expected(int n, int o, int y, int x) {
        double sum = bias[o];
        for (int c = 0; c < IN; c++) {
            for (int tap = 0; tap < 4; tap++) {
                double weight = narrow[(o * IN + c) * 4 + tap];
                sum += weight * at(n, c, (y + tap / 2) / 2, (x + tap % 2) / 2);
            }
        }
        return sum;
    }

    /** Twice the image, stored with the offset: as a sum of floats, or by a product of 8 bits. */
    private Map4 twice(ProgramBuilder builder, Map4 map, boolean bySum, Form form) {
        if (bySum) {
            Map4 copy = builder.maxPool(map, 1, 1, 0);
            return builder.sum(copy, map, Elementwise.Activation.NONE, form.offset());
        }
        float[] two = new float[IN * IN];
        for (int i = 0; i < IN; i++) {
            two[i * IN + i] = 2;
        }
        return builder.convolution(
                map,
                Filter.of(two, new float[IN], IN, 1),
                IN,
                1,
                1,
                0,
                null,
                Elementwise.Activation.NONE,
                Form.upTo(1.4f, true),
                form);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anUpConvolutionOfAnOffsetMapIsThatOfTheMap(boolean bySum) {
        assumeThat(Precision.INT8.isSupported()).isTrue();
        Form form = Form.between(-1.2f, 2.8f);
        assertThat(form.zero()).isBetween(76, 77); // 255 * 1.2 / 4
        ProgramBuilder builder = new ProgramBuilder(MapLayout.PIXELS);
        Map4 map = builder.images(SAMPLES, IN, HEIGHT, WIDTH, Form.FLOAT32);
        Map4 up =
                builder.upConvolution(
                        twice(builder, map, bySum, form),
                        Filter.transposed(narrow, bias, IN, true),
                        OUT,
                        Elementwise.Activation.NONE,
                        form,
                        Form.FLOAT32);
        float[] found = new float[SAMPLES * OUT * 4 * HEIGHT * WIDTH];
        try (Program program = builder.build(up, OUT);
                FloatPointer from = new FloatPointer(image);
                FloatPointer to = new FloatPointer(found);
                Profile profile = Profile.start()) {
            program.run(from.address(), to.address());
            to.get(found);
            assertThat(profile.entries().keySet())
                    .anyMatch(l -> l.matches("up-convolution .* " + Numbers.UINT8 + "\\*.*"));
        }
        double border = 0;
        double inside = 0;
        int place = 0;
        for (int n = 0; n < SAMPLES; n++) {
            for (int o = 0; o < OUT; o++) {
                for (int y = 0; y < 2 * HEIGHT; y++) {
                    for (int x = 0; x < 2 * WIDTH; x++) {
                        double off = Math.abs(found[place++] - expected(n, o, y, x));
                        if (y == 2 * HEIGHT - 1 || x == 2 * WIDTH - 1) {
                            border = Math.max(border, off);
                        } else {
                            inside = Math.max(inside, off);
                        }
                    }
                }
            }
        }
        // results are some units large; an offset left in or out would be some units, too
        assertThat(inside).isLessThan(0.1);
        assertThat(border).isLessThan(0.1);
    }

    @Test
    void zeroIsAWholeNumberAndTheRangeIsCovered() {
        Form form = Form.between(-1, 3);
        assertThat(form.zero() * form.scale()).isEqualTo(form.offset());
        assertThat(form.offset()).isCloseTo(1, within(form.scale() / 2));
        assertThat(255 * form.scale() - form.offset()).isCloseTo(3, within(form.scale()));
        assertThat(Form.between(-2, -1).zero()).isEqualTo(255);
        assertThat(Form.between(-1e-30f, 0).zero()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Form(Numbers.UINT8, 1, Float.NaN));
    }
}
