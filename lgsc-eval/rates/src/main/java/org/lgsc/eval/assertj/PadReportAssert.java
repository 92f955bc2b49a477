package org.lgsc.eval.assertj;

import java.util.Arrays;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Split;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.report.PadReport.OperatingPoint;
import org.lgsc.eval.report.PadReport.SpeciesResult;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.eval.threshold.Threshold;

/**
 * Assertions on a report. Limits are rates in [0, 1], and anything else is an {@link
 * IllegalArgumentException}; a rate that is NaN, for lack of samples, fails every one of them.
 * Failures print the report.
 */
public final class PadReportAssert extends AbstractAssert<PadReportAssert, PadReport> {
    PadReportAssert(@Nullable PadReport actual) {
        super(actual, PadReportAssert.class);
    }

    /** (Worst APCER + BPCER) / 2; not an ISO metric. */
    public PadReportAssert hasAcerAtMost(double limit) {
        isNotNull();
        return atMost("ACER", actual.acer(), limit);
    }

    /** APCER of the worst PAI species, and so of every one. */
    public PadReportAssert hasApcerAtMost(double limit) {
        isNotNull();
        return atMost("worst-case APCER", actual.apcer(), limit);
    }

    /** APCER of one PAI species. */
    public PadReportAssert hasApcerAtMost(String species, double limit) {
        return atMost("APCER of " + species, species(species).apcer().value(), limit);
    }

    /** Upper end of the interval of the APCER of one species: also demands enough samples. */
    public PadReportAssert hasApcerUpperBoundAtMost(String species, double limit) {
        return upperBoundAtMost("APCER of " + species, species(species).apcer(), limit);
    }

    /** BPCER. */
    public PadReportAssert hasBpcerAtMost(double limit) {
        isNotNull();
        return atMost("BPCER", actual.bpcer().value(), limit);
    }

    /** Upper end of the interval of BPCER: also demands enough samples. */
    public PadReportAssert hasBpcerUpperBoundAtMost(double limit) {
        isNotNull();
        return upperBoundAtMost("BPCER", actual.bpcer(), limit);
    }

    /**
     * Upper end of the bootstrap interval of ACER over subjects; fails without one, that is, when
     * subjects are not known.
     */
    public PadReportAssert hasAcerUpperBoundAtMost(double limit) {
        isNotNull();
        double most = Limits.require(limit, 1);
        if (actual.acerInterval() == null || !(actual.acerInterval().high() <= most)) {
            fail("upper bound of ACER at most " + limit, actual.acerInterval());
        }
        return this;
    }

    /** (FAR + FRR) / 2; not an ISO metric. */
    public PadReportAssert hasHterAtMost(double limit) {
        isNotNull();
        return atMost("HTER", actual.hter(), limit);
    }

    /** Detection equal error rate on the reported scores. */
    public PadReportAssert hasDEerAtMost(double limit) {
        isNotNull();
        return atMost("D-EER", actual.dEer(), limit);
    }

    /** Detection equal error rate of one species against bona fide. */
    public PadReportAssert hasDEerAtMost(String species, double limit) {
        return atMost("D-EER of " + species, species(species).dEer(), limit);
    }

    /** Area under the ROC curve. */
    public PadReportAssert hasAucAtLeast(double limit) {
        isNotNull();
        if (!(actual.auc() >= Limits.require(limit, 1))) {
            fail("AUC at least " + limit, actual.auc());
        }
        return this;
    }

    /** The error rate of an operating point, e.g. "BPCER20". */
    public PadReportAssert hasOperatingPointAtMost(String name, double limit) {
        isNotNull();
        double value =
                actual.operatingPoint(name).map(point -> point.rate().value()).orElse(Double.NaN);
        return atMost(name, value, limit);
    }

    /** Upper end of the interval of an operating point: also demands enough samples. */
    public PadReportAssert hasOperatingPointUpperBoundAtMost(String name, double limit) {
        isNotNull();
        return upperBoundAtMost(
                name,
                actual.operatingPoint(name).map(OperatingPoint::rate).orElse(Rate.of(0, 0)),
                limit);
    }

    /** No warnings, that is nothing a reader must know to trust the numbers. */
    public PadReportAssert hasNoWarnings() {
        isNotNull();
        if (!actual.warnings().isEmpty()) {
            fail("no warnings", actual.warnings());
        }
        return this;
    }

    /** APNRR of every species and BPNRR. */
    public PadReportAssert hasNonResponseAtMost(double limit) {
        isNotNull();
        for (SpeciesResult s : actual.species()) {
            atMost("APNRR of " + s.species(), s.apnrr().value(), limit);
        }
        return atMost("BPNRR", actual.bpnrr().value(), limit);
    }

    /** The split and the rule of the threshold; split null for a fixed one. */
    public PadReportAssert hasThresholdFrom(@Nullable Split split, Criterion criterion) {
        isNotNull();
        Threshold.Origin origin = actual.threshold().origin();
        if (origin.split() != split || !origin.criterion().equals(criterion)) {
            fail("a threshold by " + criterion + " on " + split, origin);
        }
        return this;
    }

    /** The PAI species of the report, in any order. */
    public PadReportAssert hasSpecies(String... names) {
        isNotNull();
        var found = actual.species().stream().map(SpeciesResult::species).sorted().toList();
        var wanted = Arrays.stream(names).sorted().toList();
        if (!found.equals(wanted)) {
            fail("PAI species " + wanted, found);
        }
        return this;
    }

    /** At least this many scored bona fide presentations, and as many of each PAI species. */
    public PadReportAssert hasAtLeastPresentations(long bonaFide, long perSpecies) {
        isNotNull();
        if (actual.bpcer().n() < bonaFide) {
            fail("at least " + bonaFide + " bona fide presentations", actual.bpcer().n());
        }
        for (SpeciesResult s : actual.species()) {
            if (s.apcer().n() < perSpecies) {
                fail("at least " + perSpecies + " of " + s.species(), s.apcer().n());
            }
        }
        return this;
    }

    private SpeciesResult species(String name) {
        isNotNull();
        for (SpeciesResult s : actual.species()) {
            if (s.species().equals(name)) {
                return s;
            }
        }
        fail("PAI species " + name, actual.species().stream().map(SpeciesResult::species).toList());
        throw new AssertionError("not reached");
    }

    private PadReportAssert atMost(String what, double value, double limit) {
        if (!(value <= Limits.require(limit, 1))) {
            fail(what + " at most " + limit, value);
        }
        return this;
    }

    private PadReportAssert upperBoundAtMost(String what, Rate rate, double limit) {
        double most = Limits.require(limit, 1);
        if (rate.n() == 0 || !(rate.interval().high() <= most)) {
            fail("upper bound of " + what + " at most " + limit, rate);
        }
        return this;
    }

    private void fail(String expected, @Nullable Object found) {
        failWithMessage("Expected %s but was %s%n%s", expected, found, actual.toText());
    }
}
