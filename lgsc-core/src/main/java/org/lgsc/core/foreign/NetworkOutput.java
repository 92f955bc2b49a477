package org.lgsc.core.foreign;

import java.util.Objects;
import org.lgsc.core.Experimental;
import org.lgsc.core.internal.RootFormat;

/**
 * How a network's output is interpreted.
 *
 * @param name name of the output; "" for the only one, or the first
 * @param values number of values for a face
 * @param activation function that is still to be applied to them
 * @param index index of the value that indicates one class, from 0
 * @param means class that the value indicates
 */
@Experimental
public record NetworkOutput(
        String name, int values, Activation activation, int index, Class means) {
    /** Largest number of values for a face. */
    public static final int MOST_VALUES = 1000;

    /** Largest excess over the range 0 to 1 by rounding. */
    private static final double ROUNDING = 1e-3;

    /** Conversion from the network's values to probabilities. */
    public enum Activation {
        /** The values are logits of classes: exponentials divided by their sum. */
        SOFTMAX,
        /** The value is a logit: the logistic function. */
        SIGMOID,
        /** The values are probabilities, or scores from 0 to 1. */
        NONE
    }

    /** Class that a high value indicates. */
    public enum Class {
        /** A living person. */
        LIVE,
        /** An attack. */
        SPOOF
    }

    /** Checks that the index is one of the values. */
    public NetworkOutput {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(means, "means");
        if (values < 1 || values > MOST_VALUES || index < 0 || index >= values) {
            throw new IllegalArgumentException(
                    RootFormat.of("there is no value %s among %s values", index, values));
        }
        if (activation == Activation.SOFTMAX && values < 2) {
            throw new IllegalArgumentException("a softmax is over at least two values");
        }
    }

    /**
     * Computes the spoof score.
     *
     * @param answer values of the network for a face
     * @return score, 0 to 1, high = spoof; NaN when a value is not finite, or a probability is
     *     outside 0 to 1
     */
    double spoofScore(float[] answer) {
        for (float value : answer) {
            if (!Float.isFinite(value)) {
                return Double.NaN;
            }
        }
        double p =
                switch (activation) {
                    case SOFTMAX -> softmax(answer);
                    case SIGMOID -> 1 / (1 + Math.exp(-answer[index]));
                    case NONE -> answer[index];
                };
        if (!(p >= -ROUNDING && p <= 1 + ROUNDING)) {
            return Double.NaN;
        }
        double within = Math.max(0, Math.min(1, p));
        return means == Class.LIVE ? 1 - within : within;
    }

    private double softmax(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return Math.exp(logits[index] - largest) / sum;
    }
}
