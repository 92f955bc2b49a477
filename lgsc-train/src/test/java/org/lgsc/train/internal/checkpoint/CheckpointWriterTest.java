package org.lgsc.train.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointWriterTest {
    @TempDir Path folder;

    private final List<String> notices = new ArrayList<>();

    private record State(String name, double value) {}

    private static INDArray array(int length) {
        return Nd4j.rand(org.nd4j.linalg.api.buffer.DataType.FLOAT, length).subi(0.5);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private CheckpointWriter writer(CheckpointFolder into, int keep) {
        return new CheckpointWriter(
                new CheckpointOptions(into.path(), Duration.ofMinutes(1), keep),
                into,
                () -> 0,
                notices::add);
    }

    @Test
    void whatWasWrittenIsReadAndTheLastOnesAreKept() throws IOException {
        INDArray large = array(300_000); // more than one piece
        INDArray small = array(5).reshape(1, 5);
        CheckpointFolder in = new CheckpointFolder(folder);
        Files.writeString(folder.resolve(".checkpoint-00000001.lgsc.tmp"), "half written");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        CheckpointWriter writer = writer(in, 2);
        for (int i = 1; i <= 4; i++) {
            writer.write(new State("run", i / 3.0), Map.of("a", large));
        }
        Map<String, INDArray> arrays = new java.util.LinkedHashMap<>();
        arrays.put("large", large);
        arrays.put("small", small);
        writer.write(new State("run", Double.NaN), arrays);
        assertThat(names())
                .containsExactly(
                        "checkpoint-00000004.lgsc", "checkpoint-00000005.lgsc", "notes.txt");
        CheckpointFile file = in.newest(notices).orElseThrow();
        assertThat(file.file()).hasFileName("checkpoint-00000005.lgsc");
        assertThat(file.state(State.class)).isEqualTo(new State("run", Double.NaN));
        Map<String, INDArray> targets = new java.util.LinkedHashMap<>();
        targets.put("large", array(300_000));
        targets.put("small", array(5));
        file.copyInto(targets);
        assertThat(targets.get("large").toFloatVector()).isEqualTo(large.toFloatVector());
        assertThat(targets.get("small").toFloatVector()).isEqualTo(small.toFloatVector());
        targets.put("small", array(6));
        assertThatThrownBy(() -> file.copyInto(targets))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("of another network");
        assertThatThrownBy(() -> file.state(Duration[].class)).isInstanceOf(LgscException.class);
        assertThat(notices).isEmpty();
        assertThat(writer.summary()).isEmpty();
    }

    @Test
    void aStateThatIsNullIsRefused() throws IOException {
        CheckpointFolder in = new CheckpointFolder(folder);
        in.write(null, Map.of(), 1);
        CheckpointFile file = in.newest(notices).orElseThrow();
        assertThatThrownBy(() -> file.state(State.class))
                .isInstanceOf(LgscException.class)
                .hasMessage("%s does not describe a training run: it is null.", file.file());
    }

    @Test
    void numbersThatAreNotFiniteAreNotResumedFrom() {
        CheckpointFolder in = new CheckpointFolder(folder);
        writer(in, 2)
                .write(
                        new State("run", 1),
                        Map.of("updater", Nd4j.createFromArray(1f, Float.POSITIVE_INFINITY)));
        CheckpointFile file = in.newest(notices).orElseThrow();
        assertThatThrownBy(() -> file.copyInto(Map.of("updater", array(2))))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("checkpoint-00000001.lgsc")
                .hasMessageContaining("not finite");
    }

    @Test
    void aFullDiskIsSaidOnceAndTriedAgain() throws IOException {
        boolean[] full = {false};
        CheckpointFolder in =
                new CheckpointFolder(
                        folder,
                        file ->
                                new FileOutputStream(file.toFile()) {
                                    private int room = 100_000;

                                    @Override
                                    public void write(byte[] b, int from, int length)
                                            throws IOException {
                                        room -= length;
                                        if (full[0] && room < 0) {
                                            throw new IOException("No space left on device");
                                        }
                                        super.write(b, from, length);
                                    }
                                });
        CheckpointWriter writer = writer(in, 3);
        INDArray numbers = array(200_000);
        writer.write(new State("run", 1), Map.of("a", numbers));
        full[0] = true;
        writer.write(new State("run", 2), Map.of("a", numbers));
        writer.write(new State("run", 3), Map.of("a", numbers));
        assertThat(notices)
                .singleElement()
                .asString()
                .isEqualTo(
                        "Cannot write a checkpoint to "
                                + folder
                                + ": No space left on device. Training continues; if it stops,"
                                + " what was learned since the last checkpoint is lost. Make room"
                                + " or make the folder writable.");
        assertThat(names()).as("what filled the disk is gone").hasSize(1);
        assertThat(in.newest(notices).orElseThrow().state(State.class).value()).isEqualTo(1);
        full[0] = false;
        writer.write(new State("run", 4), Map.of("a", numbers));
        assertThat(notices).hasSize(2);
        assertThat(notices.get(1)).endsWith("can be written to " + folder + " again.");
        assertThat(writer.summary())
                .hasValue(
                        "Writing to "
                                + folder
                                + " failed 2 times, last because: No space left on device.");
        assertThat(in.newest(notices).orElseThrow().state(State.class).value()).isEqualTo(4);
    }

    @Test
    void theKernelsOwnFullDiskIsSurvivedToo() throws IOException {
        Path device = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(device), "no device that is always full");
        CheckpointWriter writer =
                writer(new CheckpointFolder(folder, f -> new FileOutputStream("/dev/full")), 3);
        writer.write(new State("run", 1), Map.of("a", array(10)));
        assertThat(notices).singleElement().asString().contains("No space left on device");
        assertThat(names()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CheckpointWriter below = writer(new CheckpointFolder(file.resolve("below")), 3);
        below.write(new State("run", 1), Map.of("a", array(10)));
        assertThat(notices).singleElement().asString().contains("below: ").contains("continues");
        notices.clear();
        CheckpointWriter at = writer(new CheckpointFolder(file), 3);
        at.write(new State("run", 1), Map.of("a", array(10)));
        assertThat(notices).singleElement().asString().contains("a file has that name");
    }

    @Test
    void isDueWhenTheIntervalIsOver() {
        long[] now = {0};
        CheckpointWriter writer =
                new CheckpointWriter(
                        CheckpointOptions.in(folder).withInterval(Duration.ofSeconds(5)),
                        new CheckpointFolder(folder),
                        () -> now[0],
                        notices::add);
        now[0] = 4_999_999_999L;
        assertThat(writer.due()).isFalse();
        now[0] = 5_000_000_000L;
        assertThat(writer.due()).isTrue();
        writer.write(new State("run", 1), Map.of());
        assertThat(writer.due()).isFalse();
        assertThatThrownBy(() -> CheckpointOptions.in(folder).withKeep(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CheckpointOptions.in(folder).withInterval(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
