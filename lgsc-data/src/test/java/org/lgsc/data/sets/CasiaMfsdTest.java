package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.internal.protocol.ProtocolSummary;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class CasiaMfsdTest {
    @TempDir Path root;

    @Test
    void everyScenarioOfTheWholeSet() throws IOException {
        new SetTrees(root, new byte[0]).casia(20, 30, false);
        CasiaMfsd set = new CasiaMfsd(root);
        assertThat(set.presentations()).hasSize(600);
        for (ProtocolId id : set.protocols()) {
            Protocol protocol = set.protocol(id);
            assertThat(protocol.published()).hasSize(3);
            assertThat(new ProtocolSummary(protocol, 5).asPublished()).as("%s", id).isTrue();
        }
        Protocol all = set.protocol(ProtocolId.of("grandtest"));
        assertThat(all.counts(Split.TEST)).isEqualTo(new Protocol.Counts(90, 270));
        assertThat(DevelopmentSubjects.subjects(all.presentations(Split.DEV)))
                .containsExactly("16", "17", "18", "19", "20");
        assertThat(DevelopmentSubjects.subjects(all.presentations(Split.TEST)))
                .hasSize(30)
                .contains("21", "50");
        assertThat(set.protocol(ProtocolId.of("cut-photo")).presentations(Split.TEST))
                .extracting(p -> p.species())
                .containsOnly("", "cut-photo");
    }

    @Test
    void highResolutionVideosBeginWithADamagedFrame() throws IOException {
        new SetTrees(root, new byte[0]).casia(2, 1, false);
        assertThat(new CasiaMfsd(root).presentations())
                .allMatch(p -> p.firstFrame() == (p.id().contains("HR_") ? 1 : 0))
                .anyMatch(p -> p.firstFrame() == 1);
    }

    @Test
    void aCopyWithGapsAndOtherCapitalsHasTheSplitOfTheWholeSet() throws IOException {
        SetTrees tree = new SetTrees(root, new byte[0]).casia(18, 1, false);
        Files.move(
                root.resolve("train_release/1/HR_4.avi"), root.resolve("train_release/1/hr_4.avi"));
        Files.move(root.resolve("train_release/2"), root.resolve("train_release/02"));
        tree.put("Face-Locations/train_release/1/HR_4.face", "0 0 0 0 0\n1 5 6 7 8\n");
        CasiaMfsd set = new CasiaMfsd(root);
        Protocol protocol = set.protocol(ProtocolId.of("grandtest"));
        assertThat(protocol.missing(Split.TRAIN)).hasSize(2 * 12).contains("train_release/19/1");
        assertThat(DevelopmentSubjects.subjects(protocol.presentations(Split.DEV)))
                .containsExactly("16", "17", "18");
        assertThat(protocol.published()).hasSize(3);
        assertThat(protocol.presentations(Split.TRAIN))
                .filteredOn(p -> p.id().equals("train_release/1/HR_4"))
                .singleElement()
                .matches(p -> set.faces(p).size() == 1);
    }

    @Test
    void misnamedFilesAndMissingOnes() throws IOException {
        SetTrees tree = new SetTrees(root, new byte[0]).casia(2, 1, false);
        tree.put("train_release/1/9.avi", "x");
        tree.put("train_release/copy/1.avi", "x");
        CasiaMfsd set = new CasiaMfsd(root);
        assertThat(set.setAside()).hasSize(2);
        Protocol protocol = set.protocol(ProtocolId.of("low"));
        assertThat(protocol.missing(Split.TRAIN)).hasSize(18 * 4).contains("train_release/3/2");
        assertThat(new ProtocolSummary(protocol, 3).lines())
                .anyMatch(l -> l.matches("\\s+and \\d+ more.*"));
        assertThatThrownBy(() -> set.protocol(ProtocolId.of("medium")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("grandtest");
    }
}
