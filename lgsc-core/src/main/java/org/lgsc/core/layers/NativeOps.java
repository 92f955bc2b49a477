package org.lgsc.core.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The libnd4j operations used by the layers, with the argument order of its declarable ops. Every
 * result is written to an array provided by the caller.
 */
final class NativeOps {
    /** conv2d: weights are [out, in, kH, kW], the order of torch and DL4J. */
    private static final int WEIGHTS_OIYX = 1;

    /** Explicit padding. */
    private static final int VALID = 0;

    /** Output as large as the input; an even kernel gets its extra zeros right and bottom. */
    private static final int SAME = 1;

    private NativeOps() {}

    private static int layout(CNN2DFormat format) {
        return format == CNN2DFormat.NHWC ? 1 : 0;
    }

    static void conv2d(
            INDArray x, INDArray w, INDArray out, int stride, int padding, CNN2DFormat format) {
        long k = w.size(2);
        exec(
                "conv2d",
                new INDArray[] {x, w},
                new INDArray[] {out},
                convolution(k, stride, padding, VALID, format));
    }

    static void conv2dGradients(
            INDArray x,
            INDArray w,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            int stride,
            int padding,
            CNN2DFormat format) {
        exec(
                "conv2d_bp",
                new INDArray[] {x, w, outputGradient},
                new INDArray[] {inputGradient, weightGradient},
                convolution(w.size(2), stride, padding, VALID, format));
    }

    /** Convolution that keeps the size, zeros added right and bottom when the kernel is even. */
    static void conv2dSame(INDArray x, INDArray w, INDArray out, CNN2DFormat format) {
        exec(
                "conv2d",
                new INDArray[] {x, w},
                new INDArray[] {out},
                convolution(w.size(2), 1, 0, SAME, format));
    }

    static void conv2dSameGradients(
            INDArray x,
            INDArray w,
            INDArray outputGradient,
            INDArray inputGradient,
            INDArray weightGradient,
            CNN2DFormat format) {
        exec(
                "conv2d_bp",
                new INDArray[] {x, w, outputGradient},
                new INDArray[] {inputGradient, weightGradient},
                convolution(w.size(2), 1, 0, SAME, format));
    }

    private static long[] convolution(
            long kernel, int stride, int padding, int mode, CNN2DFormat format) {
        return new long[] {
            kernel,
            kernel,
            stride,
            stride,
            padding,
            padding,
            1,
            1,
            mode,
            layout(format),
            WEIGHTS_OIYX
        };
    }

    /**
     * out = a b, each transposed first if requested, by libnd4j's matmul, which is faster than BLAS
     * through ND4J.
     */
    static void matmul(
            INDArray a, boolean transposeA, INDArray b, boolean transposeB, INDArray out) {
        exec(
                "matmul",
                new INDArray[] {a, b},
                new INDArray[] {out},
                transposeA ? 1 : 0,
                transposeB ? 1 : 0,
                0);
    }

    static void maxPool(
            INDArray x, INDArray out, int kernel, int stride, int padding, CNN2DFormat format) {
        exec(
                "maxpool2d",
                new INDArray[] {x},
                new INDArray[] {out},
                pooling(kernel, stride, padding, format));
    }

    static void maxPoolGradient(
            INDArray x,
            INDArray outputGradient,
            INDArray inputGradient,
            int kernel,
            int stride,
            int padding,
            CNN2DFormat format) {
        exec(
                "maxpool2d_bp",
                new INDArray[] {x, outputGradient},
                new INDArray[] {inputGradient},
                pooling(kernel, stride, padding, format));
    }

    private static long[] pooling(int kernel, int stride, int padding, CNN2DFormat format) {
        return new long[] {
            kernel, kernel, stride, stride, padding, padding, 1, 1, VALID, 1, layout(format)
        };
    }

    /**
     * [N, 4C, H, W] to [N, C, 2H, 2W] (or channels last): channel (2p + q) C + c goes to pixel (p,
     * q).
     */
    static void depthToSpace(INDArray x, INDArray out, CNN2DFormat format) {
        exec("depth_to_space", new INDArray[] {x}, new INDArray[] {out}, 2, layout(format));
    }

    /** The inverse of {@link #depthToSpace}. */
    static void spaceToDepth(INDArray x, INDArray out, CNN2DFormat format) {
        exec("space_to_depth", new INDArray[] {x}, new INDArray[] {out}, 2, layout(format));
    }

    static void concat(INDArray a, INDArray b, INDArray out, int dimension) {
        exec("concat", new INDArray[] {a, b}, new INDArray[] {out}, dimension);
    }

    /** out = a * b, b broadcast over a. */
    static void multiply(INDArray a, INDArray b, INDArray out) {
        exec("multiply", new INDArray[] {a, b}, new INDArray[] {out});
    }

    /** out = a + b, b broadcast over a. */
    static void add(INDArray a, INDArray b, INDArray out) {
        exec("add", new INDArray[] {a, b}, new INDArray[] {out});
    }

    /** out = a - b, b broadcast over a. */
    static void subtract(INDArray a, INDArray b, INDArray out) {
        exec("subtract", new INDArray[] {a, b}, new INDArray[] {out});
    }

    /** y = gamma (x - mean) / sqrt(variance + eps) + beta, per channel. */
    static void batchNorm(
            INDArray x,
            INDArray mean,
            INDArray variance,
            INDArray gamma,
            INDArray beta,
            INDArray out,
            double eps,
            CNN2DFormat format) {
        DynamicCustomOp op =
                DynamicCustomOp.builder("batchnorm")
                        .addInputs(x, mean, variance, gamma, beta)
                        .addOutputs(out)
                        .addIntegerArguments(1, 1, format == CNN2DFormat.NHWC ? 3 : 1)
                        .addFloatingPointArguments(eps)
                        .build();
        Nd4j.exec(op);
    }

    static void relu(INDArray x, INDArray out) {
        DynamicCustomOp op =
                DynamicCustomOp.builder("relu")
                        .addInputs(x)
                        .addOutputs(out)
                        .addFloatingPointArguments(0.0)
                        .build();
        Nd4j.exec(op);
    }

    static void tanh(INDArray x, INDArray out) {
        exec("tanh", new INDArray[] {x}, new INDArray[] {out});
    }

    /**
     * inputGradient = outputGradient where y &gt; 0, else 0; y is the output of a ReLU, so its sign
     * is the mask. Two vectorised passes: libnd4j's relu_bp takes seven times as long.
     */
    static void reluGradient(INDArray y, INDArray outputGradient, INDArray inputGradient) {
        Nd4j.exec(new Sign(y, inputGradient));
        multiply(inputGradient, outputGradient, inputGradient);
    }

    private static void exec(
            String name, INDArray[] inputs, INDArray[] outputs, long... arguments) {
        int[] ints = new int[arguments.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = Math.toIntExact(arguments[i]);
        }
        Nd4j.exec(
                DynamicCustomOp.builder(name)
                        .addInputs(inputs)
                        .addOutputs(outputs)
                        .addIntegerArguments(ints)
                        .build());
    }
}
