package org.lgsc.eval.report;

import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;
import org.lgsc.eval.metric.Interval;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport.OperatingPoint;
import org.lgsc.eval.report.PadReport.SpeciesResult;

/** Lays a report out as text. */
final class ReportText {
    private static final String ROW = "  %-28s %s%n";
    private final StringBuilder out = new StringBuilder();

    private ReportText() {}

    static String of(PadReport report) {
        ReportText text = new ReportText();
        text.layOut(report);
        return text.out.toString().replace(System.lineSeparator(), "\n");
    }

    private void layOut(PadReport r) {
        out.append("PAD report");
        if (!r.title().isEmpty()) {
            out.append(": ").append(SafeText.text(r.title()));
        }
        out.append('\n');
        row("threshold (spoof score)", r.threshold().spoofScore() + ", live at or below it");
        row("threshold from", r.threshold().origin().toString());
        r.provenance().forEach((name, value) -> row(name, value));
        Interval i = r.bpcer().interval();
        out.append(
                RootFormat.of(
                        "Error rates (errors/presentations) [%.0f %% interval, %s]%n",
                        100 * i.level(), i.method()));
        for (SpeciesResult s : r.species()) {
            row("APCER " + s.species(), s.apcer());
        }
        row("APCER worst case", percent(r.apcer()) + (" " + r.worstSpecies()).stripTrailing());
        row("BPCER", r.bpcer());
        out.append("Non-response\n");
        for (SpeciesResult s : r.species()) {
            row("APNRR " + s.species(), s.apnrr());
        }
        row("BPNRR", r.bpnrr());
        out.append("Not ISO, for comparison with the literature\n");
        Interval a = r.acerInterval();
        row(
                "ACER (worst APCER + BPCER)/2",
                percent(r.acer())
                        + (a == null
                                ? ""
                                : RootFormat.of(
                                        " [%.2f, %.2f], %s",
                                        100 * a.low(), 100 * a.high(), a.method())));
        row("FAR (attacks pooled)", r.far());
        row("FRR", r.frr());
        row("HTER (FAR + FRR)/2", percent(r.hter()));
        out.append("On the reported scores themselves\n");
        row("D-EER (attacks pooled)", percent(r.dEer()));
        for (SpeciesResult s : r.species()) {
            row("D-EER " + s.species(), percent(s.dEer()));
        }
        row("AUC", Double.isNaN(r.auc()) ? "n/a" : RootFormat.of("%.5f", r.auc()));
        for (OperatingPoint p : r.operatingPoints()) {
            row(p.name() + " (" + p.criterion() + ")", p.rate());
        }
        for (String warning : r.warnings()) {
            out.append("Note: ").append(SafeText.text(warning)).append('\n');
        }
    }

    private void row(String name, Rate rate) {
        row(name, rate.toString());
    }

    private void row(String name, String value) {
        out.append(RootFormat.of(ROW, SafeText.text(name), SafeText.text(value)));
    }

    static String percent(double value) {
        return Double.isNaN(value) ? "n/a" : RootFormat.of("%.2f %%", 100 * value);
    }
}
