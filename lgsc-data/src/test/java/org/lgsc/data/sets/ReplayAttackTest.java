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
import org.lgsc.data.internal.protocol.ProtocolSummary;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class ReplayAttackTest {
    private static final int[][] FEW = {{1}, {16}, {31}};

    @TempDir Path root;

    private ReplayAttack set(int[][] clients, boolean lists) throws IOException {
        new SetTrees(root, new byte[0]).replay(clients, lists);
        return new ReplayAttack(root);
    }

    @Test
    void everyProtocolOfTheWholeSet() throws IOException {
        ReplayAttack set = set(SetTrees.replayClients(), false);
        assertThat(set.presentations()).hasSize(1200);
        assertThat(set.protocols()).hasSize(7);
        for (ProtocolId id : set.protocols()) {
            assertThat(new ProtocolSummary(set.protocol(id), 5).asPublished())
                    .as("%s", id)
                    .isTrue();
        }
        Protocol grandtest = set.protocol(ProtocolId.of("grandtest"));
        assertThat(grandtest.counts(Split.TEST)).isEqualTo(new Protocol.Counts(80, 400));
        assertThat(set.protocol(ProtocolId.of("photo")).counts(Split.DEV))
                .isEqualTo(new Protocol.Counts(60, 180));
    }

    @Test
    void listsAgreeWithTheRuleAndSmalltestIsKnownByItsLists() throws IOException {
        ReplayAttack set = set(FEW, true);
        Protocol grandtest = set.protocol(ProtocolId.of("grandtest"));
        assertThat(grandtest.remarks().get(0)).contains("official lists");
        assertThat(grandtest.counts(Split.DEV)).isEqualTo(new Protocol.Counts(4, 20));
        Protocol small = set.protocol(ProtocolId.of("smalltest"));
        assertThat(small.presentations(Split.TEST)).extracting(p -> p.species()).contains("print");
        assertThat(small.published()).isEmpty();
        assertThat(set.protocol(ProtocolId.of("video")).remarks().get(0)).contains("by rule");
    }

    @Test
    void aListWithAnAttackOfAnotherKindIsRefused() throws IOException {
        set(FEW, true);
        Path list = root.resolve("protocols/attack-print-allsupports-test.txt");
        Files.writeString(
                list,
                Files.readString(list)
                        + "test/attack/hand/attack_mobile_client031_session01_mobile_video_"
                        + "adverse.mov\n");
        assertThatThrownBy(() -> new ReplayAttack(root).protocol(ProtocolId.of("print")))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("attack-print", "attack_mobile_client031");
    }

    @Test
    void clientsWithoutAnyVideoAreMissedByTheListOfClients() throws IOException {
        SetTrees tree =
                new SetTrees(root, new byte[0]).replay(new int[][] {{1}, {16}, {31}}, false);
        Files.move(root.resolve("train"), root.resolve("Train"));
        tree.put("protocols/clients.txt", "001 train\r\n2 train\r\n16 devel\r\n31 test\r\n");
        Protocol protocol = new ReplayAttack(root).protocol(ProtocolId.of("print"));
        assertThat(protocol.presentations(Split.TRAIN)).hasSize(8);
        assertThat(protocol.missing(Split.TRAIN))
                .hasSize(8)
                .allMatch(id -> id.contains("client002"));
    }

    @Test
    void missingVideosAreNamed() throws IOException {
        set(FEW, false);
        Path video =
                root.resolve("devel/real/client016_session01_webcam_authenticate_adverse_1.mov");
        Files.delete(video);
        new SetTrees(root, new byte[0])
                .put("enroll/train/client001_session01_webcam_enroll_1.mov", "not a presentation");
        ReplayAttack set = new ReplayAttack(root);
        assertThat(set.protocol(ProtocolId.of("print")).missing(Split.DEV))
                .containsExactly("devel/real/client016_session01_webcam_authenticate_adverse_1");
        assertThat(set.setAside()).isEmpty();
    }
}
