package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class SiwTest {
    @TempDir Path root;

    private Siw set(int[] train, int[] test) throws IOException {
        new SetTrees(root, new byte[0]).siw(train, test);
        return new Siw(root);
    }

    private static void assertCounts(Protocol protocol, int... counts) {
        for (Split split : Split.values()) {
            int i = 2 * split.ordinal();
            assertThat(protocol.counts(split))
                    .as("%s %s", protocol.id(), split)
                    .isEqualTo(new Protocol.Counts(counts[i], counts[i + 1]));
        }
    }

    @Test
    void everyProtocolAndFold() throws IOException {
        // a subject has 8 live videos, 4 prints and 4 replays of each of four media
        Siw set = set(new int[] {1, 2, 3, 4}, new int[] {5, 8});
        assertThat(set.protocols()).hasSize(7);
        Protocol one = set.protocol(ProtocolId.of("1"));
        assertCounts(one, 24, 60, 8, 20, 16, 40);
        assertThat(one.trainFrames()).isEqualTo(60);
        assertThat(DevelopmentSubjects.subjects(one.presentations(Split.DEV)))
                .containsExactly("003");
        for (int fold = 1; fold <= 4; fold++) {
            Protocol two = set.protocol(ProtocolId.of("2", fold));
            assertCounts(two, 24, 36, 8, 12, 16, 8);
            String medium = "-3-" + fold + "-";
            assertThat(two.presentations(Split.TEST))
                    .allMatch(p -> p.label().isLive() || p.id().contains(medium));
            for (Split learn : List.of(Split.TRAIN, Split.DEV)) {
                assertThat(two.presentations(learn)).noneMatch(p -> p.id().contains(medium));
            }
            assertThat(two.trainFrames()).isZero();
        }
        assertCounts(set.protocol(ProtocolId.of("3", 1)), 24, 12, 8, 4, 16, 32);
        assertCounts(set.protocol(ProtocolId.of("3", 2)), 24, 48, 8, 16, 16, 8);
    }

    @Test
    void otherSubjectsThanBobsAreHeldOutWhenThoseAreNotThere() throws IOException {
        Protocol protocol = set(new int[] {1, 2, 4, 5}, new int[] {8}).protocol(ProtocolId.of("1"));
        assertThat(DevelopmentSubjects.subjects(protocol.presentations(Split.DEV)))
                .containsExactly("005");
        assertThat(protocol.remarks().get(0)).contains("held out", "005");
        assertThat(protocol.published()).containsOnlyKeys(Split.TEST);
        assertThat(protocol.remarks()).anyMatch(r -> r.contains("no counts are published"));
    }

    @Test
    void oneSubjectLeavesNoDevelopmentSplit() throws IOException {
        Protocol protocol = set(new int[] {3}, new int[] {8}).protocol(ProtocolId.of("1"));
        assertThat(protocol.presentations(Split.DEV)).isEmpty();
        assertThat(protocol.presentations(Split.TRAIN)).hasSize(28);
        assertThat(protocol.remarks().get(0)).contains("too few subjects");
    }

    @Test
    void publishedCountsComeWithBobsSubjects() throws IOException {
        // one of bob's ten is not there: the counts are those of the whole set all the same
        int[] train = {1, 3, 6, 7, 11, 14, 16, 17, 22, 28};
        Protocol protocol = set(train, new int[] {8}).protocol(ProtocolId.of("2", 4));
        assertThat(protocol.published().get(Split.TRAIN)).isEqualTo(new Protocol.Counts(636, 958));
        assertThat(DevelopmentSubjects.subjects(protocol.presentations(Split.TRAIN)))
                .containsExactly("001");
    }

    @Test
    void misplacedAndMisnamedVideosAreSetAsideAndMissingOnesNamed() throws IOException {
        SetTrees tree = new SetTrees(root, new byte[0]).siw(new int[] {1, 2}, new int[] {8});
        tree.put("Train/live/001/001-1-2-1-1.mov", "print among the live");
        tree.put("Train/spoof/001/other.mov", "x");
        tree.put("Test/live/009/009_1_1_1_1.mov", "underscores as in the readme");
        Files.delete(root.resolve("Test/spoof/008/008-1-3-2-2.mov"));
        Siw set = new Siw(root);
        assertThat(set.setAside()).hasSize(2);
        Protocol protocol = set.protocol(ProtocolId.of("1"));
        assertThat(DevelopmentSubjects.subjects(protocol.presentations(Split.TEST)))
                .contains("009");
        assertThat(protocol.missing(Split.TEST))
                .contains("Test/spoof/008/008-1-3-2-2", "Test/live/009/009-1-1-1-2")
                .doesNotContain("Test/live/009/009-1-1-1-1");
        assertThatThrownBy(() -> set.protocol(ProtocolId.of("2", 5)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("SiW has no protocol 2, fold 5");
    }
}
