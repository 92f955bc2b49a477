package org.lgsc.eval.assertj;

/** Limits of rates: 10 for "10 %" would pass whatever the rate is. */
final class Limits {
    private Limits() {}

    /**
     * @param most 1 for a rate, 2 for a sum of two
     * @return the limit
     * @throws IllegalArgumentException when it is no such number
     */
    static double require(double limit, double most) {
        if (!(limit >= 0 && limit <= most)) {
            throw new IllegalArgumentException(
                    "a limit must be in [0, "
                            + (int) most
                            + "], was "
                            + limit
                            + (limit > most ? "; 5 % is 0.05" : ""));
        }
        return limit;
    }
}
