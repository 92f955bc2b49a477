package org.lgsc.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;

/** What is written is compared with the room that there is, and a run's files stay together. */
class RoomTest {
    @TempDir Path folder;

    @Test
    void aSentenceNamesTheFolderAndBothNumbers() {
        Path missing = folder.resolve("not/yet/there");
        assertThat(Room.lack(missing, "the model", 1)).isEmpty();
        assertThat(Room.lack(missing, "the model", Long.MAX_VALUE))
                .hasValueSatisfying(
                        lack ->
                                assertThat(lack)
                                        .matches(
                                                "Not enough disk space in \\Q"
                                                        + missing
                                                        + "\\E: the model will take about \\d+ MB, and"
                                                        + " \\d+ MB are free\\..*"));
    }

    @Test
    void aModelTakesItsParametersAndAdamsMoments() {
        NetworkOptions options = LgscNetwork.builder().baseWidth(2).build().options();
        long parameters = LgscNetwork.builder(options).build().init().numParams();
        assertThat(Room.ofModel(options)).isEqualTo(12 * parameters);
    }

    @Test
    void filesBehindOneThatFoundNoRoomLieBesideIt() throws IOException {
        List<String> notices = new ArrayList<>();
        ResultFolder results = new ResultFolder(folder, notices::add);
        results.write("first", writer("1"));
        results.write("second", file -> full(file, "2"));
        results.write("third", writer("3"));
        assertThat(results.moved()).isTrue();
        assertThat(results.place("first")).isEqualTo(folder.resolve("first")).hasContent("1");
        assertThat(results.place("second")).hasContent("2");
        assertThat(results.place("third"))
                .hasContent("3")
                .hasParent(results.place("second").getParent());
        assertThat(notices).singleElement().asString().contains("second instead.");
        for (String name : new String[] {"second", "third"}) {
            Files.delete(results.place(name));
        }
        Files.delete(results.place("third").getParent());
    }

    private void full(Path file, String text) {
        if (file.startsWith(folder)) {
            throw new LgscException("The disk is full.", new IOException("No space left"));
        }
        writer(text).accept(file);
    }

    private static Consumer<Path> writer(String text) {
        return file -> AtomicFile.writeText(file, text);
    }
}
