package org.lgsc.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.cli.CommandRun;
import org.lgsc.cli.TestFolders;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;

/** {@code train --checkpoints DIR} and {@code train --resume DIR}. */
class TrainResumeTest {
    @TempDir Path folder;

    private Path data;
    private Path model;
    private Path run;

    @BeforeEach
    void write() throws IOException {
        data = TestFolders.write(folder.resolve("data"));
        model = folder.resolve("m.zip");
        run = folder.resolve("run");
    }

    /** Four epochs of one step. */
    private CommandRun train(Object... more) {
        List<Object> words = new ArrayList<>();
        words.addAll(List.of("train", "--data", data, "--out", model, "--recipe", "small-scale"));
        words.addAll(List.of("--base-width", 2, "--size", 32, "--patches", 1, "--steps", 4));
        words.addAll(List.of("--encoder-steps", 2, "--batch", 4, "--detector", "none"));
        words.add("--no-augment");
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray());
    }

    private List<Path> checkpoints() throws IOException {
        try (Stream<Path> all = Files.list(run)) {
            return all.filter(f -> f.toString().endsWith(".lgsc")).sorted().toList();
        }
    }

    private static void assertRefused(int code, CommandRun run, String... parts) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(parts).doesNotContain("\tat ", "Exception");
    }

    @Test
    void goesOnByTheFolderAlone() throws IOException {
        CommandRun first = train("--checkpoints", run);
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("Page to watch: " + folder.resolve("m-training"));
        assertThat(folder.resolve("m-training/training.html")).isNotEmptyFile();
        assertThat(Files.readAllLines(folder.resolve("m-training/steps.csv"))).hasSize(1 + 2 + 4);
        float[] expected = LgscModel.load(model).graph().params().toFloatVector();
        byte[] steps = Files.readAllBytes(folder.resolve("m-training/steps.csv"));

        // as if it had been killed after the second epoch
        List<Path> all = checkpoints();
        assertThat(all).hasSize(3);
        Files.delete(all.get(2));
        Files.delete(all.get(1));
        Files.delete(model);
        CommandRun resumed = CommandRun.of("train", "--resume", run);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(resumed.err()).contains("Resumed at step 2 of the training from " + all.get(0));
        assertThat(LgscModel.load(model).graph().params().toFloatVector()).isEqualTo(expected);
        assertThat(folder.resolve("m-training/steps.csv")).hasBinaryContent(steps);

        // to another file
        Path other = folder.resolve("other.zip");
        CommandRun again = CommandRun.of("train", "--resume", run, "--out", other);
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(LgscModel.load(other).graph().params().toFloatVector()).isEqualTo(expected);

        assertRefused(
                1,
                CommandRun.of("train", "--resume", run, "--learning-rate", "0.5"),
                "learningRate was 0.002 and is 0.5 now");
        assertRefused(1, train("--checkpoints", run), "holds checkpoints of a run already");
    }

    @Test
    void theDataMayHaveMovedButNotChanged() throws IOException {
        assertThat(train("--checkpoints", run).code()).isZero();
        Path moved = Files.move(data, folder.resolve("elsewhere"));
        CommandRun resumed = CommandRun.of("train", "--resume", run, "--data", moved);
        assertThat(resumed.code()).as(resumed.err()).isZero();
        Path picture;
        try (Stream<Path> all = Files.walk(moved.resolve("train"))) {
            picture = all.filter(f -> f.toString().endsWith(".png")).findFirst().orElseThrow();
        }
        RgbImage before = ImageDecoder.defaults().decode(picture);
        ImageEncoder.writePng(RgbImage.black(before.width(), before.height()), picture);
        CommandRun changed = CommandRun.of("train", "--resume", run, "--data", moved);
        assertRefused(1, changed, "it is another one: data hash was");
    }

    @Test
    void aRunWithoutACheckpointBeginsAnew() throws IOException {
        CommandRun first = train("--checkpoints", run, "--keep", 2);
        assertThat(first.code()).as(first.err()).isZero();
        float[] expected = LgscModel.load(model).graph().params().toFloatVector();
        for (Path file : checkpoints()) {
            Files.delete(file);
        }
        CommandRun anew = CommandRun.of("train", "--resume", run);
        assertThat(anew.code()).as(anew.err()).isZero();
        assertThat(anew.err()).contains("starts again");
        assertThat(LgscModel.load(model).graph().params().toFloatVector()).isEqualTo(expected);
        assertThat(checkpoints()).hasSize(2);
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNotEndTheTraining() throws IOException {
        Path log = folder.resolve("log");
        // folders are in the way of the files, which nobody can know beforehand
        for (Path file :
                List.of(
                        run.resolve("arguments.json"),
                        run.resolve(".checkpoint-00000001.lgsc.tmp"),
                        log.resolve("training.html"))) {
            Files.createDirectories(file.resolve("in the way"));
        }
        CommandRun trained = train("--checkpoints", run, "--log", log);
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err())
                .contains("cannot be resumed", "Cannot write to the training folder " + log)
                .contains("Writing to " + run + " failed ");
        assertThat(model).exists();
    }

    @Test
    void wrongArgumentsAreNamed() throws IOException {
        assertRefused(
                1,
                CommandRun.of("train", "--resume", folder),
                "There is no training to resume in " + folder);
        Files.createDirectories(run);
        for (String other : List.of("[1", "", "null", "{\"--out\": null}")) {
            Files.writeString(run.resolve("arguments.json"), other);
            assertRefused(
                    1, CommandRun.of("train", "--resume", run), "does not contain the options");
        }
        Files.writeString(run.resolve("arguments.json"), "{\"--nonsense\": \"1\"}");
        assertRefused(2, CommandRun.of("train", "--resume", run), "--nonsense");
        assertRefused(2, train("--checkpoints", run, "--resume", run), "leave out --checkpoints");
        assertRefused(2, train("--keep", 0), "--keep must be at least 1");
        assertRefused(2, train("--checkpoint-minutes", -1), "--checkpoint-minutes");
        assertRefused(2, train("--log-every", 0), "--log-every");
        assertRefused(2, train("--patience", -1), "patience must not be negative");
        assertRefused(
                2, train("--method", "lbp", "--checkpoints", run), "is only for '--method lgsc'");
    }
}
