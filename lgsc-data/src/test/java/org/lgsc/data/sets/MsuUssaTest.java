package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.internal.protocol.DevelopmentSubjects;
import org.lgsc.data.internal.protocol.ProtocolChoice;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class MsuUssaTest {
    private static final byte[] EMPTY = {};

    @TempDir Path root;

    @Test
    void everyPersonIsTestedInOneFold() throws IOException {
        SetTrees tree = new SetTrees(root.resolve("MSU_USSA_Public"), EMPTY);
        for (int person = 1; person <= 10; person++) {
            tree.put("LiveSubjectsImages/" + person + ".jpg", EMPTY);
            for (String medium : List.of("MacBook", "Nexus", "PrintedPhoto", "Tablet")) {
                for (String camera : List.of("Front", "Rear")) {
                    String folder = "SpoofSubjectImages/" + medium + "_" + camera + "Camera/";
                    tree.put(folder + person + ".jpg", EMPTY);
                }
            }
        }
        tree.put("SpoofSubjectImages/Mirror_FrontCamera/1.jpg", EMPTY);
        tree.put("LiveSubjectsImages/copy of 1.jpg", EMPTY);
        MsuUssa set = new MsuUssa(root);
        assertThat(set.presentations()).hasSize(90);
        assertThat(set.setAside()).hasSize(2);
        assertThat(set.protocols()).hasSize(5);
        Protocol second = set.protocol(ProtocolId.of("cross-validation", 2));
        assertThat(DevelopmentSubjects.subjects(second.presentations(Split.TEST)))
                .containsExactly("0002", "0007");
        assertThat(DevelopmentSubjects.subjects(second.presentations(Split.DEV)))
                .containsExactly("0003", "0008");
        assertThat(second.presentations(Split.TRAIN)).hasSize(54);
        Protocol fifth = set.protocol(ProtocolId.of("cross-validation", 5));
        assertThat(DevelopmentSubjects.subjects(fifth.presentations(Split.TEST)))
                .containsExactly("0005", "0010");
        assertThat(fifth.presentations(Split.TEST))
                .extracting(Presentation::species)
                .containsOnly("", "macbook", "nexus", "printed-photo", "tablet");
        assertThat(fifth.remarks()).anyMatch(r -> r.contains("modulo 5"));
        // a person is in the test of one fold and in the training of others
        assertThat(new ProtocolChoice(set).made()).isEmpty();
        assertThatThrownBy(() -> set.protocol(ProtocolId.of("cross-validation", 6)))
                .isInstanceOf(LgscException.class);
    }
}
