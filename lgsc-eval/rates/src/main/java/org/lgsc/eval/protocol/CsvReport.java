package org.lgsc.eval.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lgsc.core.internal.SafeText;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.report.PadReport.OperatingPoint;
import org.lgsc.eval.report.PadReport.SpeciesResult;

/**
 * Writes every number of a report as a row: {@code fold,metric,species,value,errors,presentations,
 * low,high,title}. Rates are in [0, 1]; values that do not apply or are not known are empty. The
 * title is in every row, so that a row copied out of the file still says what it belongs to. Text
 * that a spreadsheet would take for a formula gets a leading apostrophe.
 */
final class CsvReport {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT
                    .builder()
                    .setHeader(
                            "fold",
                            "metric",
                            "species",
                            "value",
                            "errors",
                            "presentations",
                            "low",
                            "high",
                            "title")
                    .setRecordSeparator('\n')
                    .get();

    private final CSVPrinter rows;

    private final String title;

    private CsvReport(CSVPrinter rows, String title) {
        this.rows = rows;
        this.title = title;
    }

    /** Returns the rows of all folds, then mean and deviation over them where there are several. */
    public static String of(ProtocolReport report) {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
            CsvReport csv = new CsvReport(printer, report.title());
            for (FoldEvaluation fold : report.folds()) {
                csv.fold(fold.name(), fold.report());
            }
            if (report.folds().size() > 1) {
                report.summary()
                        .metrics()
                        .forEach(
                                (metric, m) -> {
                                    csv.value("mean", metric, "", m.mean());
                                    csv.value(
                                            "deviation ddof=" + report.summary().ddof(),
                                            metric,
                                            "",
                                            m.deviation());
                                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void fold(String fold, PadReport r) {
        value(fold, "threshold", "", r.threshold().spoofScore());
        for (SpeciesResult s : r.species()) {
            rate(fold, "APCER", s.species(), s.apcer());
            rate(fold, "APNRR", s.species(), s.apnrr());
            value(fold, "D-EER", s.species(), s.dEer());
        }
        value(fold, "APCER", r.worstSpecies() + " (worst)", r.apcer());
        rate(fold, "BPCER", "", r.bpcer());
        rate(fold, "BPNRR", "", r.bpnrr());
        if (r.acerInterval() == null) {
            value(fold, "ACER", "", r.acer());
        } else {
            print(
                    fold,
                    "ACER",
                    "",
                    r.acer(),
                    "",
                    "",
                    r.acerInterval().low(),
                    r.acerInterval().high());
        }
        rate(fold, "FAR", "", r.far());
        value(fold, "HTER", "", r.hter());
        value(fold, "D-EER", "", r.dEer());
        value(fold, "AUC", "", r.auc());
        for (OperatingPoint p : r.operatingPoints()) {
            rate(fold, p.name(), "", p.rate());
        }
    }

    private void rate(String fold, String metric, String species, Rate rate) {
        print(
                fold,
                metric,
                species,
                rate.value(),
                rate.k(),
                rate.n(),
                // no interval without trials: [0, 1] would read like a measurement
                rate.n() == 0 ? "" : rate.interval().low(),
                rate.n() == 0 ? "" : rate.interval().high());
    }

    private void value(String fold, String metric, String species, double value) {
        print(fold, metric, species, value, "", "", "", "");
    }

    /**
     * Returns text for a spreadsheet, which would take a species named {@code =2+5} for a formula
     * without the leading apostrophe.
     */
    private static String cell(String text) {
        String shown = SafeText.text(text);
        return !shown.isEmpty() && "=+-@".indexOf(shown.charAt(0)) >= 0 ? "'" + shown : shown;
    }

    private void print(String fold, String metric, String species, double value, Object... rest) {
        try {
            rows.print(cell(fold));
            rows.print(cell(metric));
            rows.print(cell(species));
            rows.print(Double.isNaN(value) ? "" : value);
            for (Object cell : rest) {
                rows.print(cell);
            }
            rows.printRecord(cell(title));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
