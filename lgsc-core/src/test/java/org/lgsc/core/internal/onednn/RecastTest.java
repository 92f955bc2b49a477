package org.lgsc.core.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.internal.onednn.Convolution.Geometry;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Convolutions with few channels against their definition. */
class RecastTest {
    @BeforeEach
    void oneDnn() {
        assumeTrue(OneDnn.available());
    }

    /** Maps are [N, H, W, C], weights [out, in, k, k], all in 'c' order. */
    private record Plain(double[] out, double[] inputGradient, double[] weightGradient) {
        static Plain of(Geometry g, float[] x, float[] w, float[] dy) {
            Plain made =
                    new Plain(new double[dy.length], new double[x.length], new double[w.length]);
            for (int n = 0; n < g.samples(); n++) {
                for (int row = 0; row < g.outputHeight(); row++) {
                    for (int column = 0; column < g.outputWidth(); column++) {
                        made.pixel(g, x, w, dy, n, row, column);
                    }
                }
            }
            return made;
        }

        private void pixel(
                Geometry g, float[] x, float[] w, float[] dy, int n, int row, int column) {
            int k = (int) g.kernel();
            int in = (int) g.inputChannels();
            int outs = (int) g.outputChannels();
            for (int tap = 0; tap < k * k; tap++) {
                long y = row * g.stride() - g.padding() + tap / k;
                long z = column * g.stride() - g.padding() + tap % k;
                if (y < 0 || y >= g.height() || z < 0 || z >= g.width()) {
                    continue;
                }
                for (int o = 0; o < outs; o++) {
                    long at = ((n * g.outputHeight() + row) * g.outputWidth() + column) * outs + o;
                    for (int c = 0; c < in; c++) {
                        int weight = (o * in + c) * k * k + tap;
                        int from = (int) (((n * g.height() + y) * g.width() + z) * in + c);
                        out[(int) at] += (double) x[from] * w[weight];
                        inputGradient[from] += (double) dy[(int) at] * w[weight];
                        weightGradient[weight] += (double) dy[(int) at] * x[from];
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // four neighbours as one pixel: the convolution, its gradients, or all of them
        "1, 3, 8, 12, 3, 3, 1, 1",
        "3, 16, 5, 8, 3, 3, 1, 1",
        "2, 5, 7, 4, 4, 3, 1, 1",
        "2, 3, 6, 16, 9, 3, 1, 1",
        "1, 2, 9, 12, 1, 5, 1, 2",
        "1, 3, 7, 10, 3, 3, 1, 0",
        // no multiple of four pixels in a row
        "2, 3, 9, 11, 3, 3, 1, 1",
        "1, 4, 1, 1, 4, 3, 1, 1",
        // the input's gradient as a convolution with reversed weights
        "2, 16, 7, 9, 16, 3, 1, 1",
        "1, 16, 8, 5, 32, 3, 1, 1",
        "1, 32, 6, 6, 17, 5, 1, 1",
        // the input's gradient in four parts
        "2, 3, 32, 32, 16, 7, 2, 3",
        "1, 3, 14, 10, 5, 7, 2, 3",
        "2, 2, 8, 6, 6, 3, 2, 1",
        "1, 4, 10, 12, 3, 5, 2, 2",
        "1, 1, 2, 2, 1, 3, 2, 1",
        // a stride of 2 without parts: an odd size, another padding, an even kernel
        "1, 3, 15, 11, 5, 7, 2, 3",
        "1, 3, 16, 16, 5, 5, 2, 0",
        "2, 3, 8, 8, 4, 2, 2, 0",
        // padding beyond the kernel
        "1, 3, 4, 6, 3, 3, 1, 3",
        // products of matrices
        "2, 16, 5, 7, 3, 1, 1, 0",
        "1, 64, 8, 8, 1, 1, 1, 0",
        "1, 1, 1, 1, 1, 1, 1, 0",
        "3, 3, 4, 5, 20, 1, 1, 0",
        "2, 3, 8, 8, 4, 1, 2, 0"
    })
    void agreesWithItsDefinition(
            long n, long in, long height, long width, long out, long kernel, long stride, long p) {
        Geometry g = new Geometry(n, in, height, width, out, kernel, stride, p, p);
        assertAgrees(g, Numbers.FLOAT32, 1e-6);
        if (OneDnn.multiplies(Numbers.BFLOAT16)) {
            assertAgrees(g, Numbers.BFLOAT16, 0.01);
        }
    }

    private static void assertAgrees(Geometry g, Numbers factors, double tolerance) {
        INDArray x = random(1, g.samples(), g.height(), g.width(), g.inputChannels());
        INDArray w = random(2, g.weightShape());
        INDArray dy = random(3, g.samples(), g.outputHeight(), g.outputWidth(), g.outputChannels());
        Plain expected = Plain.of(g, floats(x), floats(w), floats(dy));
        Convolution convolution = new Convolution(g, factors, new SharedMaps());
        for (int pass = 0; pass < 2; pass++) {
            INDArray out = dy.ulike();
            INDArray toInput = x.ulike();
            INDArray toWeights = w.ulike();
            convolution.forward(x, w, out);
            convolution.backward(x, w, dy, toInput, toWeights);
            assertThat(error(out, expected.out)).isLessThan(tolerance);
            assertThat(error(toInput, expected.inputGradient)).isLessThan(tolerance);
            assertThat(error(toWeights, expected.weightGradient)).isLessThan(tolerance);
        }
    }

    private static INDArray random(int seed, long... shape) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.randn(DataType.FLOAT, shape);
    }

    private static float[] floats(INDArray array) {
        return array.ravel().toFloatVector();
    }

    /** Norm of the difference, relative to that of the expected numbers. */
    private static double error(INDArray found, double[] expected) {
        float[] numbers = floats(found);
        double difference = 0;
        double whole = Double.MIN_NORMAL;
        for (int i = 0; i < numbers.length; i++) {
            difference += Math.pow(numbers[i] - expected[i], 2);
            whole += expected[i] * expected[i];
        }
        return Math.sqrt(difference / whole);
    }

    @Test
    void theLastBlockTheStemAndSmallConvolutionsAreRecast() {
        Geometry entry = new Geometry(1, 16, 96, 96, 3, 3, 1, 1, 1);
        Geometry inner = new Geometry(1, 3, 96, 96, 3, 3, 1, 1, 1);
        Geometry stem = new Geometry(1, 3, 96, 96, 16, 7, 2, 3, 3);
        Geometry small = new Geometry(1, 16, 48, 48, 16, 3, 1, 1, 1);
        Geometry other = new Geometry(1, 64, 48, 48, 64, 3, 1, 1, 1);
        assertThat(Recast.of(entry, Numbers.FLOAT32)).isNotNull();
        assertThat(Recast.inputGradient(entry, Numbers.FLOAT32)).isNull();
        assertThat(Recast.of(inner, Numbers.FLOAT32)).isNotNull();
        assertThat(Recast.inputGradient(inner, Numbers.FLOAT32)).isNotNull();
        assertThat(Recast.of(stem, Numbers.FLOAT32)).isNull();
        assertThat(Recast.inputGradient(stem, Numbers.FLOAT32)).isNotNull();
        assertThat(Recast.of(small, Numbers.FLOAT32)).isNull();
        assertThat(Recast.inputGradient(small, Numbers.FLOAT32) != null)
                .isEqualTo(Winograd.AVAILABLE);
        assertThat(Recast.inputGradient(small, Numbers.BFLOAT16)).isNull();
        assertThat(Recast.of(other, Numbers.FLOAT32)).isNull();
        assertThat(Recast.inputGradient(other, Numbers.FLOAT32)).isNull();
    }

    @Test
    void neighboursHaveTheMemoryOfTheirPixels() {
        Geometry beside = new Geometry(2, 5, 7, 12, 3, 3, 1, 1, 1).beside(4);
        assertThat(beside.weightShape()).containsExactly(12, 5, 3, 6);
        assertThat(IntStream.of((int) beside.outputHeight(), (int) beside.outputWidth()))
                .containsExactly(7, 3);
        assertThat(beside.strides()).containsExactly(1, 4);
    }
}
