package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.Split;
import org.lgsc.core.model.LgscModel;
import org.lgsc.eval.score.ScoreFile;

/**
 * A disk that becomes full loses no result: commands run where a folder is a small disk of its own,
 * which Linux allows to anybody in a namespace.
 */
class FullDiskTest {
    private static final Pattern KEPT = Pattern.compile("It was written to (\\S+) instead\\.");

    @TempDir Path folder;

    private Path disk;
    private Path data;
    private Path temporary;

    @BeforeEach
    void folders() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        temporary = Files.createDirectory(folder.resolve("tmp"));
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "unshare is missing");
        CommandRun mount =
                ChildJvm.runCommand(folder, List.of("unshare", "-rm", "sh", "-c", mount(100)));
        assumeTrue(mount.code() == 0, "no namespaces for ordinary users here: " + mount.err());
        data = TestFolders.write(folder.resolve("data"));
    }

    private String mount(int kilobytes) {
        return "mount -t tmpfs -o size=" + kilobytes + "k tmpfs '" + disk + "'";
    }

    private CommandRun run(int kilobytes, Object... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c"));
        command.add(mount(kilobytes) + " && exec \"$0\" \"$@\"");
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Djava.io.tmpdir=" + temporary));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Lgsc.class.getName());
        for (Object word : words) {
            command.add(word.toString());
        }
        return ChildJvm.runCommand(folder, command);
    }

    private Path kept(CommandRun run) {
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("No space left on device").doesNotContain("\tat ");
        Matcher kept = KEPT.matcher(run.err());
        assertThat(kept.find()).as(run.err()).isTrue();
        Path file = Path.of(kept.group(1));
        assertThat(file).startsWith(temporary).isRegularFile();
        return file;
    }

    private List<Object> train(Path out) {
        List<Object> words = new ArrayList<>();
        words.addAll(List.of("train", "--data", data, "--out", out, "--recipe", "small-scale"));
        words.addAll(List.of("--base-width", 2, "--size", 32, "--patches", 1, "--steps", 2));
        words.addAll(List.of("--encoder-steps", 0, "--batch", 4, "--detector", "none"));
        words.addAll(List.of("--no-augment", "--no-baseline"));
        return words;
    }

    @Test
    void aTrainedModelIsKeptElsewhere() throws Exception {
        CommandRun run = run(100, train(disk.resolve("m.zip")).toArray());
        Path file = kept(run);
        assertThat(LgscModel.load(file).graph().numParams()).isPositive();
        assertThat(run.out()).contains("Model: " + file);
        assertThat(run.err())
                .contains("Not enough disk space in " + disk + ": the model will take");
    }

    @Test
    void scoresAreKeptElsewhere() throws Exception {
        Path model = folder.resolve("m.zip");
        CommandRun trained = CommandRun.of(train(model).toArray());
        assertThat(trained.code()).as(trained.err()).isZero();
        Path file =
                kept(
                        run(
                                4,
                                "score",
                                "--model",
                                model,
                                "--data",
                                data,
                                "--detector",
                                "none",
                                "--out",
                                disk.resolve("s.csv")));
        assertThat(ScoreFile.read(file)).hasSize(4);
    }

    @Test
    void roomForCheckpointsAndFacesIsRemarkedOnBeforeTheWork() throws Exception {
        List<Object> words = train(folder.resolve("m.zip"));
        words.addAll(List.of("--checkpoints", disk.resolve("c"), "--keep", 2));
        assertThat(run(20, words.toArray()).err())
                .contains(
                        "Not enough disk space in "
                                + disk.resolve("c")
                                + ": 3 checkpoints will take");

        for (Split split : Split.values()) {
            Files.writeString(data.resolve(split.folder() + ".csv"), list(split));
        }
        CommandRun prepared =
                run(
                        20,
                        "prepare",
                        "--dataset",
                        "csv",
                        "--root",
                        data,
                        "--detector",
                        "none",
                        "--out",
                        disk.resolve("cache"));
        assertThat(prepared.err())
                .containsOnlyOnce(
                        "Not enough disk space in "
                                + disk.resolve("cache")
                                + ": the faces will take about 1 MB"); // a picture has one frame
    }

    private String list(Split split) throws IOException {
        StringBuilder list = new StringBuilder("filename,subject,attack_type\n");
        try (Stream<Path> files = Files.walk(data.resolve(split.folder()))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String species = file.getParent().getFileName().toString();
                list.append(data.relativize(file)).append(',').append(split).append(',');
                list.append(species.equals("live") ? "" : species).append('\n');
            }
        }
        return list.toString();
    }

    @Test
    void theQuickstartLooksForRoomBeforeItDrawsFaces() throws Exception {
        CommandRun run = run(100, "quickstart", "--tiny", "--out", disk.resolve("new/q"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        "Not enough disk space in " + disk.resolve("new/q"),
                        "about 4 MB",
                        "0 MB are")
                .doesNotContain("Drawing faces", "\tat ");
    }
}
