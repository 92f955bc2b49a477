package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class InputScalingTest {
    private static final RgbImage RED = new RgbImage(1, 1, new byte[] {(byte) 255, 0, 0});

    private static RgbImage ramp(int width, int height, int start) {
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (start + i);
        }
        return new RgbImage(width, height, data);
    }

    @Test
    void symmetricSpansMinusOneToOne() {
        assertThat(InputScaling.SYMMETRIC.scale(0, 0)).isEqualTo(-1f);
        assertThat(InputScaling.SYMMETRIC.scale(255, 2)).isEqualTo(1f);
        assertThat(InputScaling.SYMMETRIC.scale(51, 1)).isEqualTo((float) (51 / 127.5 - 1));
    }

    @Test
    void imageNetUsesTorchvisionStatisticsInRgbOrder() {
        float[] out = new float[3];
        InputScaling.IMAGENET.write(RED, out, 0);
        assertThat(out[0]).isCloseTo((1 - 0.485f) / 0.229f, within(1e-6f));
        assertThat(out[1]).isCloseTo(-0.456f / 0.224f, within(1e-6f));
        assertThat(out[2]).isCloseTo(-0.406f / 0.225f, within(1e-6f));
    }

    @Test
    void redIsTheFirstPlane() {
        INDArray red = InputScaling.SYMMETRIC.toArray(RED);
        assertThat(red.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(red.shape()).containsExactly(1, 3, 1, 1);
        assertThat(red.dup().data().asFloat()).containsExactly(1f, -1f, -1f);
    }

    @Test
    void arrayIsNchwAndEqualsTheFloatForm() {
        RgbImage a = ramp(5, 4, 3);
        RgbImage b = ramp(5, 4, 99);
        INDArray array = InputScaling.SYMMETRIC.toArray(a, b);
        assertThat(array.shape()).containsExactly(2, 3, 4, 5);
        float[] expected = new float[2 * 60];
        InputScaling.SYMMETRIC.write(a, expected, 0);
        InputScaling.SYMMETRIC.write(b, expected, 60);
        assertThat(array.dup().data().asFloat()).containsExactly(expected);
        assertThat(array.getFloat(1, 2, 3, 4))
                .isEqualTo(InputScaling.SYMMETRIC.scale(b.get(4, 3, 2), 2));
    }

    @Test
    void batchIsReusedAndItsViewFollows() {
        InputBatch batch = new InputBatch(3, 2, 2, InputScaling.SYMMETRIC);
        INDArray first = batch.array();
        assertThat(first.sumNumber().doubleValue()).isZero();
        batch.set(1, ramp(2, 2, 10));
        INDArray view = batch.first(2);
        batch.set(0, ramp(2, 2, 77));
        assertThat(batch.array()).isSameAs(first);
        assertThat(view.shape()).containsExactly(2, 3, 2, 2);
        assertThat(view.getFloat(0, 0, 0, 0)).isEqualTo(InputScaling.SYMMETRIC.scale(77, 0));
        assertThat(view.getFloat(1, 2, 1, 1)).isEqualTo(InputScaling.SYMMETRIC.scale(21, 2));
        assertThat(first.getFloat(2, 0, 0, 0)).isZero();
    }

    @Test
    void wrongSizesAreRefused() {
        InputBatch batch = new InputBatch(1, 2, 2, InputScaling.SYMMETRIC);
        assertThatThrownBy(() -> batch.set(0, RED)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> batch.set(1, ramp(2, 2, 0)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> InputScaling.SYMMETRIC.toArray())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> InputScaling.SYMMETRIC.toArray(RED, ramp(2, 2, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new InputBatch(10_000, 512, 512, InputScaling.SYMMETRIC))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
