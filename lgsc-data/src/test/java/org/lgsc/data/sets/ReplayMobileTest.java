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
import org.lgsc.data.internal.protocol.ProtocolChoice;
import org.lgsc.data.internal.protocol.ProtocolSummary;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class ReplayMobileTest {
    private static final byte[] EMPTY = {};

    @TempDir Path root;

    private void client(String split, int client, boolean real) throws IOException {
        SetTrees tree = new SetTrees(root, EMPTY);
        String who = String.format("client%03d_session01_", client);
        for (String device : List.of("mobile", "tablet")) {
            for (String light : List.of("controlled", "adverse", "direct", "lateral", "diffuse")) {
                if (real) {
                    String name = who + "authenticate_" + device + "_" + light;
                    tree.put(split + "/real/" + name + ".mov", EMPTY);
                }
            }
            for (String light : List.of("lighton", "lightoff")) {
                for (String kind :
                        List.of(
                                "print_fixed_DEVICE_photo",
                                "print_hand_DEVICE_photo",
                                "mattescreen_fixed_DEVICE_photo",
                                "mattescreen_fixed_DEVICE_video")) {
                    String name = "attack_" + who + kind.replace("DEVICE", device) + "_" + light;
                    tree.put(split + "/attack/" + name + ".mov", EMPTY);
                }
            }
            tree.put(split + "/enroll/" + who + "enroll_" + device + "_lighton.mov", EMPTY);
        }
    }

    @Test
    void theWholeSetHasThePublishedCounts() throws IOException {
        for (int client = 1; client <= 40; client++) {
            String split = client <= 12 ? "train" : client <= 28 ? "devel" : "test";
            client(split, client, client != 40);
        }
        ReplayMobile set = new ReplayMobile(root);
        assertThat(set.setAside()).isEmpty();
        assertThat(set.presentations()).hasSize(1030);
        for (ProtocolId id : set.protocols()) {
            assertThat(new ProtocolSummary(set.protocol(id), 5).asPublished()).isTrue();
        }
        Protocol print = set.protocol(ProtocolId.of("print"));
        assertThat(print.counts(Split.TEST)).isEqualTo(new Protocol.Counts(110, 96));
        assertThat(set.protocol(ProtocolId.of("mattescreen")).presentations(Split.DEV))
                .extracting(Presentation::species)
                .containsOnly("", "mattescreen-photo", "mattescreen-video");
        assertThat(new ProtocolChoice(set).folds("unseen")).hasSize(3);
    }

    @Test
    void oddNamesAreSetAsideAndFoldersInBetweenAreRead() throws IOException {
        client("train", 3, true);
        SetTrees tree = new SetTrees(root, EMPTY);
        tree.put("train/real/client003.mov", EMPTY);
        tree.put(
                "devel/attack/hand/attack_client005_session01_print_hand_mobile_photo_lighton.mov",
                EMPTY);
        ReplayMobile set = new ReplayMobile(root);
        assertThat(set.setAside())
                .singleElement()
                .matches(s -> s.id().equals("train/real/client003"));
        assertThat(set.presentations())
                .extracting(Presentation::id)
                .contains(
                        "devel/attack/attack_client005_session01_print_hand_mobile_photo_lighton");
        assertThatThrownBy(() -> set.protocol(ProtocolId.of("grandtest", 1)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("mattescreen");
    }
}
