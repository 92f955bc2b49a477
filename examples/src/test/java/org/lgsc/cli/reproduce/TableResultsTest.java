package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lgsc.cli.reproduce.Orderings.Verdict.EQUAL;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;

/** What a table says of results: rows beside those of the paper, orderings, warnings. */
class TableResultsTest {
    @TempDir Path folder;

    private static PadReport report(List<PadScore> scores) {
        return PadEvaluator.builder()
                .fixedThreshold(0.5)
                .bootstrapReplicates(0)
                .build()
                .evaluate(TestScores.of(scores));
    }

    @Test
    void orderingsAreJudgedByTheirDifferencesInEachSeed() {
        Map<String, Map<String, Double>> ours = new LinkedHashMap<>();
        ours.put("full", seeds(2, 12, 5)); // .4 in the paper
        ours.put("auxiliary-on-cue", seeds(8, 18, 12)); // .8: above in every seed, clearly
        ours.put("no-auxiliary", seeds(1, 29, 6)); // 1.7: above full, not clearly
        ours.put("regression-on-both", seeds(0, 10, 3)); // 1.7 as well: no order with the former
        List<Orderings.Ordering> found = Orderings.of(ours, PublishedRows.load());
        assertThat(found)
                .extracting(o -> o.better() + " " + o.worse() + " " + o.verdict())
                .containsExactly(
                        "full auxiliary-on-cue CONFIRMED",
                        "full no-auxiliary SAME_DIRECTION",
                        "full regression-on-both CONTRADICTED",
                        "auxiliary-on-cue no-auxiliary OTHER_DIRECTION",
                        "auxiliary-on-cue regression-on-both CONTRADICTED");
        assertThat(found.get(0).difference().mean()).isCloseTo(19 / 300.0, within(1e-12));
        assertThat(Orderings.markdown(found))
                .contains(
                        "- confirmed: 1 of 5",
                        "| full | auxiliary-on-cue | 3 | 6.33 ± 1.43 | confirmed |");
    }

    @Test
    void orderingsAreOfTheSeedsOfBothRows() {
        Map<String, Double> fewer = seeds(8, 18, 12);
        fewer.remove("seed-2");
        PublishedRows published = PublishedRows.load();
        assertThat(
                        Orderings.of(
                                Map.of("full", seeds(2, 12, 5), "auxiliary-on-cue", fewer),
                                published))
                .singleElement()
                .satisfies(o -> assertThat(o.difference().pairs()).isEqualTo(2));
        assertThat(Orderings.of(Map.of("full", seeds(2), "auxiliary-on-cue", Map.of()), published))
                .isEmpty();
    }

    @Test
    void equalRowsHaveNoDirection() {
        Map<String, Map<String, Double>> ours = new LinkedHashMap<>();
        ours.put("full", seeds(2, 12, 5));
        ours.put("auxiliary-on-cue", seeds(12, 5, 2));
        List<Orderings.Ordering> found = Orderings.of(ours, PublishedRows.load());
        assertThat(found).extracting(Orderings.Ordering::verdict).containsExactly(EQUAL);
        assertThat(Orderings.markdown(found)).contains("- equal: 1 of 1", "| 3 | 0.00 ± ");
        ours.put("auxiliary-on-cue", seeds(2, 12, 5));
        assertThat(Orderings.of(ours, PublishedRows.load()))
                .extracting(Orderings.Ordering::verdict)
                .containsExactly(EQUAL);
    }

    @Test
    void seedsWithoutAnAcerAreLeftOut() {
        Map<String, Double> others = seeds(8, 18, 12);
        others.put("seed-2", Double.NaN);
        Map<String, Map<String, Double>> ours = new LinkedHashMap<>();
        ours.put("full", seeds(2, 12, 5));
        ours.put("auxiliary-on-cue", others);
        assertThat(Orderings.of(ours, PublishedRows.load()))
                .singleElement()
                .satisfies(o -> assertThat(o.difference().pairs()).isEqualTo(2))
                .satisfies(o -> assertThat(o.difference().mean()).isCloseTo(0.065, within(1e-12)));
        others.replaceAll((seed, acer) -> Double.NaN);
        assertThat(Orderings.of(ours, PublishedRows.load())).isEmpty();
    }

    /** Percentages by seed. */
    private static Map<String, Double> seeds(int... acers) {
        Map<String, Double> seeds = new LinkedHashMap<>();
        for (int acer : acers) {
            seeds.put("seed-" + (seeds.size() + 1), acer / 100.0);
        }
        return seeds;
    }

    /** Seeds with so many of 20 live faces rejected and no attack accepted: ACER is k / 40. */
    private static FoldSummary summary(int... rejected) {
        List<PadReport> folds = new ArrayList<>();
        for (int k : rejected) {
            List<PadScore> scores = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                scores.add(PadScore.live("l" + i, "", i < k ? 0.9 : 0.1));
                scores.add(PadScore.attack("a" + i, "print", "", 0.9));
            }
            folds.add(report(scores));
        }
        return FoldSummary.of(folds, 0);
    }

    @Test
    void ourRowStandsAmongOtherMethods() {
        Plan plan = SimulatedPlans.of(PaperTable.TABLE2, ReproduceSizes.TINY);
        Map<String, FoldSummary> ours = new LinkedHashMap<>();
        ours.put("oulu-p4", summary(2, 4));
        String text = new PaperComparison(plan, ours, List.of(), PublishedRows.load()).markdown();
        assertThat(text)
                .contains(
                        "| oulu-p4 | 0.00±0.00 | 5.8±4.9 | 15.00±5.00 | 1.7±2.6 | 7.50±2.50 |"
                                + " 3.7±2.1 | 7.50±2.50 |  | 2 |",
                        "| oulu-p4 | ours, SIMULATED DATA | 0.00±0.00 | 15.00±5.00 | 7.50±2.50 |",
                        "| oulu-p4 | LGSC | 5.8±4.9 | 1.7±2.6 | 3.7±2.1 |  | paper |",
                        "| oulu-p4 | GRADIANT | 5.0±4.5 | 15.0±7.1 | 10.0±5.0 |  | paper |",
                        "| oulu-p4 | DeepPixBiS | 36.7±29.7 | 13.3±14.1 | 25.0±12.7 |  | quoted",
                        "- quoted: not in the paper",
                        "- Auxiliary: Y. Liu et al.",
                        "- oulu-p4, Auxiliary: The printed ACER 9.5")
                .doesNotContain("oulu-p1", "oulu-p3", "CNN");
        assertThat(text.indexOf("| oulu-p4 | STASN"))
                .isLessThan(text.indexOf("## Not in the paper"));
        assertThat(text.indexOf("| oulu-p4 | DeepPixBiS"))
                .isGreaterThan(text.indexOf("## Not in the paper"));
        Plan alone = SimulatedPlans.of(PaperTable.TABLE4, ReproduceSizes.TINY);
        assertThat(
                        new PaperComparison(
                                        alone,
                                        Map.of("siw-oulu-p1", summary(2)),
                                        List.of(),
                                        PublishedRows.load())
                                .markdown())
                .contains("| siw-oulu-p1 | Auxiliary |  |  | 10.0 |  | paper |")
                .doesNotContain("Not in the paper");
    }

    @Test
    void rowsThatThePaperDoesNotHaveStandApartEverywhere() throws Exception {
        Plan plan = SimulatedPlans.of(PaperTable.TABLE2, ReproduceSizes.TINY);
        Map<String, FoldSummary> ours = Map.of("oulu-p4", summary(2, 4));
        TableReport report =
                new TableReport(
                        plan,
                        ours,
                        Map.of("oulu-p4", List.of("fold-1", "fold-2")),
                        List.of(),
                        RunSettings.in(folder),
                        List.of(),
                        PublishedRows.load());
        JsonNode json = new ObjectMapper().readTree(report.json());
        JsonNode row = json.path("protocols").get(3);
        assertThat(row.path("protocol").textValue()).isEqualTo("oulu-p4");
        assertThat(row.path("published").findValuesAsText("from")).containsOnly("paper");
        assertThat(row.path("published").findValuesAsText("method")).doesNotContain("DeepPixBiS");
        assertThat(row.path("notInPaper").findValuesAsText("from")).containsOnly("quoted");
        assertThat(row.path("notInPaper").findValuesAsText("method")).contains("DeepPixBiS");
        assertThat(json.at("/transcribed/quoted").textValue()).startsWith("not in the paper");
        assertThat(json.path("printNotes"))
                .hasSize(1)
                .first()
                .extracting(JsonNode::textValue)
                .asString()
                .startsWith("oulu-p4, Auxiliary: The printed ACER 9.5");
        assertThat(report.html("text"))
                .contains("data.printNotes", "p.notInPaper", "The printed ACER 9.5");
    }

    private static PadReport separated(boolean inverted, int missed) {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            scores.add(PadScore.live("l" + i, "", inverted ? 0.9 : 0.1));
            scores.add(PadScore.attack("a" + i, "print", "", inverted || i < missed ? 0.2 : 0.8));
        }
        return report(scores);
    }

    @Test
    void orderingsAreCountedAgainWithoutInvertedTrainings() {
        PadReport good = separated(false, 1);
        PadReport worse = separated(false, 9);
        Map<String, Map<String, PadReport>> ours = new LinkedHashMap<>();
        ours.put("full", reports(good, separated(false, 2), good));
        ours.put("no-triplet", reports(worse, worse, separated(false, 8)));
        PublishedRows published = PublishedRows.load();
        assertThat(InvertedTrainings.markdown(ours, published)).isEmpty();
        ours.put("no-triplet", reports(worse, separated(false, 9), separated(true, 0)));
        assertThat(Orderings.of(Orderings.acers(ours), published))
                .extracting(o -> o.verdict().words())
                .as("one inverted training hides the difference of the others")
                .containsExactly("same direction, not clear");
        assertThat(InvertedTrainings.markdown(ours, published))
                .contains("no-triplet 1 of 3.", "without these trainings: 1 confirmed; 0 same");
    }

    private static Map<String, PadReport> reports(PadReport... seeds) {
        Map<String, PadReport> reports = new LinkedHashMap<>();
        for (PadReport seed : seeds) {
            reports.put("seed-" + (reports.size() + 1), seed);
        }
        return reports;
    }

    /** As of a short training whose live cues stay brighter than those of attacks. */
    @Test
    void aFoldWithReversedScoresIsNamed() throws Exception {
        List<PadScore> scores = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            scores.add(PadScore.live("l" + i, "", 0.9));
            scores.add(PadScore.attack("a" + i, "print", "", 0.1));
        }
        PadReport reversed = report(scores);
        PadReport usual = summary(2).folds().get(0);
        TableReport report =
                new TableReport(
                        SimulatedPlans.of(PaperTable.TABLE2, ReproduceSizes.TINY),
                        Map.of("oulu-p4", FoldSummary.of(List.of(usual, reversed), 0)),
                        Map.of("oulu-p4", List.of("fold-1", "fold-2")),
                        List.of(),
                        RunSettings.in(folder),
                        List.of(),
                        PublishedRows.load());
        assertThat(report.markdown())
                .contains("## Warnings of folds", "- oulu-p4, fold-2: the scores look reversed")
                .doesNotContain("- oulu-p4, fold-1: ");
        assertThat(new ObjectMapper().readTree(report.json()).path("warnings"))
                .first()
                .extracting(JsonNode::textValue)
                .asString()
                .startsWith("oulu-p4, fold-2: the scores look reversed");
    }
}
