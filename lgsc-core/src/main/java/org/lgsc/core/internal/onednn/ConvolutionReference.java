package org.lgsc.core.internal.onednn;

import org.jspecify.annotations.Nullable;

/**
 * Expected results of a convolution of {@link MadeUp} maps and weights and of its gradients,
 * computed one element at a time in double precision.
 *
 * @param geometry shapes of the convolution
 * @param input layout of the input map, or of its gradient
 * @param output layout of the output map, or of its gradient
 */
record ConvolutionReference(
        Convolution.Geometry geometry,
        MapLayout input,
        MapLayout output,
        Types types,
        Scales scales) {
    /**
     * Number formats of maps and weights, or of their gradients; sums are taken in FLOAT32 or
     * INT32.
     *
     * @param input format of the input map
     * @param weights format of the weights
     * @param output format of the output map
     */
    record Types(Numbers input, Numbers weights, Numbers output) {
        static final Types FLOAT32 = new Types(Numbers.FLOAT32, Numbers.FLOAT32, Numbers.FLOAT32);
        static final Types BFLOAT16 =
                new Types(Numbers.BFLOAT16, Numbers.BFLOAT16, Numbers.BFLOAT16);

        /** The same format for all. */
        static Types all(Numbers numbers) {
            return new Types(numbers, numbers, numbers);
        }

        /** Suffix for labels; empty for floats. */
        String suffix() {
            return equals(FLOAT32) ? "" : " " + this;
        }

        @Override
        public String toString() {
            return input + "*" + weights + "->" + output;
        }
    }

    /**
     * Factors of integer sums.
     *
     * @param products factor of products and bias, by output; null for 1
     * @param bias factor of made-up biases
     * @param onto factor of the map to which the result is added
     */
    record Scales(float @Nullable [] products, float bias, float onto) {
        static final Scales NONE = new Scales(null, 1, 1);

        /** Root mean square of made-up numbers. */
        private static final double UNSIGNED = 147;

        private static final double SIGNED = 73;

        /** Returns scales that spread the results of made-up numbers over their range. */
        static Scales madeUp(FusedConvolution of) {
            long kernel = of.geometry().kernel() * of.geometry().kernelWidth();
            double map = of.input().numbers() == Numbers.UINT8 ? UNSIGNED : SIGNED;
            double sum = Math.sqrt(of.inputs() * kernel) * map * SIGNED;
            double wide = of.output().numbers().isWhole() ? 60 : 1;
            float[] products = new float[(int) of.outputs()];
            for (int i = 0; i < products.length; i++) {
                products[i] = (float) (wide / sum * (1 + i % 3 / 4.0));
            }
            return new Scales(products, (float) (2 * sum), 0.5f);
        }

        double product(long output) {
            return products == null ? 1 : products[(int) output];
        }

        @Override
        public String toString() {
            return products == null ? "floats" : "scaled";
        }
    }

    /** Reference of a float convolution. */
    ConvolutionReference(Convolution.Geometry geometry, MapLayout input, MapLayout output) {
        this(geometry, input, output, Types.FLOAT32, Scales.NONE);
    }

    /**
     * A sum of products with the sum of their absolute values, to which its rounding error is
     * relative.
     */
    static final class Sum {
        /** Winograd's filtering has rounding errors of about 1e-5. */
        private static final double TOLERANCE = 1e-4;

        private double value;
        private double absolute;

        Sum add(double a, double b) {
            value += a * b;
            absolute += Math.abs(a * b);
            return this;
        }

        /**
         * @param stored number format of the result
         */
        boolean agrees(double found, Elementwise.Activation activation, Numbers stored) {
            double expected =
                    switch (activation) {
                        case NONE -> value;
                        case RELU -> Math.max(0, value);
                        case TANH -> Math.tanh(value);
                    };
            double tolerance = TOLERANCE * absolute + Float.MIN_NORMAL;
            double nearest = stored.nearest(expected);
            return Math.abs(found - nearest) <= tolerance + stored.rounding(expected);
        }
    }

    /** Shape [N, C, H, W] of the input map. */
    long[] inputShape() {
        return new long[] {
            geometry.samples(), geometry.inputChannels(), geometry.height(), geometry.width()
        };
    }

    /** Shape [N, C, H, W] of the output map. */
    long[] outputShape() {
        return new long[] {
            geometry.samples(),
            geometry.outputChannels(),
            geometry.outputHeight(),
            geometry.outputWidth()
        };
    }

    /** Shape [out, in, k, k] of the weights. */
    long[] weightShape() {
        return geometry.weightShape();
    }

    private double input(long n, long c, long y, long x) {
        boolean inside = y >= 0 && y < geometry.height() && x >= 0 && x < geometry.width();
        return inside
                ? MadeUp.INPUT.at(
                        input.index(
                                geometry.inputChannels(),
                                geometry.height(),
                                geometry.width(),
                                n,
                                c,
                                y,
                                x),
                        types.input())
                : 0;
    }

    private double output(long n, long c, long y, long x) {
        return output(n, c, y, x, types.output());
    }

    private double output(long n, long c, long y, long x, Numbers numbers) {
        boolean inside =
                y >= 0 && y < geometry.outputHeight() && x >= 0 && x < geometry.outputWidth();
        return inside
                ? MadeUp.OUTPUT.at(
                        output.index(
                                geometry.outputChannels(),
                                geometry.outputHeight(),
                                geometry.outputWidth(),
                                n,
                                c,
                                y,
                                x),
                        numbers)
                : 0;
    }

    private double weight(long to, long from, long row, long column) {
        return MadeUp.WEIGHTS.at(
                MapLayout.PLANES.index(
                        geometry.inputChannels(),
                        geometry.kernel(),
                        geometry.kernelWidth(),
                        to,
                        from,
                        row,
                        column),
                types.weights());
    }

    private void addBias(Sum sum, long channel) {
        double bias = MadeUp.BIAS.at(channel, Numbers.FLOAT32) * scales.bias();
        sum.add(bias, scales.product(channel));
    }

    /**
     * Computes an element of the output map.
     *
     * @param at sample, channel, row and column
     * @param onto number format of the map to which the result is added; null for none
     */
    Sum output(long[] at, boolean bias, @Nullable Numbers onto) {
        Sum sum = new Sum();
        if (bias) {
            addBias(sum, at[1]);
        }
        if (onto != null) {
            sum.add(output(at[0], at[1], at[2], at[3], onto), scales.onto());
        }
        double product = scales.product(at[1]);
        long top = at[2] * geometry.stride() - geometry.padding();
        long left = at[3] * geometry.strideWidth() - geometry.padding();
        for (long c = 0; c < geometry.inputChannels(); c++) {
            for (long row = 0; row < geometry.kernel(); row++) {
                for (long column = 0; column < geometry.kernelWidth(); column++) {
                    sum.add(
                            product * input(at[0], c, top + row, left + column),
                            weight(at[1], c, row, column));
                }
            }
        }
        return sum;
    }

    /**
     * Computes an element of the input's gradient, or of the transposed map, at a sample, channel,
     * row and column.
     */
    Sum inputGradient(long[] at, boolean bias) {
        Sum sum = new Sum();
        if (bias) {
            addBias(sum, at[1]);
        }
        double product = scales.product(at[1]);
        long stride = geometry.stride();
        long strideWidth = geometry.strideWidth();
        for (long row = 0; row < geometry.kernel(); row++) {
            for (long column = 0; column < geometry.kernelWidth(); column++) {
                long y = at[2] + geometry.padding() - row;
                long x = at[3] + geometry.padding() - column;
                if (y % stride != 0 || x % strideWidth != 0) {
                    continue;
                }
                for (long c = 0; c < geometry.outputChannels(); c++) {
                    sum.add(
                            product * output(at[0], c, y / stride, x / strideWidth),
                            weight(c, at[1], row, column));
                }
            }
        }
        return sum;
    }

    /**
     * Computes an element of the weights' gradient, at an output, input, row and column of the
     * kernel.
     */
    Sum weightGradient(long[] at) {
        Sum sum = new Sum();
        for (long n = 0; n < geometry.samples(); n++) {
            for (long y = 0; y < geometry.outputHeight(); y++) {
                for (long x = 0; x < geometry.outputWidth(); x++) {
                    sum.add(
                            output(n, at[0], y, x),
                            input(
                                    n,
                                    at[1],
                                    y * geometry.stride() - geometry.padding() + at[2],
                                    x * geometry.strideWidth() - geometry.padding() + at[3]));
                }
            }
        }
        return sum;
    }
}
