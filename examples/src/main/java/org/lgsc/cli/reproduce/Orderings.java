package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.metric.PairedDifference;
import org.lgsc.eval.report.PadReport;

/**
 * Compares the paper's orderings of the ablation's rows with a run. Rows share the data of a seed,
 * so two rows are compared by the difference of their ACER in each seed. A mean difference counts
 * as clear if its confidence interval ({@link #CONFIDENCE}, Student's t) does not contain 0.
 */
final class Orderings {
    private static final double CONFIDENCE = 0.95;

    /** Rounding of a mean of equal error rates, far below one presentation of a test. */
    private static final double ROUNDING = 1e-12;

    /** Result of a run for the ordering "better is below worse". */
    enum Verdict {
        CONFIRMED("confirmed"),
        SAME_DIRECTION("same direction, not clear"),
        OTHER_DIRECTION("other direction, not clear"),
        CONTRADICTED("contradicted"),
        EQUAL("equal");

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
     * @param difference our ACER of the worse less that of the better, over the seeds of both
     * @param verdict result of our run
     */
    record Ordering(String better, String worse, PairedDifference difference, Verdict verdict) {}

    private Orderings() {}

    /** Returns the ACER of reports by row and seed. */
    static Map<String, Map<String, Double>> acers(Map<String, Map<String, PadReport>> reports) {
        Map<String, Map<String, Double>> acers = new LinkedHashMap<>();
        reports.forEach(
                (row, seeds) -> {
                    Map<String, Double> ofRow = new LinkedHashMap<>();
                    seeds.forEach((seed, report) -> ofRow.put(seed, report.acer()));
                    acers.put(row, ofRow);
                });
        return acers;
    }

    /**
     * Compares all pairs of rows with different results in the paper and at least one seed of both.
     * A seed without an ACER, as of a test with one class, is left out.
     *
     * @param ours ACER by row and seed
     */
    static List<Ordering> of(Map<String, Map<String, Double>> ours, PublishedRows published) {
        List<String> names = new ArrayList<>(ours.keySet());
        List<Ordering> orderings = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            for (int j = i + 1; j < names.size(); j++) {
                double a = acer(published, names.get(i));
                double b = acer(published, names.get(j));
                String better = names.get(a < b ? i : j);
                String worse = names.get(a < b ? j : i);
                if (a != b) {
                    ordering(better, worse, ours).ifPresent(orderings::add);
                }
            }
        }
        return orderings;
    }

    private static double acer(PublishedRows published, String variant) {
        return Double.parseDouble(
                published.own().row(PaperTable.TABLE5, variant).orElseThrow().acer());
    }

    private static Optional<Ordering> ordering(
            String better, String worse, Map<String, Map<String, Double>> ours) {
        Map<String, Double> low = ours.getOrDefault(better, Map.of());
        Map<String, Double> high = ours.getOrDefault(worse, Map.of());
        List<String> seeds =
                low.keySet().stream()
                        .filter(high::containsKey)
                        .filter(s -> !Double.isNaN(low.get(s)) && !Double.isNaN(high.get(s)))
                        .toList();
        if (seeds.isEmpty()) {
            return Optional.empty();
        }
        PairedDifference difference =
                PairedDifference.of(of(high, seeds), of(low, seeds), CONFIDENCE);
        return Optional.of(new Ordering(better, worse, difference, verdict(difference)));
    }

    private static Verdict verdict(PairedDifference difference) {
        if (isEqual(difference)) {
            return Verdict.EQUAL;
        }
        boolean clear = difference.isClear();
        return difference.mean() > 0
                ? clear ? Verdict.CONFIRMED : Verdict.SAME_DIRECTION
                : clear ? Verdict.CONTRADICTED : Verdict.OTHER_DIRECTION;
    }

    private static boolean isEqual(PairedDifference difference) {
        return Math.abs(difference.mean()) < ROUNDING;
    }

    private static double[] of(Map<String, Double> acers, List<String> seeds) {
        return seeds.stream().mapToDouble(acers::get).toArray();
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
    static String markdown(List<Ordering> orderings) {
        StringBuilder text = new StringBuilder("\n## Orderings of the paper\n\n");
        text.append(
                RootFormat.of(
                        "By the mean of the differences in ACER over the seeds, which share their"
                                + " data. Clear: its %.0f %% interval (Student's t) does not"
                                + " contain 0; the interval is not corrected for the number of"
                                + " orderings.%n%n",
                        100 * CONFIDENCE));
        counts(orderings)
                .forEach(
                        (v, count) ->
                                text.append(
                                        RootFormat.of(
                                                "- %s: %d of %d%n",
                                                v.words, count, orderings.size())));
        text.append(
                "\n| better in the paper | worse in the paper | seeds | our difference (points)"
                        + " | verdict |\n|---|---|---:|---:|---|\n");
        for (Ordering o : orderings) {
            text.append(
                    RootFormat.of(
                            "| %s | %s | %d | %s | %s |%n",
                            o.better(),
                            o.worse(),
                            o.difference().pairs(),
                            points(o.difference()),
                            o.verdict().words));
        }
        return text.toString();
    }

    private static String points(PairedDifference d) {
        String mean = RootFormat.of("%.2f", isEqual(d) ? 0 : 100 * d.mean());
        return d.pairs() < 2 ? mean : mean + RootFormat.of(" ± %.2f", 100 * d.halfWidth());
    }
}
