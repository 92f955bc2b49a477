package org.lgsc.eval.comparison;

import java.util.List;
import java.util.function.Function;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;
import org.lgsc.eval.comparison.SystemComparison.AcerDifference;
import org.lgsc.eval.comparison.SystemComparison.PairedErrors;
import org.lgsc.eval.comparison.SystemComparison.Unanswered;
import org.lgsc.eval.metric.Interval;
import org.lgsc.eval.metric.McNemar;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.report.PadReport.SpeciesResult;

/** Lays a comparison out as text. */
final class ComparisonText {
    private static final int MOST_NAMES = 20;

    private final StringBuilder out = new StringBuilder();

    private ComparisonText() {}

    static String of(SystemComparison comparison) {
        ComparisonText text = new ComparisonText();
        text.layOut(comparison);
        return text.out.toString().replace(System.lineSeparator(), "\n");
    }

    private void layOut(SystemComparison c) {
        line("Comparison of two systems" + (c.title().isEmpty() ? "" : ": " + c.title()));
        line("  A: " + c.nameA());
        line("  B: " + c.nameB());
        line("  presentations: " + c.presentations());
        rates(c.a(), c.b());
        difference(c);
        errors(c);
        c.notes().forEach(n -> line("Note: " + n));
        c.a().warnings().forEach(w -> line("Note on A: " + w));
        c.b().warnings().forEach(w -> line("Note on B: " + w));
        names("Only in A", c.onlyInA());
        names("Only in B", c.onlyInB());
    }

    private void rates(PadReport a, PadReport b) {
        Interval interval = a.bpcer().interval();
        line(
                RootFormat.of(
                        "Error rates (errors/presentations) [%.0f %% interval, %s]",
                        100 * interval.level(), interval.method()));
        row("", "A", "B");
        row(
                "threshold (spoof score)",
                String.valueOf(a.threshold().spoofScore()),
                String.valueOf(b.threshold().spoofScore()));
        row("threshold from", a.threshold().origin() + "", b.threshold().origin() + "");
        for (SpeciesResult s : a.species()) {
            row("APCER " + s.species(), s.apcer(), of(b, s.species(), SpeciesResult::apcer));
        }
        row("APCER worst case", percent(a.apcer()), percent(b.apcer()));
        row("BPCER", a.bpcer(), b.bpcer());
        row("BPNRR", a.bpnrr(), b.bpnrr());
        for (SpeciesResult s : a.species()) {
            row("APNRR " + s.species(), s.apnrr(), of(b, s.species(), SpeciesResult::apnrr));
        }
        row("ACER (not ISO)", percent(a.acer()), percent(b.acer()));
        row("HTER (not ISO)", percent(a.hter()), percent(b.hter()));
        row("D-EER (attacks pooled)", percent(a.dEer()), percent(b.dEer()));
    }

    private static Object of(PadReport report, String species, Function<SpeciesResult, Rate> rate) {
        return report.species().stream()
                .filter(s -> s.species().equals(species))
                .findFirst()
                .<Object>map(rate)
                .orElse("n/a");
    }

    private void difference(SystemComparison c) {
        AcerDifference d = c.acerDifference();
        line("ACER of A minus that of B, in percentage points");
        if (Double.isNaN(d.value())) {
            line("  n/a: a class has no scores");
            return;
        }
        if (d.interval() == null) {
            line(RootFormat.of("  %+.2f, without interval", 100 * d.value()));
            return;
        }
        line(
                RootFormat.of(
                        "  %+.2f [%+.2f, %+.2f], %.0f %%, paired %s",
                        100 * d.value(),
                        100 * d.interval().low(),
                        100 * d.interval().high(),
                        100 * d.interval().level(),
                        d.interval().method()));
        line(
                RootFormat.of(
                        "  A lower in %d of them, B lower in %d, equal in %d; thresholds stay fixed",
                        d.firstLower(),
                        d.secondLower(),
                        d.replicates() - d.firstLower() - d.secondLower()));
    }

    private void errors(SystemComparison c) {
        line("Errors on the same presentations, McNemar's test");
        String format = "  %-28s %14s %11s %8s %8s  %s%n";
        out.append(
                RootFormat.of(
                        format,
                        "",
                        "presentations",
                        "both wrong",
                        "only A",
                        "only B",
                        "A and B err alike"));
        for (PairedErrors e : c.errors()) {
            out.append(
                    RootFormat.of(
                            format,
                            SafeText.text(e.group()),
                            e.presentations(),
                            e.both(),
                            e.test().onlyA(),
                            e.test().onlyB(),
                            e.test()));
        }
        line(
                RootFormat.of(
                                "  Two-sided; exact below %d presentations with an error of one"
                                        + " system only, else",
                                McNemar.FEW)
                        + " chi-squared with correction of continuity.");
        line("  It assumes independent presentations; those of one subject are not.");
        Unanswered u = c.unanswered();
        if (u.sum() > 0) {
            line(
                    RootFormat.of(
                            "  No response: only A %d, only B %d, neither system %d",
                            u.onlyA(), u.onlyB(), u.both()));
        }
    }

    private void names(String what, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        line(what + ": " + names.size());
        names.stream().limit(MOST_NAMES).forEach(n -> line("  " + n));
        if (names.size() > MOST_NAMES) {
            line(RootFormat.of("  and %d more, listed in the JSON", names.size() - MOST_NAMES));
        }
    }

    private void row(String name, Object a, Object b) {
        out.append(
                RootFormat.of(
                        "  %-28s %-44s %s%n",
                        SafeText.text(name), String.valueOf(a), String.valueOf(b)));
    }

    private void line(String text) {
        out.append(SafeText.text(text)).append('\n');
    }

    private static String percent(double value) {
        return Double.isNaN(value) ? "n/a" : RootFormat.of("%.2f %%", 100 * value);
    }
}
