package org.lgsc.core.internal.onednn;

import java.util.function.ToDoubleFunction;
import org.bytedeco.dnnl.global.dnnl;

/** Expected results of operations other than convolutions, element by element. */
final class Expectations {
    private static final int SAMPLES = 3;

    /** Far above rounding errors, far below the errors of a wrong kernel. */
    private static final double TOLERANCE = 1e-3;

    private Expectations() {}

    /** The same elements in another layout. */
    static boolean copy(Arguments arguments) {
        Elements from = arguments.get(dnnl.DNNL_ARG_FROM);
        return !from.known() || agree(arguments.get(dnnl.DNNL_ARG_TO), from::at);
    }

    /**
     * As {@link #copy(Arguments)}, multiplied by one scale or by one scale for each first index.
     */
    static boolean copy(Arguments arguments, float[] scales) {
        Elements from = arguments.get(dnnl.DNNL_ARG_FROM);
        return !from.known()
                || agree(
                        arguments.get(dnnl.DNNL_ARG_TO),
                        at -> from.at(at) * scales[scales.length == 1 ? 0 : (int) at[0]]);
    }

    /** Sum of two maps, then the activation. */
    static OperationTrial.Expected sum(Elementwise.Activation activation) {
        return sum(activation, 0);
    }

    /** As {@link #sum(Elementwise.Activation)}; then an offset is added. */
    static OperationTrial.Expected sum(Elementwise.Activation activation, float offset) {
        return arguments -> {
            Elements a = arguments.get(dnnl.DNNL_ARG_SRC_0);
            Elements b = arguments.get(dnnl.DNNL_ARG_SRC_1);
            return agree(
                    arguments.get(dnnl.DNNL_ARG_DST),
                    at -> {
                        double sum = a.at(at) + b.at(at);
                        double active =
                                switch (activation) {
                                    case NONE -> sum;
                                    case RELU -> Math.max(0, sum);
                                    case TANH -> Math.tanh(sum);
                                };
                        return active + offset;
                    });
        };
    }

    /** Gradient of the activation, from its result. */
    static OperationTrial.Expected activationGradient(Elementwise.Activation activation) {
        return arguments -> {
            Elements result = arguments.get(dnnl.DNNL_ARG_DST);
            Elements gradient = arguments.get(dnnl.DNNL_ARG_DIFF_DST);
            return agree(
                    arguments.get(dnnl.DNNL_ARG_DIFF_SRC),
                    at -> {
                        double y = result.at(at);
                        double slope =
                                activation == Elementwise.Activation.RELU
                                        ? y > 0 ? 1 : 0
                                        : 1 - y * y;
                        return slope * gradient.at(at);
                    });
        };
    }

    /**
     * Windows of a pooling.
     *
     * @param mean whether the result is the mean of a window; else its maximum
     */
    record Windows(long[] kernel, long stride, long padding, boolean mean) {
        boolean forward(Arguments arguments) {
            Elements x = arguments.get(dnnl.DNNL_ARG_SRC);
            return agree(arguments.get(dnnl.DNNL_ARG_DST), at -> pooled(x, at));
        }

        private double pooled(Elements x, long[] at) {
            double sum = 0;
            double most = Double.NEGATIVE_INFINITY;
            long[] shape = x.shape();
            for (long i = 0; i < kernel[0]; i++) {
                for (long j = 0; j < kernel[1]; j++) {
                    long row = at[2] * stride - padding + i;
                    long column = at[3] * stride - padding + j;
                    if (row >= 0 && column >= 0 && row < shape[2] && column < shape[3]) {
                        double value = x.at(at[0], at[1], row, column);
                        sum += value;
                        most = Math.max(most, value);
                    }
                }
            }
            return mean ? sum / (kernel[0] * kernel[1]) : most;
        }

        /** A maximum passes its gradient to the largest element, a mean to all elements equally. */
        boolean backward(Arguments arguments) {
            Elements x = arguments.get(dnnl.DNNL_ARG_SRC);
            Elements gradient = arguments.get(dnnl.DNNL_ARG_DIFF_DST);
            return agree(arguments.get(dnnl.DNNL_ARG_DIFF_SRC), at -> gradient(x, gradient, at));
        }

        private double gradient(Elements x, Elements gradient, long[] at) {
            double sum = 0;
            long[] shape = gradient.shape();
            for (long i = 0; i < kernel[0]; i++) {
                for (long j = 0; j < kernel[1]; j++) {
                    long row = at[2] + padding - i;
                    long column = at[3] + padding - j;
                    long[] window = {at[0], at[1], row / stride, column / stride};
                    boolean there =
                            row >= 0
                                    && column >= 0
                                    && row % stride == 0
                                    && column % stride == 0
                                    && window[2] < shape[2]
                                    && window[3] < shape[3];
                    if (there && (mean || pooled(x, window) == x.at(at))) {
                        sum += gradient.at(window);
                    }
                }
            }
            return mean ? sum / (kernel[0] * kernel[1]) : sum;
        }
    }

    private static boolean agree(Elements found, ToDoubleFunction<long[]> expected) {
        return !found.known()
                || found.samples(SAMPLES).stream()
                        .allMatch(at -> agree(found, at, expected.applyAsDouble(at)));
    }

    private static boolean agree(Elements found, long[] at, double expected) {
        double nearest = found.numbers().nearest(expected);
        return close(found.at(at), nearest, 1 + 1e3 * found.numbers().rounding(nearest));
    }

    /**
     * @param scale size of the terms of which the number is a sum
     */
    static boolean close(double found, double expected, double scale) {
        return Math.abs(found - expected) <= TOLERANCE * (scale + Math.abs(expected));
    }
}
