package org.lgsc.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.model.DataKind;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.data.synthetic.SyntheticFaces;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;

/** The quickstart at its smallest size, from start to files. */
class QuickstartIT {
    @TempDir Path folder;

    @Test
    void leavesModelsScoresReportsAndAPicture() throws IOException {
        CommandRun run = CommandRun.of("quickstart", "--tiny", "--out", folder);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("every attack species known", "mask never seen", "ACER", "cues.png");
        for (String name : new String[] {"known", "unseen"}) {
            LgscModel model = LgscModel.load(folder.resolve(name + ".zip"));
            assertThat(model.metadata().threshold().origin()).contains("eer on DEV");
            assertThat(model.metadata().provenance().seed()).isEqualTo(42);
            assertThat(ScoreFile.read(folder.resolve(name + "-dev.csv")))
                    .allMatch(PadScore::hasResponse);
        }
        // 2 test subjects: live, print, replay, mask of each; the second test has no known attack
        assertThat(ScoreFile.read(folder.resolve("known-test.csv"))).hasSize(8);
        assertThat(ScoreFile.read(folder.resolve("unseen-test.csv")))
                .hasSize(4)
                .allMatch(s -> s.species().isEmpty() || s.species().equals("mask"));
        assertThat(ScoreFile.read(folder.resolve("unseen-dev.csv")))
                .hasSize(6)
                .noneMatch(s -> s.species().equals("mask"));
        assertThat(folder.resolve("report.txt")).content().contains("APCER mask", "BPCER");
        assertThat(folder.resolve("report.json"))
                .content()
                .contains("\"known\"", "\"unseen\"", "\"known-cross-camera\"");
        assertThat(Files.readAllLines(folder.resolve("report.txt")))
                .element(1)
                .asString()
                .startsWith("What they are not for: deciding about people.");
        assertThat(folder.resolve("report.txt")).content().contains("APCER cloth");
        assertThat(run.out()).contains("What these models are for", "cross-camera and size, cloth");
        ModelCard card = LgscModel.load(folder.resolve("known.zip")).metadata().card();
        assertThat(card.isSimulatedAlone()).isTrue();
        assertThat(card.training().attacks().keySet()).containsExactly("mask", "print", "replay");
        assertThat(card.baseline().method()).isEqualTo("color-texture");
        assertThat(card.knownFailures()).anyMatch(f -> f.startsWith("Another simulated camera"));
        assertThat(ImageIO.read(folder.resolve("cues.png").toFile()).getWidth()).isGreaterThan(500);

        CommandRun evaluated =
                CommandRun.of(
                        "evaluate",
                        "--dev",
                        folder.resolve("known-dev.csv"),
                        "--test",
                        folder.resolve("known-test.csv"));
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        assertThat(Files.readString(folder.resolve("report.txt")))
                .contains(
                        evaluated
                                .out()
                                .lines()
                                .filter(l -> l.contains("BPCER "))
                                .findFirst()
                                .orElseThrow());
    }

    @Test
    void onesOwnPhotographsGoBeforeTheOtherCameraToo() throws IOException {
        Path live = Files.createDirectory(folder.resolve("live"));
        SyntheticFaces drawn = SyntheticFaces.of(3);
        for (int i = 0; i < 5; i++) {
            ImageEncoder.writePng(drawn.portrait(i, 200), live.resolve("p" + i + ".png"));
        }
        Path out = folder.resolve("out");
        CommandRun run = CommandRun.of("quickstart", "--tiny", "--live", live, "--out", out);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("They have learnt only from photographs", "cross-camera");
        assertThat(out.resolve("report.txt")).content().contains("APCER cloth");
        assertThat(LgscModel.load(out.resolve("known.zip")).metadata().card().training().kind())
                .isEqualTo(DataKind.SIMULATED_ATTACKS);
    }

    @Test
    void theSeedDecidesEverything() throws IOException {
        for (String name : new String[] {"a", "b"}) {
            CommandRun run =
                    CommandRun.of(
                            "quickstart", "--tiny", "--seed", 3, "--out", folder.resolve(name));
            assertThat(run.code()).as(run.err()).isZero();
        }
        assertThat(folder.resolve("a/unseen-test.csv"))
                .hasSameTextualContentAs(folder.resolve("b/unseen-test.csv"));
    }
}
