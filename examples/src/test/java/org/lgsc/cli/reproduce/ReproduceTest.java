package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.loss.RegressionTarget;
import org.lgsc.core.network.AuxiliaryInput;
import org.lgsc.core.network.Level;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.train.InitialEncoder;
import org.lgsc.train.PatchSampling;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.progress.TrainingProgress;

class ReproduceTest {
    @TempDir Path folder;

    @Test
    void variantsDifferInOneThing() {
        TrainingOptions full = ReproduceSizes.TINY.training(PaperTable.TABLE5, 7);
        Set<TrainingOptions> all = new HashSet<>();
        for (AblationVariant v : AblationVariant.values()) {
            all.add(v.of(full));
        }
        assertThat(all).hasSize(7);
        assertThat(AblationVariant.FULL.of(full)).isEqualTo(full);
        TrainingOptions resized = AblationVariant.RESIZED_INPUT.of(full);
        assertThat(resized.network()).isEqualTo(full.network());
        assertThat(resized.sampling()).isEqualTo(PatchSampling.WHOLE_RESIZED);
        assertThat(resized.preprocessing().geometry().test()).isEqualTo(TestPolicy.WHOLE);
        assertThat(AblationVariant.REGRESSION_ON_BOTH.of(full).network().regressionTarget())
                .isEqualTo(RegressionTarget.BOTH);
        assertThat(AblationVariant.NO_TRIPLET.of(full).network().tripletLevels()).isEmpty();
        assertThat(AblationVariant.TRIPLET_ON_CUE_TOO.of(full).network().tripletLevels())
                .contains(Level.CUE, Level.D4, Level.E5);
        assertThat(AblationVariant.NO_AUXILIARY.of(full).network().auxiliaryInput())
                .isEqualTo(AuxiliaryInput.NONE);
        assertThat(AblationVariant.AUXILIARY_ON_CUE.of(full).network().auxiliaryInput())
                .isEqualTo(AuxiliaryInput.CUE);
    }

    @Test
    void simulatedProtocolsHaveTheirShape() {
        Map<String, Integer> folds = new LinkedHashMap<>();
        for (PaperTable table : PaperTable.values()) {
            if (!table.inPaper()) {
                assertThatThrownBy(() -> SimulatedPlans.of(table, ReproduceSizes.TINY))
                        .isInstanceOf(IllegalArgumentException.class);
                continue;
            }
            Plan plan = SimulatedPlans.of(table, ReproduceSizes.TINY);
            assertThat(plan.data()).startsWith("SIMULATED DATA");
            assertThat(plan.notes())
                    .anyMatch(n -> n.contains("published figures are of real faces"))
                    .anyMatch(n -> n.contains("Subjects: 2 for training"))
                    .anyMatch(n -> n.contains("maxSteps 2 (recipe: "));
            plan.protocols().forEach(p -> folds.put(p.name(), p.folds().size()));
        }
        assertThat(folds)
                .containsEntry("siw-p1", 1)
                .containsEntry("siw-p2", 4)
                .containsEntry("siw-p3", 2)
                .containsEntry("oulu-p2", 1)
                .containsEntry("oulu-p3", 6)
                .containsEntry("siw-oulu-p4", 6)
                .containsEntry("full", 1);
        Plan.Fold crossed =
                SimulatedPlans.of(PaperTable.TABLE1, ReproduceSizes.TINY)
                        .protocols()
                        .get(2)
                        .folds()
                        .get(0);
        PadDataset data = crossed.dataset().training().requireSubjectDisjoint();
        assertThat(species(data, Split.TRAIN)).containsExactlyInAnyOrder("", "print");
        assertThat(species(data, Split.DEV)).containsExactlyInAnyOrder("", "print");
        assertThat(species(data, Split.TEST)).containsExactlyInAnyOrder("", "replay");
        assertThat(crossed.dataset().scoring(Split.TEST)).isSameAs(data);
    }

    private static Set<String> subjects(PadDataset data) {
        Set<String> subjects = new HashSet<>();
        data.samples(Split.TEST).forEach(s -> subjects.add(s.subject()));
        return subjects;
    }

    private static Set<String> species(PadDataset data, Split split) {
        Set<String> species = new HashSet<>();
        for (Sample s : data.samples(split)) {
            species.add(s.species());
        }
        return species;
    }

    @Test
    void foldsThatAreDoneAreTakenOver() throws Exception {
        // one seed of two rows: the whole way, small
        Plan whole = SimulatedPlans.of(PaperTable.TABLE5, ReproduceSizes.TINY);
        Plan plan =
                new Plan(
                        whole.table(),
                        whole.data(),
                        List.of(whole.protocols().get(0), whole.protocols().get(3)),
                        List.of(),
                        whole.notes());
        // what a run that was killed while it wrote leaves behind
        Path killed = Files.createDirectories(folder.resolve("full/.partial-seed-1"));
        Files.writeString(killed.resolve("test.csv"), "half a");
        StringWriter said = new StringWriter();
        String first = reproduce(plan, said);
        assertThat(first)
                .contains("# Table 5", "SIMULATED DATA", "| full |", "| no-triplet |")
                .contains(
                        "arXiv 2005.03922",
                        "## Orderings of the paper",
                        "| full | no-triplet | 1 | ")
                .contains("- Simulated data: ", "- 1 training of each row, ");
        assertThat(said.toString()).contains("[2/2] no-triplet, seed-1").doesNotContain("before");
        assertThat(folder.resolve("full/report/report.html")).content().contains("SIMULATED DATA");
        assertThat(Files.readString(folder.resolve("table5.md"))).isEqualTo(first);
        assertThat(Files.readAllLines(folder.resolve("table5.csv")))
                .hasSize(7)
                .element(1)
                .asString()
                .startsWith("table5,full,\"ours, SIMULATED DATA\",")
                .contains("drawn faces");
        // the simple baselines once, on the folds of all rows
        assertThat(first).contains("\n| lbp (baseline) | ", "\n| color-texture (baseline) | ");
        assertThat(first.split("\\| lbp \\(baseline\\) ", -1)).hasSize(3); // table and new species
        assertThat(folder.resolve("table5.csv"))
                .content()
                .contains("table5,all rows,\"color-texture, SIMULATED DATA\",");
        assertThat(folder.resolve("table5-folds.csv"))
                .content()
                .contains("\nlbp (baseline),seed-1,ACER,");
        assertThat(folder.resolve("table5.json")).content().contains("\"method\" : \"lbp\"");
        assertThat(folder.resolve("baselines/lbp/seed-1/new-species.csv"))
                .content()
                .contains(",resin,");
        assertThat(folder.resolve("full/seed-1/test.csv.json")).content().contains("latency");
        assertThat(folder.resolve("full/seed-1/new-species.csv")).content().contains(",resin,");
        assertThat(first).contains("## Species that the training does not have", "resin: APCER");
        for (String form : List.of("txt", "json", "csv", "md", "tex", "html")) {
            assertThat(folder.resolve("full/report/report." + form))
                    .content()
                    .contains("SIMULATED DATA");
        }
        long written = Files.getLastModifiedTime(folder.resolve("full/seed-1")).toMillis();

        StringWriter again = new StringWriter();
        assertThat(reproduce(plan, again)).isEqualTo(first);
        assertThat(again.toString().split("done before", -1)).hasSize(3);
        assertThat(Files.getLastModifiedTime(folder.resolve("full/seed-1")).toMillis())
                .isEqualTo(written);
        try (Stream<Path> left = Files.list(folder.resolve("full"))) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("run.json", "seed-1", "report");
        }

        Files.writeString(folder.resolve("full/seed-1/experiment.txt"), "another");
        assertThatThrownBy(() -> reproduce(plan, new StringWriter()))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("other data or options");
    }

    @Test
    void foldsThatAreRunAtATimeHaveTheScoresOfASequence() throws Exception {
        Plan whole = SimulatedPlans.of(PaperTable.TABLE5, ReproduceSizes.TINY.with(2, 2));
        Plan plan =
                new Plan(
                        whole.table(),
                        whole.data(),
                        whole.protocols().subList(0, 2),
                        List.of(),
                        whole.notes());
        int before = NativeThreads.limit();
        NativeThreads.limit(1); // sums of several threads have another order
        try {
            Path sequence = folder.resolve("sequence");
            Path lanes = folder.resolve("lanes");
            reproduce(plan, RunSettings.in(sequence), sequence, new StringWriter());
            StringWriter said = new StringWriter();
            reproduce(plan, RunSettings.in(lanes).atATime(2), lanes, said);
            assertThat(said.toString()).contains("[1/4] full, seed-1", "[4/4] resized-input");
            for (String fold : List.of("full/seed-1", "full/seed-2", "resized-input/seed-2")) {
                assertThat(Files.readString(lanes.resolve(fold).resolve("test.csv")))
                        .isEqualTo(Files.readString(sequence.resolve(fold).resolve("test.csv")));
            }
        } finally {
            NativeThreads.limit(before);
        }
        FoldLanes three = new FoldLanes(3, () -> null);
        List<FoldLanes.Turn> turns = new ArrayList<>();
        for (Plan.Protocol row : plan.protocols()) {
            row.folds().forEach(f -> turns.add(new FoldLanes.Turn(1, row, f)));
        }
        // rows with the same data share their encoder
        assertThat(three.parts(turns))
                .extracting(part -> part.stream().map(t -> t.fold().name()).toList())
                .containsExactly(List.of("seed-1", "seed-1"), List.of("seed-2", "seed-2"));
    }

    private String reproduce(Plan plan, StringWriter said) {
        return reproduce(plan, RunSettings.in(folder), folder, said);
    }

    private static String reproduce(Plan plan, RunSettings settings, Path out, StringWriter said) {
        return new ReproduceRun(
                        plan, out, settings, new PrintWriter(said, true), TrainingProgress.none())
                .run();
    }

    @Test
    void foldersAreProtocols() throws Exception {
        TrainingOptions options = ReproduceSizes.TINY.training(PaperTable.TABLE5, 7);
        assertThatThrownBy(
                        () ->
                                FolderPlans.of(
                                        PaperTable.TABLE2, folder, options, EncoderStart.RANDOM, 1))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("oulu-p1, oulu-p2");
        Files.createDirectories(folder.resolve("oulu-p1/train"));
        Files.createDirectories(folder.resolve("oulu-p3/fold-1/train"));
        Files.createDirectories(folder.resolve("oulu-p3/fold-2/train"));
        Plan plan = FolderPlans.of(PaperTable.TABLE2, folder, options, EncoderStart.RANDOM, 1);
        assertThat(plan.protocols())
                .extracting(Plan.Protocol::name)
                .containsExactly("oulu-p1", "oulu-p3");
        assertThat(plan.folds()).isEqualTo(3);
        assertThat(plan.missing()).containsExactly("oulu-p2", "oulu-p4");
        assertThat(plan.notes()).anyMatch(n -> n.contains("encoder starts from random weights"));
        for (Split split : Split.values()) {
            for (String species : List.of("live", "print")) {
                Path file =
                        folder.resolve("oulu-p1")
                                .resolve(split.folder())
                                .resolve(species)
                                .resolve(split + "_1.png");
                Files.createDirectories(file.getParent());
                ImageEncoder.writePng(RgbImage.black(32, 32), file);
            }
        }
        PadDataset crops = plan.protocols().get(0).folds().get(0).dataset().training();
        assertThat(crops.framing()).as("no face is looked for").isEqualTo(Framing.CROPS);
        assertThat(
                        FolderPlans.of(PaperTable.TABLE5, folder, options, EncoderStart.RANDOM, 2)
                                .folds())
                .isEqualTo(14);
        Files.createDirectories(folder.resolve("oulu-p2"));
        assertThatThrownBy(
                        () ->
                                FolderPlans.of(
                                        PaperTable.TABLE2, folder, options, EncoderStart.RANDOM, 1))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("neither train, dev and test nor folders of folds");
        assertThatThrownBy(
                        () ->
                                FolderPlans.of(
                                        PaperTable.TABLE2, folder, options, EncoderStart.RANDOM, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seeds must be at least 1, but were 0");
    }

    @Test
    void aFoldOfAFolderWithOtherPicturesIsNotTakenOver() throws Exception {
        Path data = folder.resolve("data");
        Path picture = data.resolve("oulu-p1/train/live/1.png");
        Files.createDirectories(picture.getParent());
        ImageEncoder.writePng(RgbImage.black(32, 32), picture);
        TrainingOptions options = ReproduceSizes.TINY.training(PaperTable.TABLE2, 7);
        Plan plan = FolderPlans.of(PaperTable.TABLE2, data, options, EncoderStart.RANDOM, 1);
        Plan.Fold fold = plan.protocols().get(0).folds().get(0);
        Path done = Files.createDirectories(folder.resolve("done"));
        Files.writeString(done.resolve("experiment.txt"), fold.fingerprint());
        assertThat(FoldRunner.isDone(done, fold)).as("of an earlier version").isTrue();
        SameFiles.write(done, fold.dataset(), Split.values());
        Files.writeString(data.resolve("oulu-p1/notes.txt"), "not a picture");
        assertThat(FoldRunner.isDone(done, fold)).isTrue();
        ImageEncoder.writePng(RgbImage.black(64, 80), picture);
        assertThatThrownBy(() -> FoldRunner.isDone(done, fold))
                .isInstanceOf(LgscException.class)
                .hasMessageStartingWith(done + " contains a fold of other data: ")
                .hasMessageContaining("--out");
    }

    @Test
    void timingTakesABatchThatIsNotTooLarge() {
        TrainingOptions own = ReproduceSizes.ABLATION.training(PaperTable.TABLE5, 7);
        assertThat(Pace.timedBatch(own)).isEqualTo(own.batchSize());
        TrainingOptions paper = TrainingOptions.builder().build();
        assertThat(paper.batchSize()).isGreaterThan(2);
        assertThat(Pace.timedBatch(paper)).isEqualTo(2);
    }

    @Test
    void stepsAndSeedsOfSimulatedTrainingsCanBeChosen() {
        ReproduceSizes sizes = ReproduceSizes.TINY.with(5, 2);
        Plan plan = SimulatedPlans.of(PaperTable.TABLE5, sizes);
        assertThat(plan.folds()).isEqualTo(14);
        assertThat(plan.protocols().get(0).folds().get(0).options().maxSteps()).isEqualTo(5);
    }

    @Test
    void simulatedTrainingsStartFromTheLibrarysEncoderAndSaySo() {
        Plan plan = SimulatedPlans.of(PaperTable.TABLE5, ReproduceSizes.ABLATION);
        Plan.Fold fold = plan.protocols().get(0).folds().get(0);
        assertThat(plan.folds()).isEqualTo(7 * ReproduceSizes.ABLATION.seeds());
        assertThat(fold.options().initialEncoder()).isEqualTo(InitialEncoder.BUILTIN);
        assertThat(fold.encoder().words(fold.options())).startsWith("the library's");
        assertThat(fold.fingerprint()).contains(EncoderStart.BUILTIN.identity());
        assertThat(species(fold.dataset().training(), Split.TRAIN))
                .containsExactlyInAnyOrder("", "print", "replay");
        assertThat(species(fold.dataset().scoring(Split.TEST), Split.TEST))
                .containsExactlyInAnyOrder("", "print", "replay");
        assertThat(species(fold.dataset().newSpecies().orElseThrow(), Split.TEST))
                .containsExactlyInAnyOrder("cloth", "mask", "resin", "makeup");
        assertThat(subjects(fold.dataset().newSpecies().orElseThrow()))
                .isEqualTo(subjects(fold.dataset().scoring(Split.TEST)));
        assertThat(fold.learning())
                .as("another test needs no other training")
                .contains("print=0.3 to 1.0")
                .doesNotContain("mask");
        assertThat(fold.data()).as("but is another fold").contains("makeup=0.7 to 1.0");
        Plan tiny = SimulatedPlans.of(PaperTable.TABLE5, ReproduceSizes.TINY);
        assertThat(tiny.protocols().get(0).folds().get(0).fingerprint())
                .as("there is none of base width 2")
                .doesNotContain("encoder random");
    }

    @Test
    void aPlanIsEstimated() {
        String text = PlanText.of(SimulatedPlans.of(PaperTable.TABLE3, ReproduceSizes.TINY));
        assertThat(text)
                .contains("Table 3", "SIMULATED DATA", "casia-replay", "2 trainings, about");
    }
}
