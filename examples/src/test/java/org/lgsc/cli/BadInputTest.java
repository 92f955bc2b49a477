package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;

/** Every wrong input ends in one clear sentence and an exit code that is not 0. */
class BadInputTest {
    @TempDir Path folder;

    /** Trains a single step; options given replace those here. */
    private CommandRun train(Object... options) {
        Map<Object, Object> all = new LinkedHashMap<>();
        all.put("--data", folder.resolve("data"));
        all.put("--out", folder.resolve("m.zip"));
        all.put("--recipe", "small-scale");
        all.put("--base-width", 2);
        all.put("--size", 32);
        all.put("--patches", 1);
        all.put("--steps", 1);
        all.put("--encoder-steps", 0);
        all.put("--batch", 2);
        all.put("--detector", "none");
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        List<Object> words = new ArrayList<>(List.of("train"));
        all.forEach((name, value) -> words.addAll(List.of(name, value)));
        return CommandRun.of(words.toArray());
    }

    private static void assertSentence(CommandRun run, String... parts) {
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains(parts).doesNotContain("\tat ", "Exception");
        assertThat(run.err().strip().lines().reduce((a, b) -> b).orElse("")).endsWith(".");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void missingFolder() {
        assertSentence(train(), "There is no data folder", folder.resolve("data").toString());
    }

    @Test
    void outputsAreLookedAtBeforeTheWorkStarts() throws IOException {
        TestFolders.write(folder.resolve("data"));
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertSentence(train("--out", empty), empty.toString(), "it is a folder");
        assertThat(empty).isEmptyDirectory();
        assertSentence(train("--out", file.resolve("m.zip")), "is a file, not a folder");
        assertSentence(train("--log", file), "it is a file; name a folder");
        assertSentence(train("--checkpoints", file), "it is a file; name a folder");
        assertSentence(train("--checkpoints", file.resolve("run")), "is a file, not a folder");
        Path inTheWay = Files.createDirectories(folder.resolve("m-set-aside.csv"));
        assertSentence(train("--out", folder.resolve("m.zip")), inTheWay + ": it is a folder");
        Path none = folder.resolve("none.zip"); // outputs come before everything else
        assertSentence(
                CommandRun.of("score", "--model", none, "--data", folder, "--out", empty),
                "it is a folder");
        assertSentence(
                CommandRun.of("import", "--weights", none, "--out", empty), "it is a folder");
        for (String option : List.of("--onnx", "--torch", "--slim")) {
            assertSentence(
                    CommandRun.of("export", "--model", none, option, file.resolve("x")),
                    "is a file, not a folder");
        }
        assertSentence(
                CommandRun.of("check", "--model", none, "--overlay", file, file),
                "it is a file; name a folder");
        Path csv = folder.resolve("none.csv");
        assertSentence(
                CommandRun.of("evaluate", "--dev", csv, "--test", csv, "--out", file),
                "it is a file; name a folder");
        assertSentence(
                CommandRun.of("evaluate", "--dev", csv, "--test", csv, "--json", empty),
                "it is a folder");
        assertSentence(CommandRun.of("quickstart", "--out", file), "it is a file; name a folder");
        assertThat(file).hasContent("x");
        assertThat(folder).isDirectoryNotContaining("glob:**/.lgsc*");
    }

    /** The console names the first of them, the file all. */
    @Test
    void whatIsSetAsideIsListedBesideTheModel() throws IOException {
        TestFolders.write(folder.resolve("data"));
        for (int i = 0; i < 6; i++) {
            Files.writeString(folder.resolve("data/train/print/bad" + i + "_1.png"), "no picture");
        }
        CommandRun run = train();
        assertThat(run.code()).as(run.err()).isZero();
        Path list = folder.resolve("m-set-aside.csv");
        assertThat(run.err())
                .contains("So were 5 more.", "All 6 files set aside are listed in " + list)
                .doesNotContain("print/bad3_1.png: ");
        assertThat(Files.readAllLines(list))
                .hasSize(7)
                .startsWith("id,reason")
                .anyMatch(line -> line.startsWith("train/print/bad3_1.png,"));

        for (int i = 0; i < 6; i++) {
            Files.delete(folder.resolve("data/train/print/bad" + i + "_1.png"));
        }
        assertThat(train().err()).doesNotContain("set aside are listed");
        assertThat(Files.readAllLines(list)).containsExactly("id,reason");
    }

    @Test
    void aMissingFolderOfAScoreFileIsMade() {
        Path csv = folder.resolve("new/scores/test.csv");
        assertThat(
                        CommandRun.of(
                                        "score",
                                        "--model",
                                        folder.resolve("none.zip"),
                                        "--data",
                                        folder,
                                        "--out",
                                        csv)
                                .err())
                .contains("none.zip");
        assertThat(csv.getParent()).isEmptyDirectory();
    }

    @Test
    void noStepsAreNoWayToSayNoLimit() {
        CommandRun run = train("--steps", 0);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--steps must be at least 1, was 0");
    }

    @Test
    void emptyFolder() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        assertSentence(train(), "has no folder 'train'");
    }

    @Test
    void oneClassOnly() throws IOException {
        for (Split split : Split.values()) {
            TestFolders.picture(
                    folder.resolve("data"),
                    split,
                    "live",
                    split + "_1.png",
                    RgbImage.black(64, 64));
        }
        assertSentence(train(), "holds only live pictures");
    }

    @Test
    void filesThatAreNoPictures() throws IOException {
        Path live = Files.createDirectories(folder.resolve("data/train/live"));
        Files.writeString(live.resolve("anna_1.jpg"), "this is no picture");
        assertSentence(train(), live.toString(), "holds no usable picture");
    }

    @Test
    void picturesOfOnePixel() throws IOException {
        TestFolders.picture(
                folder.resolve("data"), Split.TRAIN, "live", "anna_1.png", RgbImage.black(1, 1));
        assertSentence(train(), "holds no usable picture");
    }

    @Test
    void morePatchesThanFit() throws IOException {
        TestFolders.write(folder.resolve("data"));
        assertSentence(
                train("--size", 96, "--working-size", "96", "--patches", 2),
                "2 patches of 96 px do not fit into a face of 96x96 px");
    }

    @Test
    void geometryThatCannotBe() throws IOException {
        TestFolders.write(folder.resolve("data"));
        assertThat(train("--working-size", "100").err()).contains("multiple of 32", "100");
        assertThat(train("--working-size", "big").err()).contains("must be an integer", "big");
        assertThat(train("--test-policy", "some").err()).contains("full, whole, patches", "some");
        assertThat(train("--size", 96, "--working-size", "64").err())
                .contains("patches of 96 pixels", "working size of 64");
    }

    @Test
    void batchLargerThanTheData() throws IOException {
        TestFolders.write(folder.resolve("data"));
        assertSentence(train("--batch", 64), "A batch of 64", "take a smaller batch");
    }

    @Test
    void modelOfAnotherKind() throws IOException {
        Path zip = folder.resolve("other.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("readme.txt"));
        }
        assertSentence(CommandRun.of("info", zip), zip.toString(), "not an LGSC model");
    }

    @Test
    void modelCutInHalf() throws IOException {
        TestFolders.write(folder.resolve("data"));
        CommandRun trained = train();
        assertThat(trained.code()).as(trained.err()).isZero();
        Path model = folder.resolve("m.zip");
        assertThat(LgscModel.load(model).metadata().network().baseWidth()).isEqualTo(2);
        byte[] whole = Files.readAllBytes(model);
        Files.write(model, Arrays.copyOf(whole, whole.length / 2));
        assertSentence(CommandRun.of("info", model), model.toString(), "truncated");
    }

    @Test
    void tooFewPeopleForTheQuickstart() throws IOException {
        Path live = Files.createDirectories(folder.resolve("people"));
        assertSentence(
                CommandRun.of("quickstart", "--live", live, "--out", folder.resolve("out")),
                "contains no JPEG, PNG, WebP or BMP picture");
    }

    @Test
    void missingScoreFile() {
        Path csv = folder.resolve("none.csv");
        assertThat(CommandRun.of("evaluate", "--dev", csv, "--test", csv))
                .satisfies(r -> assertThat(r.code()).isEqualTo(1))
                .satisfies(r -> assertThat(r.err()).contains(csv.toString()));
    }
}
