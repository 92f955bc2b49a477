package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;
import org.lgsc.eval.report.PadReport;

/**
 * Compares the paper's orderings of the ablation's rows with a run. A difference of two means
 * counts as clear if it is larger than two standard errors (Welch). With few seeds that is a rough
 * measure, which the report states.
 */
final class Orderings {
    private static final double STANDARD_ERRORS = 2;

    /** Result of a run for the ordering "better is below worse". */
    enum Verdict {
        CONFIRMED("confirmed"),
        SAME_DIRECTION("same direction, not clear"),
        OTHER_DIRECTION("other direction, not clear"),
        CONTRADICTED("contradicted");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * Two rows with an order in the paper.
     *
     * @param better the row with the lower ACER in the paper
     * @param worse the other row
     * @param difference our mean ACER of the worse less that of the better
     * @param standardError standard error of the difference; NaN for a single seed
     * @param verdict result of our run
     */
    record Ordering(
            String better,
            String worse,
            double difference,
            double standardError,
            Verdict verdict) {}

    private Orderings() {}

    /** Compares all pairs of rows with different results in the paper. */
    static List<Ordering> of(Map<String, FoldSummary> ours, PublishedRows published) {
        Map<String, double[]> acers = new LinkedHashMap<>();
        ours.forEach((row, s) -> acers.put(row, acers(s.folds())));
        return ofAcers(acers, published);
    }

    /** ACER of each seed. */
    static double[] acers(List<PadReport> seeds) {
        return seeds.stream().mapToDouble(PadReport::acer).toArray();
    }

    /**
     * Compares all pairs of rows with different results in the paper.
     *
     * @param ours ACER of every seed, by row
     */
    static List<Ordering> ofAcers(Map<String, double[]> ours, PublishedRows published) {
        List<String> names = new ArrayList<>(ours.keySet());
        List<Ordering> orderings = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                double a = acer(published, names.get(i));
                double b = acer(published, names.get(j));
                if (a < b) {
                    orderings.add(ordering(names.get(i), names.get(j), ours));
                } else if (b < a) {
                    orderings.add(ordering(names.get(j), names.get(i), ours));
                }
            }
        }
        return orderings;
    }

    private static double acer(PublishedRows published, String variant) {
        return Double.parseDouble(
                published.own().row(PaperTable.TABLE5, variant).orElseThrow().acer());
    }

    private static Ordering ordering(String better, String worse, Map<String, double[]> ours) {
        double[] low = ours.get(better);
        double[] high = ours.get(worse);
        double difference = MeanDeviation.of(high, 0).mean() - MeanDeviation.of(low, 0).mean();
        double error = Math.sqrt(squaredError(low) + squaredError(high));
        boolean clear = Math.abs(difference) > STANDARD_ERRORS * error;
        Verdict verdict =
                difference > 0
                        ? clear ? Verdict.CONFIRMED : Verdict.SAME_DIRECTION
                        : clear ? Verdict.CONTRADICTED : Verdict.OTHER_DIRECTION;
        return new Ordering(better, worse, difference, error, verdict);
    }

    /** Squared standard error of the mean, from the deviation with ddof 1. */
    private static double squaredError(double[] acers) {
        double deviation = MeanDeviation.of(acers, 1).deviation();
        return deviation * deviation / acers.length;
    }

    /** Number of orderings with each verdict. */
    static Map<Verdict, Long> counts(List<Ordering> orderings) {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        for (Verdict v : Verdict.values()) {
            counts.put(v, orderings.stream().filter(o -> o.verdict() == v).count());
        }
        return counts;
    }

    /** Counts in words. */
    static String words(Map<Verdict, Long> counts) {
        List<String> words = new ArrayList<>();
        counts.forEach((verdict, n) -> words.add(n + " " + verdict.words()));
        return String.join("; ", words);
    }

    /** A Markdown list, preceded by counts. */
    static String markdown(List<Ordering> orderings, int seeds) {
        StringBuilder text = new StringBuilder("\n## Orderings of the paper\n\n");
        text.append(
                RootFormat.of(
                        "By mean ACER over %d seed%s. Clear: a difference above %.0f standard"
                                + " errors; with so few seeds this is a rough measure.%n%n",
                        seeds, seeds == 1 ? "" : "s", STANDARD_ERRORS));
        counts(orderings)
                .forEach(
                        (v, count) ->
                                text.append(
                                        RootFormat.of(
                                                "- %s: %d of %d%n",
                                                v.words, count, orderings.size())));
        text.append(
                "\n| better in the paper | worse in the paper | our difference (points)"
                        + " | standard error | verdict |\n|---|---|---:|---:|---|\n");
        for (Ordering o : orderings) {
            text.append(
                    RootFormat.of(
                            "| %s | %s | %.2f | %s | %s |%n",
                            o.better(),
                            o.worse(),
                            100 * o.difference(),
                            Double.isNaN(o.standardError())
                                    ? "-"
                                    : RootFormat.of("%.2f", 100 * o.standardError()),
                            o.verdict().words));
        }
        return text.toString();
    }
}
