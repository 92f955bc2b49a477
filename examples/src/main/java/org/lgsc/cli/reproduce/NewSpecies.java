package org.lgsc.cli.reproduce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.report.PadReport.SpeciesResult;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.score.TestScores;

/**
 * Attacks of species that neither the training nor the table of the ablation has, each judged by
 * itself against the bona fide presentations of the table, at the table's thresholds.
 */
final class NewSpecies {
    /** Score file in a fold's folder. */
    static final String FILE = "new-species.csv";

    /** Reports by row, species and seed. */
    private final Map<String, Map<String, Map<String, PadReport>>> rows = new LinkedHashMap<>();

    /**
     * Adds a fold; without a file of new species it adds nothing.
     *
     * @param row row of the table
     * @param seed name of the fold
     * @param folder folder of the fold
     * @param table evaluation of the fold's own test
     */
    void add(String row, String seed, Path folder, PadReport table) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return;
        }
        List<PadScore> live =
                ScoreFile.read(folder.resolve("test.csv")).stream()
                        .filter(s -> s.label().isLive())
                        .toList();
        Map<String, List<PadScore>> attacks = new TreeMap<>();
        for (PadScore score : ScoreFile.read(file)) {
            attacks.computeIfAbsent(score.species(), s -> new ArrayList<>(live)).add(score);
        }
        PadEvaluator evaluator =
                PadEvaluator.builder()
                        .fixedThreshold(table.threshold().spoofScore())
                        .bootstrapReplicates(0)
                        .build();
        attacks.forEach(
                (species, scores) ->
                        rows.computeIfAbsent(row, r -> new TreeMap<>())
                                .computeIfAbsent(species, s -> new LinkedHashMap<>())
                                .put(seed, evaluator.evaluate(TestScores.of(scores))));
    }

    /** A Markdown table with the paper's orderings by each species; empty without any fold. */
    String markdown(PublishedRows published) {
        if (rows.isEmpty()) {
            return "";
        }
        List<String> species = List.copyOf(rows.values().iterator().next().keySet());
        StringBuilder text = new StringBuilder("\n## Species that the training does not have\n\n");
        text.append(
                "APCER at the thresholds of the table and D-EER of each species against the bona"
                        + " fide presentations of the table, in percent, mean and deviation (ddof"
                        + " 0) over the seeds.\n\n| row |");
        species.forEach(s -> text.append(RootFormat.of(" %s: APCER | D-EER |", s)));
        text.append("\n|---|").append("---:|---:|".repeat(species.size())).append('\n');
        rows.forEach(
                (row, reports) -> {
                    text.append("| ").append(row).append(" |");
                    for (String s : species) {
                        text.append(words(reports.get(s), r -> r.apcer().value()));
                        text.append(words(reports.get(s), SpeciesResult::dEer));
                    }
                    text.append('\n');
                });
        text.append("\nThe paper's orderings by the ACER of each species:\n\n");
        for (String s : species) {
            Map<String, Map<String, PadReport>> ours = new LinkedHashMap<>();
            rows.forEach((row, reports) -> ours.put(row, reports.get(s)));
            ours.keySet().removeIf(r -> published.own().row(PaperTable.TABLE5, r).isEmpty());
            String counts =
                    Orderings.words(
                            Orderings.counts(Orderings.of(Orderings.acers(ours), published)));
            text.append("- ").append(s).append(": ").append(counts).append('\n');
        }
        return text.toString();
    }

    private static String words(
            Map<String, PadReport> seeds, ToDoubleFunction<SpeciesResult> rate) {
        MeanDeviation m =
                MeanDeviation.of(
                        seeds.values().stream()
                                .mapToDouble(r -> rate.applyAsDouble(r.species().get(0)))
                                .toArray(),
                        0);
        return RootFormat.of(" %.1f±%.1f |", 100 * m.mean(), 100 * m.deviation());
    }
}
