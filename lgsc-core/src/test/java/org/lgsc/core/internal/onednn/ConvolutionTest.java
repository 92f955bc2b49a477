package org.lgsc.core.internal.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.internal.onednn.Convolution.Geometry;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ConvolutionTest {
    @BeforeEach
    void oneDnn() {
        assumeTrue(OneDnn.available());
    }

    /** Results of a convolution for random maps and weights: map and both gradients. */
    private record Products(INDArray out, INDArray inputGradient, INDArray weightGradient) {
        static Products of(Geometry g, Numbers factors) {
            INDArray x = random(1, g.samples(), g.height(), g.width(), g.inputChannels());
            INDArray w = random(2, g.outputChannels(), g.inputChannels(), g.kernel(), g.kernel());
            INDArray dy =
                    random(3, g.samples(), g.outputHeight(), g.outputWidth(), g.outputChannels());
            Products made = new Products(dy.ulike(), x.ulike(), w.ulike());
            Convolution convolution = new Convolution(g, factors, new SharedMaps());
            convolution.forward(x, w, made.out);
            convolution.backward(x, w, dy, made.inputGradient, made.weightGradient);
            return made;
        }

        private static INDArray random(int seed, long... shape) {
            Nd4j.getRandom().setSeed(seed);
            return Nd4j.randn(DataType.FLOAT, shape);
        }

        /** Largest relative error of the three results. */
        double error(Products expected) {
            return Math.max(
                    relative(out, expected.out),
                    Math.max(
                            relative(inputGradient, expected.inputGradient),
                            relative(weightGradient, expected.weightGradient)));
        }

        private static double relative(INDArray found, INDArray expected) {
            return found.sub(expected).norm2Number().doubleValue()
                    / expected.norm2Number().doubleValue();
        }
    }

    @Test
    void minimalFilteringComputesTheSame() {
        assumeTrue(Winograd.AVAILABLE);
        Geometry small = new Geometry(2, 64, 14, 17, 80, 3, 1, 1, 1);
        assertThat(ConvolutionWay.of(small, Numbers.FLOAT32)).isEqualTo(ConvolutionWay.WINOGRAD);
        INDArray x = Products.random(1, 2, 14, 17, 64);
        INDArray w = Products.random(2, 80, 64, 3, 3);
        INDArray dy = Products.random(3, 2, 14, 17, 80);
        Convolution filtered = new Convolution(small);
        Products found = new Products(dy.ulike(), x.ulike(), w.ulike());
        filtered.forward(x, w, found.out());
        filtered.backward(x, w, dy, found.inputGradient(), found.weightGradient());
        assertThat(found.error(padded(x, w, dy))).isLessThan(2e-5);
    }

    /** Computed with 8 additional zero channels, which do not fill complete blocks. */
    private static Products padded(INDArray x, INDArray w, INDArray dy) {
        Geometry wide = new Geometry(2, 72, 14, 17, 80, 3, 1, 1, 1);
        assertThat(ConvolutionWay.of(wide, Numbers.FLOAT32)).isEqualTo(ConvolutionWay.DIRECT);
        INDArray wideX = Nd4j.concat(3, x, Nd4j.zeros(DataType.FLOAT, 2, 14, 17, 8)).dup('c');
        INDArray wideW = Nd4j.concat(1, w, Nd4j.zeros(DataType.FLOAT, 80, 8, 3, 3)).dup('c');
        Products made = new Products(dy.ulike(), wideX.ulike(), wideW.ulike());
        Convolution direct = new Convolution(wide);
        direct.forward(wideX, wideW, made.out());
        direct.backward(wideX, wideW, dy, made.inputGradient(), made.weightGradient());
        return new Products(
                made.out(),
                made.inputGradient().get(all(), all(), all(), first64()).dup('c'),
                made.weightGradient().get(all(), first64()).dup('c'));
    }

    private static INDArrayIndex all() {
        return NDArrayIndex.all();
    }

    private static INDArrayIndex first64() {
        return NDArrayIndex.interval(0, 64);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 32, 32, 16, 7, 2, 3, 3",
        "2, 16, 12, 12, 16, 3, 1, 1, 1",
        "2, 16, 12, 12, 3, 1, 1, 0, 0",
        "2, 3, 12, 12, 3, 3, 1, 1, 1",
        "2, 16, 24, 24, 32, 3, 2, 1, 0",
        "2, 8, 16, 16, 16, 1, 2, 0, 0",
        "1, 64, 28, 28, 64, 3, 1, 1, 1"
    })
    void bfloat16IsWithinAHundredth(
            long n,
            long in,
            long height,
            long width,
            long out,
            long kernel,
            long stride,
            long start,
            long end) {
        assumeTrue(OneDnn.multiplies(Numbers.BFLOAT16));
        Geometry g = new Geometry(n, in, height, width, out, kernel, stride, start, end);
        double error = Products.of(g, Numbers.BFLOAT16).error(Products.of(g, Numbers.FLOAT32));
        assertThat(error).isBetween(1e-5, 0.01);
    }

    @Test
    void aSharedMapIsCopiedOncePerPass() {
        assumeTrue(OneDnn.multiplies(Numbers.BFLOAT16));
        Geometry g = new Geometry(2, 16, 12, 12, 16, 3, 1, 1, 1);
        SharedMaps shared = new SharedMaps();
        Convolution first = new Convolution(g, Numbers.BFLOAT16, shared);
        Convolution second = new Convolution(g, Numbers.BFLOAT16, shared);
        INDArray x = Products.random(1, 2, 12, 12, 16);
        INDArray w = Products.random(2, 16, 16, 3, 3);
        INDArray one = x.ulike();
        INDArray two = x.ulike();
        for (int pass = 0; pass < 2; pass++) {
            first.forward(x, w, one);
            second.forward(x, w, two);
            assertThat(two.ravel().toFloatVector()).isEqualTo(one.ravel().toFloatVector());
            INDArray alone = x.ulike();
            new Convolution(g, Numbers.BFLOAT16, new SharedMaps()).forward(x, w, alone);
            assertThat(one.ravel().toFloatVector()).isEqualTo(alone.ravel().toFloatVector());
            x.muli(2).addi(1);
        }
    }
}
