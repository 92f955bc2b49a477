package org.lgsc.core.internal.onednn;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/**
 * Expected results of a norm.
 *
 * @param eps number added to the variance
 * @param relu whether a ReLU follows
 * @param given whether mean and variance are arguments instead of statistics of the map
 */
record NormExpectation(double eps, boolean relu, boolean given) {
    /** A value for each element of a channel. */
    private interface Term {
        double at(long[] position);
    }

    boolean forward(Arguments arguments) {
        Elements out = arguments.get(dnnl.DNNL_ARG_DST);
        for (long[] at : samples(out)) {
            double y = scaled(arguments, new Statistics(arguments, at[1]), at);
            double rounding = 1e3 * out.numbers().rounding(y);
            if (!Expectations.close(out.at(at), relu ? Math.max(0, y) : y, 1 + rounding)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Elements in the last channel and in a pseudorandom one: each needs passes over all elements
     * of its channel.
     */
    private static List<long[]> samples(Elements elements) {
        return elements.samples(3).subList(1, 3);
    }

    private static double scaled(Arguments arguments, Statistics of, long[] at) {
        return arguments.get(dnnl.DNNL_ARG_SCALE).at(at[1]) * of.normal(at)
                + arguments.get(dnnl.DNNL_ARG_SHIFT).at(at[1]);
    }

    /**
     * Checks the backward pass, which runs after the forward pass, whose result shows where the
     * ReLU is active.
     */
    boolean backward(Arguments arguments) {
        Elements found = arguments.get(dnnl.DNNL_ARG_DIFF_SRC);
        Elements out = arguments.get(dnnl.DNNL_ARG_DST);
        Elements gradient = arguments.get(dnnl.DNNL_ARG_DIFF_DST);
        Term open = at -> relu && out.at(at) <= 0 ? 0 : gradient.at(at);
        for (long[] at : samples(found)) {
            Statistics of = new Statistics(arguments, at[1]);
            double shift = of.sum(open);
            double scale = of.sum(p -> open.at(p) * of.normal(p));
            double expected =
                    arguments.get(dnnl.DNNL_ARG_SCALE).at(at[1])
                            / of.deviation
                            * (open.at(at) - shift / of.count - of.normal(at) * scale / of.count);
            double terms = Math.sqrt(of.count);
            if (!Expectations.close(found.at(at), expected, 1 / of.deviation)
                    || !Expectations.close(
                            arguments.get(dnnl.DNNL_ARG_DIFF_SCALE).at(at[1]), scale, terms)
                    || !Expectations.close(
                            arguments.get(dnnl.DNNL_ARG_DIFF_SHIFT).at(at[1]), shift, terms)) {
                return false;
            }
        }
        return true;
    }

    /** Mean and deviation of a channel. */
    private final class Statistics {
        private final Elements x;
        private final long channel;
        private final double mean;
        private final double deviation;
        private final long count;

        Statistics(Arguments arguments, long channel) {
            this.x = arguments.get(dnnl.DNNL_ARG_SRC);
            this.channel = channel;
            long[] shape = x.shape();
            this.count = shape[0] * shape[2] * shape[3];
            double variance;
            if (given) {
                mean = arguments.get(dnnl.DNNL_ARG_MEAN).at(channel);
                variance = arguments.get(dnnl.DNNL_ARG_VARIANCE).at(channel);
            } else {
                double average = sum(x::at) / count;
                variance = sum(at -> (x.at(at) - average) * (x.at(at) - average)) / count;
                mean = average;
            }
            deviation = Math.sqrt(variance + eps);
        }

        double normal(long[] at) {
            return (x.at(at) - mean) / deviation;
        }

        double sum(Term term) {
            long[] shape = x.shape();
            long[] at = {0, channel, 0, 0};
            double sum = 0;
            for (at[0] = 0; at[0] < shape[0]; at[0]++) {
                for (at[2] = 0; at[2] < shape[2]; at[2]++) {
                    for (at[3] = 0; at[3] < shape[3]; at[3]++) {
                        sum += term.at(at);
                    }
                }
            }
            return sum;
        }
    }
}
