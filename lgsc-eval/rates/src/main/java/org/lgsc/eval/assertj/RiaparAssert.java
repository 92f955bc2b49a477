package org.lgsc.eval.assertj;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.metric.Riapar;

/** Assertions on the rate of a full system. */
public final class RiaparAssert extends AbstractAssert<RiaparAssert, Riapar> {
    RiaparAssert(@Nullable Riapar actual) {
        super(actual, RiaparAssert.class);
    }

    /**
     * IAPAR + FRR; fails when either has no sample.
     *
     * @param limit in [0, 2]
     */
    public RiaparAssert isAtMost(double limit) {
        isNotNull();
        if (!(actual.value() <= Limits.require(limit, 2))) {
            failWithMessage(
                    "Expected RIAPAR of at most %s but was %s (%s)", limit, actual.value(), actual);
        }
        return this;
    }
}
