package org.lgsc.benchmarks;

import java.util.concurrent.TimeUnit;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.internal.onednn.Convolution;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The 3x3 convolution of a decoder's level at full size: 64 channels of 112x112 points. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ConvolutionBenchmark {
    private static final int CHANNELS = 64;
    private static final int SIDE = 112;

    /** Pictures. */
    @Param({"1", "8"})
    public int batch;

    private Convolution convolution;
    private INDArray input;
    private INDArray weights;
    private INDArray output;
    private INDArray inputGradient;
    private INDArray weightGradient;

    /** Noise: times do not depend on it. */
    @Setup
    public void prepare() {
        Backend.require();
        convolution =
                new Convolution(
                        new Convolution.Geometry(
                                batch, CHANNELS, SIDE, SIDE, CHANNELS, 3, 1, 1, 1));
        input = Nd4j.rand(DataType.FLOAT, batch, SIDE, SIDE, CHANNELS);
        weights = Nd4j.rand(DataType.FLOAT, CHANNELS, CHANNELS, 3, 3);
        output = Nd4j.create(DataType.FLOAT, batch, SIDE, SIDE, CHANNELS);
        inputGradient = output.dup();
        weightGradient = weights.dup();
        convolution.forward(input, weights, output);
    }

    /** The maps that go out. */
    @Benchmark
    public INDArray forward() {
        convolution.forward(input, weights, output);
        return output;
    }

    /** The gradients of input and weights, of the forward pass in {@link #prepare}. */
    @Benchmark
    public INDArray backward() {
        convolution.backward(input, weights, output, inputGradient, weightGradient);
        return weightGradient;
    }
}
