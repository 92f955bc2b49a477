package org.lgsc.core.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The loops on the heap against ND4J's own operations, at sizes around their block and task
 * lengths.
 */
class HeapKernelTest {
    private static INDArray random(long... shape) {
        return Nd4j.randn(DataType.FLOAT, shape);
    }

    private static double difference(INDArray a, INDArray b) {
        return a.castTo(DataType.DOUBLE).sub(b.castTo(DataType.DOUBLE)).amaxNumber().doubleValue();
    }

    @ParameterizedTest
    @CsvSource({
        "2,3,5,3,true,true",
        "3,40,37,16,true,false",
        "2,64,65,7,false,true",
        "1,1,1,2000,false,false",
        "4,33,31,1,true,true",
        "2,130,130,12,false,true"
    })
    void normEqualsTheOneByOperationsInDouble(
            long n, long h, long w, long c, boolean perSample, boolean relu) {
        Nd4j.getRandom().setSeed(4);
        INDArray x = random(n, h, w, c).addi(30); // far from zero: sums of squares would cancel
        INDArray gamma = random(c);
        INDArray beta = random(c);
        INDArray g = random(n, h, w, c);
        INDArray[] heap = run(new NormOnHeap(x, perSample), x, gamma, beta, relu, g);
        INDArray wide = x.castTo(DataType.DOUBLE);
        INDArray[] ops =
                run(
                        new NormByOps(wide, CNN2DFormat.NHWC, perSample),
                        wide,
                        gamma.castTo(DataType.DOUBLE),
                        beta.castTo(DataType.DOUBLE),
                        relu,
                        g.castTo(DataType.DOUBLE));
        long pixels = perSample ? h * w : n * h * w;
        if (pixels > 1) {
            assertThat(difference(heap[0], ops[0])).as("output").isLessThan(1e-4);
            assertThat(difference(heap[1], ops[1])).as("input gradient").isLessThan(2e-3);
        }
        double scale = 1e-5 * (1 + ops[2].amaxNumber().doubleValue());
        assertThat(difference(heap[2], ops[2])).as("gamma gradient").isLessThan(100 * scale);
        assertThat(difference(heap[3], ops[3])).as("beta gradient").isLessThan(100 * scale);
    }

    private static INDArray[] run(
            NormMath norm, INDArray x, INDArray gamma, INDArray beta, boolean relu, INDArray g) {
        LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
        INDArray out = x.ulike();
        norm.forward(x, gamma, beta, 1e-5, relu, out, none);
        INDArray dx = x.ulike();
        INDArray dGamma = gamma.ulike();
        INDArray dBeta = beta.ulike();
        norm.backward(x, out, gamma, relu, g, dx, dGamma, dBeta, none);
        return new INDArray[] {out, dx, dGamma, dBeta};
    }

    @ParameterizedTest
    @CsvSource({"2,3,5,3", "1,70,80,3", "3,9,9,40"})
    void relayoutMovesEveryValue(long n, long h, long w, long c) {
        INDArray nchw = random(n, c, h, w);
        INDArray nhwc = Nd4j.create(DataType.FLOAT, n, h, w, c);
        HeapKernel.permute(nchw, nhwc, (int) c, true);
        assertThat(nhwc).isEqualTo(nchw.permute(0, 2, 3, 1).dup('c'));
        INDArray back = nchw.ulike();
        HeapKernel.permute(nhwc, back, (int) c, false);
        assertThat(back).isEqualTo(nchw);
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,1", "2,3,5,3", "3,40,41,8"})
    void depthToSpaceEqualsTheNativeOperation(long n, long h, long w, long c) {
        INDArray deep = random(n, h, w, 4 * c);
        INDArray wide = Nd4j.create(DataType.FLOAT, n, 2 * h, 2 * w, c);
        INDArray expected = wide.ulike();
        HeapKernel.depthToSpace(deep, wide, false);
        NativeOps.depthToSpace(deep, expected, CNN2DFormat.NHWC);
        assertThat(wide).isEqualTo(expected);
        INDArray back = deep.ulike();
        HeapKernel.depthToSpace(back, wide, true);
        assertThat(back).isEqualTo(deep);
    }

    @Test
    void theMaskIsOneForEveryPositiveNormalNumber() {
        assertThat(HeapKernel.isPositive(Float.MIN_NORMAL)).isEqualTo(1f);
        assertThat(HeapKernel.isPositive(Float.MAX_VALUE)).isEqualTo(1f);
        assertThat(HeapKernel.isPositive(0f)).isZero();
        assertThat(HeapKernel.isPositive(-3f)).isZero();
        assertThat(HeapKernel.isPositive(Float.NaN)).isNaN();
    }
}
