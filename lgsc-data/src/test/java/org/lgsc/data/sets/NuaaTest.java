package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class NuaaTest {
    private static final byte[] EMPTY = {};
    private static final ProtocolId OFFICIAL = ProtocolId.of("official");

    @TempDir Path root;
    private SetTrees tree;

    /** People 1 to 4 train, 3 to 6 are tested. */
    @BeforeEach
    void make() throws IOException {
        tree = new SetTrees(root.resolve("raw"), EMPTY);
        for (String who : new String[] {"client", "imposter"}) {
            String folder = who.equals("client") ? "ClientRaw" : "ImposterRaw";
            StringBuilder[] lists = {new StringBuilder(), new StringBuilder()};
            for (int split = 0; split < 2; split++) {
                for (int person = split == 0 ? 1 : 3; person <= (split == 0 ? 4 : 6); person++) {
                    String id = String.format("%04d", person);
                    String name = id + "_00_01_" + (split == 0 ? "01" : "03") + "_12";
                    tree.put(folder + "/" + id + "/" + name + ".jpg", EMPTY);
                    lists[split].append(id).append('\\').append(name).append(".jpg\r\n");
                }
            }
            tree.put(who + "_train_raw.txt", lists[0].toString());
            tree.put(who + "_test_raw.txt", lists[1].toString());
        }
    }

    @Test
    void peopleOfTheTrainingAreInTheOfficialTest() throws IOException {
        tree.put("ClientRaw/0001/thumbs.jpg", EMPTY);
        Nuaa set = new Nuaa(root);
        assertThat(set.setAside()).hasSize(1);
        Protocol official = set.protocol(OFFICIAL);
        assertThat(DevelopmentSubjects.subjects(official.presentations(Split.TRAIN)))
                .containsExactly("0001", "0002", "0003");
        assertThat(DevelopmentSubjects.subjects(official.presentations(Split.DEV)))
                .containsExactly("0004");
        assertThat(DevelopmentSubjects.subjects(official.presentations(Split.TEST)))
                .containsExactly("0003", "0004", "0005", "0006");
        assertThat(official.remarks()).anyMatch(r -> r.contains("optimistic"));
        Protocol disjoint = set.protocol(ProtocolId.of("disjoint"));
        assertThat(DevelopmentSubjects.subjects(disjoint.presentations(Split.TEST)))
                .containsExactly("0005", "0006");
        assertThat(disjoint.presentations(Split.TEST))
                .extracting(Presentation::species)
                .containsOnly("", "print");
        assertThat(disjoint.remarks()).noneMatch(r -> r.contains("optimistic"));
    }

    @Test
    void withoutAListTheSessionDecides() throws IOException {
        Path list = root.resolve("raw/client_test_raw.txt");
        Protocol before = new Nuaa(root).protocol(OFFICIAL);
        Files.delete(list);
        Protocol after = new Nuaa(root).protocol(OFFICIAL);
        for (Split split : Split.values()) {
            assertThat(after.presentations(split)).isEqualTo(before.presentations(split));
        }
        assertThat(after.remarks()).anyMatch(r -> r.contains("by session"));
        Files.writeString(
                list, "/data/raw/ClientRaw/0005/0005_00_01_03_12.jpg\n0009\\0009_00_01_03_1.jpg\n");
        Protocol named = new Nuaa(root).protocol(OFFICIAL);
        assertThat(named.missing(Split.TEST)).containsExactly("ClientRaw/0009/0009_00_01_03_1");
        Files.writeString(list, "0005\n");
        assertThatThrownBy(() -> new Nuaa(root).protocol(OFFICIAL))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("line 1", "'0005' is not a picture");
    }
}
