package org.lgsc.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.TestFolders;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.RenderProgress;
import org.lgsc.data.synthetic.SyntheticDataset;

class FinetuneTest {
    @TempDir Path folder;

    private Path model;

    @BeforeEach
    void write() {
        model = folder.resolve("m.zip");
        LgscModel.untrained(
                        LgscNetwork.builder().baseWidth(2).inputSize(64).build(),
                        InputScaling.SYMMETRIC)
                .save(model);
    }

    /** {@code live/PERSON_n.png} and {@code print/PERSON_n.png}, without splits. */
    private Path unsplit(int people) throws IOException {
        PadDataset data =
                SyntheticDataset.builder()
                        .subjects(people, 0, 0)
                        .liveCaptures(2)
                        .attacksPerSpecies(2)
                        .species(PaiSpecies.PRINT)
                        .camera(CameraKind.WEBCAM)
                        .size(96)
                        .seed(9)
                        .build()
                        .materialise(1, RenderProgress.NONE);
        Path root = folder.resolve("mine");
        for (Sample s : data.samples(Split.TRAIN)) {
            Path kind = root.resolve(s.label().isLive() ? "live" : s.species());
            ImageEncoder.writePng(
                    s.image().load(),
                    Files.createDirectories(kind).resolve(s.id().replace('/', '_') + ".png"));
        }
        return root;
    }

    private CommandRun finetune(Object... more) {
        Object[] args = new Object[more.length + 5];
        args[0] = "finetune";
        args[1] = "--model";
        args[2] = model;
        args[3] = "--steps";
        args[4] = "2";
        System.arraycopy(more, 0, args, 5, more.length);
        return CommandRun.of(args);
    }

    @Test
    void aFolderWithoutSplitsGivesAModelThatScores() throws IOException {
        Path tuned = folder.resolve("tuned.zip");
        CommandRun run =
                finetune("--data", unsplit(5), "--detector", "none", "--simulated", "--out", tuned);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "before, its own threshold",
                        "after, threshold refitted",
                        "color-texture",
                        "20 of each",
                        "rule of three",
                        "of 2 subjects");
        assertThat(run.err()).contains("train  6 live, 6 spoof", "dev    4 live, 4 spoof");

        assertThat(LgscModel.load(tuned).metadata().preprocessing())
                .isEqualTo(LgscModel.load(model).metadata().preprocessing());
        CommandRun card = CommandRun.of("info", "--card", tuned);
        assertThat(card.out())
                .contains(
                        "mine (simulated): 3 people, 6 live and 6 attack pictures",
                        "started from",
                        "eer on DEV (4 bona fide, 4 attacks)",
                        "rule of three");
        Path test = TestFolders.write(folder.resolve("test"));
        Path csv = folder.resolve("s.csv");
        CommandRun.score(tuned, test, csv);
        Path report = folder.resolve("report");
        CommandRun evaluated =
                CommandRun.of(
                        "evaluate", "--test", csv, "--criterion", "fixed=0.5", "--out", report);
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("card: not for");
        assertThat(report.resolve("report.html"))
                .content()
                .contains("cardSection", "card: not for");
    }

    @Test
    void whatTheFolderHasOfSplitsIsUsed() throws IOException {
        Path split = TestFolders.write(folder.resolve("split"));
        CommandRun run =
                finetune(
                        "--data",
                        split,
                        "--detector",
                        "none",
                        "--no-baseline",
                        "--freeze-encoder",
                        "--out",
                        folder.resolve("t.zip"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("train  2 live, 2 spoof", "dev    2 live, 2 spoof");
        assertThat(run.out()).doesNotContain("color-texture");
        LgscModel tuned = LgscModel.load(folder.resolve("t.zip"));
        assertThat(tuned.metadata().card().training().name()).isEqualTo("split");
    }

    @Test
    void badInputGetsASentence() throws IOException {
        Path out = folder.resolve("t.zip");
        CommandRun none = finetune("--data", folder.resolve("nothing"), "--out", out);
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("There is no data folder");

        Path one = unsplit(1);
        CommandRun alone = finetune("--data", one, "--detector", "none", "--out", out);
        assertThat(alone.code()).isEqualTo(1);
        assertThat(alone.err()).contains("at least 2 subjects");

        Files.move(one.resolve("print"), folder.resolve("print"));
        CommandRun live = finetune("--data", one, "--detector", "none", "--out", out);
        assertThat(live.code()).isEqualTo(1);
        assertThat(live.err()).contains("holds only live pictures");

        Files.createDirectories(one.resolve("dev"));
        CommandRun mixed = finetune("--data", one, "--out", out);
        assertThat(mixed.code()).isEqualTo(1);
        assertThat(mixed.err()).contains("dev is empty; it must hold 'live'");

        CommandRun steps = finetune("--data", one, "--out", out, "--learning-rate", "0");
        assertThat(steps.code()).isEqualTo(2);
        assertThat(steps.err()).contains("learning rate must be above 0");
        assertThat(out).doesNotExist();
    }
}
