package org.lgsc.eval.assertj;

import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;

/** Assertions on the folds of a protocol. A mean that is NaN fails. */
public final class FoldSummaryAssert extends AbstractAssert<FoldSummaryAssert, FoldSummary> {
    FoldSummaryAssert(@Nullable FoldSummary actual) {
        super(actual, FoldSummaryAssert.class);
    }

    /** The number of folds. */
    public FoldSummaryAssert hasFolds(int count) {
        isNotNull();
        if (actual.folds().size() != count) {
            failWithMessage("Expected %s folds but there are %s", count, actual.folds().size());
        }
        return this;
    }

    /**
     * The mean ACER over the folds.
     *
     * @param limit in [0, 1]
     */
    public FoldSummaryAssert hasMeanAcerAtMost(double limit) {
        return hasMeanAtMost("ACER", limit);
    }

    /**
     * The mean of a metric over the folds.
     *
     * @param metric APCER, BPCER, ACER, HTER or D-EER
     * @param limit in [0, 1]
     */
    public FoldSummaryAssert hasMeanAtMost(String metric, double limit) {
        return atMost("mean " + metric, MeanDeviation::mean, metric, limit);
    }

    /**
     * The standard deviation of a metric over the folds.
     *
     * @param metric APCER, BPCER, ACER, HTER, D-EER or AUC
     * @param limit in [0, 1]
     */
    public FoldSummaryAssert hasDeviationAtMost(String metric, double limit) {
        return atMost("standard deviation of " + metric, MeanDeviation::deviation, metric, limit);
    }

    private FoldSummaryAssert atMost(
            String what, ToDoubleFunction<MeanDeviation> of, String metric, double limit) {
        isNotNull();
        double value = of.applyAsDouble(actual.metric(metric));
        if (!(value <= Limits.require(limit, 1))) {
            failWithMessage(
                    "Expected %s at most %s but was %s%n%s", what, limit, value, actual.toText());
        }
        return this;
    }

    /** Checks a requirement on every fold; a failure names the report that it failed for. */
    public FoldSummaryAssert everyFold(Consumer<PadReportAssert> requirement) {
        isNotNull();
        actual.folds().forEach(report -> requirement.accept(new PadReportAssert(report)));
        return this;
    }
}
