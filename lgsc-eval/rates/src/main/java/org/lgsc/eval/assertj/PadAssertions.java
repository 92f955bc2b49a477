package org.lgsc.eval.assertj;

import org.jspecify.annotations.Nullable;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.metric.Riapar;
import org.lgsc.eval.protocol.ProtocolReport;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.PadReport;

/**
 * Entry point of the assertions on PAD reports; needs AssertJ on the test class path.
 *
 * <pre>{@code
 * assertThat(report).hasThresholdFrom(Split.DEV, Criterion.EER).hasAcerAtMost(0.02);
 * }</pre>
 */
public final class PadAssertions {
    private PadAssertions() {}

    /** Assertions on a report. */
    public static PadReportAssert assertThat(@Nullable PadReport actual) {
        return new PadReportAssert(actual);
    }

    /** Assertions on the folds of a protocol. */
    public static FoldSummaryAssert assertThat(@Nullable FoldSummary actual) {
        return new FoldSummaryAssert(actual);
    }

    /** Assertions on the folds of a protocol. */
    public static FoldSummaryAssert assertThat(@Nullable ProtocolReport actual) {
        return new FoldSummaryAssert(actual == null ? null : actual.summary());
    }

    /** Assertions on a rate with its counts. */
    public static RateAssert assertThat(@Nullable Rate actual) {
        return new RateAssert(actual);
    }

    /** Assertions on RIAPAR. */
    public static RiaparAssert assertThat(@Nullable Riapar actual) {
        return new RiaparAssert(actual);
    }
}
