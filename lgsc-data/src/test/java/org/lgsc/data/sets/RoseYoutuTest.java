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

class RoseYoutuTest {
    private static final byte[] EMPTY = {};

    @TempDir Path root;

    @Test
    void subjectsAndKindsComeFromTheNames() throws IOException {
        SetTrees tree = new SetTrees(root, EMPTY);
        for (int subject : new int[] {2, 10, 11, 12, 13, 23}) {
            for (String kind : List.of("G", "Ps", "Pq", "Vl", "Vm", "Mc", "Mf", "Mu", "Ml")) {
                tree.put(subject + "/" + kind + "_NT_5s_wg_E_" + subject + "_7.mp4", EMPTY);
                tree.put(subject + "/" + kind + "_T_ZTE_g_E_" + subject + "_8.mp4", EMPTY);
            }
        }
        tree.put("7/Down/G_NT_HS_wg_E_7_6.mp4", EMPTY);
        tree.put("24/G_NT_HS_wg_E_24_6.mp4", EMPTY);
        tree.put("2/X_NT_HS_wg_E_2_6.mp4", EMPTY);
        RoseYoutu set = new RoseYoutu(root);
        assertThat(set.setAside())
                .singleElement()
                .matches(
                        s -> s.id().equals("2/X_NT_HS_wg_E_2_6") && s.reason().contains("G_NT_5s"));
        Protocol protocol = set.protocol(ProtocolId.of("grandtest"));
        assertThat(DevelopmentSubjects.subjects(protocol.presentations(Split.TRAIN)))
                .containsExactly("02", "07", "10");
        assertThat(DevelopmentSubjects.subjects(protocol.presentations(Split.DEV)))
                .containsExactly("11", "12");
        assertThat(DevelopmentSubjects.subjects(protocol.presentations(Split.TEST)))
                .containsExactly("13", "23");
        assertThat(protocol.presentations(Split.TEST))
                .hasSize(36)
                .extracting(Presentation::species)
                .contains("", "print-quivering", "replay-mac", "paper-mask-lower");
        assertThat(protocol.remarks()).anyMatch(r -> r.contains("subject 24"));
        assertThat(new ProtocolChoice(set).folds("unseen")).hasSize(8);
        assertThatThrownBy(() -> set.protocol(ProtocolId.of("1")))
                .isInstanceOf(LgscException.class);
    }
}
