package org.lgsc.core.loss;

/** Distances of cue values from a target, and their gradient. */
final class CueMagnitude {
    private CueMagnitude() {}

    /**
     * Returns the sum of {@code |input - wanted|}; in four sums, which do not wait for each other.
     */
    static double sum(float[] input, int from, int to, float wanted) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int at = from;
        for (; at < to - 3; at += 4) {
            a += Math.abs(input[at] - wanted);
            b += Math.abs(input[at + 1] - wanted);
            c += Math.abs(input[at + 2] - wanted);
            d += Math.abs(input[at + 3] - wanted);
        }
        for (; at < to; at++) {
            a += Math.abs(input[at] - wanted);
        }
        return a + b + (c + d);
    }

    /**
     * Writes the weight with the sign of each difference. Multiplied and limited, unlike {@link
     * Math#signum}, in a form that the JIT compiler vectorises; NaN remains NaN.
     */
    static void signs(
            float[] input, float[] gradient, int from, int to, float wanted, float weight) {
        for (int at = from; at < to; at++) {
            float large = (input[at] - wanted) * Float.MAX_VALUE;
            gradient[at] = weight * Math.max(-1f, Math.min(1f, large));
        }
    }
}
