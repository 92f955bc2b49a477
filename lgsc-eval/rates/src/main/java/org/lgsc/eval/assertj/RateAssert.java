package org.lgsc.eval.assertj;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.metric.Rate;

/** Assertions on a rate. A rate without samples fails every limit. */
public final class RateAssert extends AbstractAssert<RateAssert, Rate> {
    RateAssert(@Nullable Rate actual) {
        super(actual, RateAssert.class);
    }

    /** Errors and trials. */
    public RateAssert hasCounts(long errors, long trials) {
        isNotNull();
        if (actual.k() != errors || actual.n() != trials) {
            failWithMessage("Expected %s/%s but was %s", errors, trials, actual);
        }
        return this;
    }

    /**
     * The rate itself.
     *
     * @param limit in [0, 1]
     */
    public RateAssert isAtMost(double limit) {
        isNotNull();
        if (!(actual.value() <= Limits.require(limit, 1))) {
            failWithMessage("Expected a rate of at most %s but was %s", limit, actual);
        }
        return this;
    }

    /**
     * Upper end of its interval: also demands enough samples.
     *
     * @param limit in [0, 1]
     */
    public RateAssert hasUpperBoundAtMost(double limit) {
        isNotNull();
        double most = Limits.require(limit, 1);
        if (actual.n() == 0 || !(actual.interval().high() <= most)) {
            failWithMessage("Expected an upper bound of at most %s but was %s", limit, actual);
        }
        return this;
    }
}
