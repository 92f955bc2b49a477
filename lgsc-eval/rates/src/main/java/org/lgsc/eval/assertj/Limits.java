package org.lgsc.eval.assertj;

import org.lgsc.core.internal.RootFormat;

/** Checks limits of rates: a limit of 10, meant as "10 %", would let every rate pass. */
final class Limits {
    private Limits() {}

    /**
     * @param most largest limit: 1 for a rate, 2 for a sum of two
     * @return the limit
     * @throws IllegalArgumentException when it is not in [0, most]
     */
    static double require(double limit, double most) {
        if (!(limit >= 0 && limit <= most)) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "a limit must be in [0, %s], was %s%s",
                            (int) most, limit, limit > most ? "; 5 % is 0.05" : ""));
        }
        return limit;
    }
}
