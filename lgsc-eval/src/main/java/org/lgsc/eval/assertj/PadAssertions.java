package org.lgsc.eval.assertj;

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
    public static PadReportAssert assertThat(PadReport actual) {
        return new PadReportAssert(actual);
    }

    /** Assertions on the folds of a protocol. */
    public static FoldSummaryAssert assertThat(FoldSummary actual) {
        return new FoldSummaryAssert(actual);
    }
}
