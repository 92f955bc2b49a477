package org.lgsc.core.internal.onednn;

/**
 * Rounds the weights of a convolution so that the sum of those that belong together stays what it
 * was: the taps by which an output reads one channel. Maps are smooth and, behind a ReLU, above
 * zero, so an output changes by the error of that sum times a channel's mean; what the single taps
 * add to it nearly cancels. A filter that reads edges, whose taps add up to zero, still does so.
 */
public final class WeightRounding {
    private WeightRounding() {}

    /**
     * Rounds to bfloat16, in place.
     *
     * @param weights weights, groups in sequence
     * @param together number of weights that belong together
     */
    public static void toBfloats(float[] weights, int together) {
        int[] group = new int[together];
        for (int first = 0; first < weights.length; first += together) {
            for (int i = 0; i < together; i++) {
                group[i] = first + i;
            }
            toBfloats(weights, group);
        }
    }

    /**
     * Rounds some weights to bfloat16, from the largest to the smallest, each with the errors of
     * those before it: the smallest has the finest steps.
     */
    static void toBfloats(float[] weights, int[] group) {
        for (int i = 1; i < group.length; i++) {
            int moved = group[i];
            int j = i;
            for (; j > 0 && Math.abs(weights[group[j - 1]]) < Math.abs(weights[moved]); j--) {
                group[j] = group[j - 1];
            }
            group[j] = moved;
        }
        double error = 0;
        for (int i : group) {
            double wanted = weights[i] + error;
            weights[i] = (float) Numbers.BFLOAT16.nearest(wanted);
            error = wanted - weights[i];
        }
    }

    /**
     * Rounds weights to whole multiples of a scale: each to the nearest, then those that are nearly
     * as near to the next one by one step until their sum is as near as it can be.
     *
     * @param weights weights
     * @param first first of those that belong together
     * @param together number of weights that belong together
     * @param scale scale
     * @param largest largest multiple; weights that have it keep it
     * @return multiples
     */
    public static int[] toWhole(
            float[] weights, int first, int together, float scale, int largest) {
        int[] whole = new int[together];
        double error = 0; // of the sum, in steps
        for (int i = 0; i < together; i++) {
            double steps = (double) weights[first + i] / scale;
            whole[i] = (int) Math.rint(steps);
            error += steps - whole[i];
        }
        while (Math.abs(error) > 0.5) {
            int step = error > 0 ? 1 : -1;
            int nearest = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < together; i++) {
                double cost = step * (whole[i] - (double) weights[first + i] / scale);
                if (cost < least && Math.abs(whole[i]) < largest) {
                    least = cost;
                    nearest = i;
                }
            }
            if (nearest < 0) {
                break;
            }
            whole[nearest] += step;
            error -= step;
        }
        return whole;
    }
}
