package org.lgsc.eval.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.json.ReportJson;

/**
 * The folds of a protocol: each report, and mean and standard deviation of the rates over them.
 * Each fold has its own threshold and its own worst PAI species, as in OULU-NPU protocols 3 and 4.
 *
 * @param folds one report per fold
 * @param ddof what is subtracted from the number of folds in the standard deviation: 0 (numpy and
 *     bob, the default) or 1
 * @param metrics mean and deviation by name: APCER, BPCER, ACER, HTER, D-EER, AUC
 */
public record FoldSummary(List<PadReport> folds, int ddof, Map<String, MeanDeviation> metrics) {
    /** Copies the collections. */
    public FoldSummary {
        folds = List.copyOf(folds);
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * Mean and standard deviation.
     *
     * @param mean NaN when any fold's value is
     * @param deviation NaN for a single fold with ddof 1
     */
    public record MeanDeviation(double mean, double deviation) {
        /**
         * Summarises values.
         *
         * @param values at least one
         * @param ddof 0 or 1
         */
        public static MeanDeviation of(double[] values, int ddof) {
            double mean = 0;
            for (double v : values) {
                mean += v / values.length;
            }
            double squares = 0;
            for (double v : values) {
                squares += (v - mean) * (v - mean);
            }
            return new MeanDeviation(mean, Math.sqrt(squares / (values.length - ddof)));
        }
    }

    /**
     * Summarises.
     *
     * @param folds at least one
     * @param ddof 0 or 1
     */
    public static FoldSummary of(List<PadReport> folds, int ddof) {
        if (folds.isEmpty() || ddof < 0 || ddof > 1) {
            throw new IllegalArgumentException("need at least one fold and ddof 0 or 1");
        }
        Map<String, MeanDeviation> metrics = new LinkedHashMap<>();
        metrics.put("APCER", over(folds, ddof, PadReport::apcer));
        metrics.put("BPCER", over(folds, ddof, r -> r.bpcer().value()));
        metrics.put("ACER", over(folds, ddof, PadReport::acer));
        metrics.put("HTER", over(folds, ddof, PadReport::hter));
        metrics.put("D-EER", over(folds, ddof, PadReport::dEer));
        metrics.put("AUC", over(folds, ddof, PadReport::auc));
        return new FoldSummary(folds, ddof, metrics);
    }

    private static MeanDeviation over(
            List<PadReport> folds, int ddof, ToDoubleFunction<PadReport> metric) {
        return MeanDeviation.of(folds.stream().mapToDouble(metric).toArray(), ddof);
    }

    /**
     * One metric.
     *
     * @param name e.g. "ACER"
     */
    public MeanDeviation metric(String name) {
        MeanDeviation value = metrics.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no metric " + name + "; there are " + metrics);
        }
        return value;
    }

    /** The folds and their summary as JSON. */
    public String toJson() {
        return ReportJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws LgscException when the text is not such a summary
     */
    public static FoldSummary fromJson(String json) {
        return ReportJson.read(json, FoldSummary.class, "a summary of folds");
    }

    /** Returns a line per fold, by number, then mean and deviation; in percent except AUC. */
    public String toText() {
        return toText(IntStream.rangeClosed(1, folds.size()).mapToObj(String::valueOf).toList());
    }

    /**
     * Returns the same table with the names of the folds.
     *
     * @param names one per fold, in their order
     */
    public String toText(List<String> names) {
        if (names.size() != folds.size()) {
            throw new IllegalArgumentException(names.size() + " names, " + folds.size() + " folds");
        }
        StringBuilder out = new StringBuilder();
        out.append(RootFormat.of("%-16s", "fold"));
        metrics.keySet().forEach(m -> out.append(RootFormat.of(" %15s", m)));
        out.append('\n');
        for (int i = 0; i < folds.size(); i++) {
            PadReport r = folds.get(i);
            out.append(
                    RootFormat.of(
                            "%-16s %15s %15s %15s %15s %15s %15s\n",
                            names.get(i),
                            ReportText.percent(r.apcer()),
                            ReportText.percent(r.bpcer().value()),
                            ReportText.percent(r.acer()),
                            ReportText.percent(r.hter()),
                            ReportText.percent(r.dEer()),
                            Double.isNaN(r.auc()) ? "n/a" : RootFormat.of("%.5f", r.auc())));
        }
        out.append(RootFormat.of("%-16s", "mean±std ddof=" + ddof));
        metrics.forEach(
                (name, m) -> {
                    boolean auc = name.equals("AUC");
                    double scale = auc ? 1 : 100;
                    String format = auc ? "%.4f±%.4f" : "%.2f±%.2f %%";
                    String value =
                            Double.isNaN(m.mean())
                                    ? "n/a"
                                    : RootFormat.of(
                                            format, scale * m.mean(), scale * m.deviation());
                    out.append(RootFormat.of(" %15s", value));
                });
        return out.append('\n').toString();
    }

    @Override
    public String toString() {
        return toText();
    }
}
