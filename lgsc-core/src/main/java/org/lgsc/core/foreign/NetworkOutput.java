package org.lgsc.core.foreign;

import java.util.Objects;
import org.lgsc.core.Experimental;

/**
 * How a network's answer is read.
 *
 * @param name of the output; "" for the only one, or the first
 * @param values numbers for a face
 * @param activation what is still to be done to them
 * @param index of the number that speaks for one class, from 0
 * @param means which class that is
 */
@Experimental
public record NetworkOutput(
        String name, int values, Activation activation, int index, Class means) {
    /** Numbers of a face that a network may have. */
    public static final int MOST_VALUES = 1000;

    /** What 0 to 1 may be exceeded by through rounding. */
    private static final double ROUNDING = 1e-3;

    /** From the network's numbers to probabilities. */
    public enum Activation {
        /** They are logits of classes: exponentials over their sum. */
        SOFTMAX,
        /** The one that counts is a logit: the logistic function. */
        SIGMOID,
        /** They are probabilities, or scores from 0 to 1. */
        NONE
    }

    /** What a high number speaks for. */
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
                    "there is no value " + index + " among " + values + " values");
        }
        if (activation == Activation.SOFTMAX && values < 2) {
            throw new IllegalArgumentException("a softmax is over at least two values");
        }
    }

    /**
     * The spoof score.
     *
     * @param answer the network's numbers for a face
     * @return 0 to 1, high = spoof; NaN when one of them is no number, or what should be a
     *     probability is outside of 0 to 1
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
