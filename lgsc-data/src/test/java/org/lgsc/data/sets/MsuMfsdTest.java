package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.internal.protocol.ProtocolSummary;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class MsuMfsdTest {
    private static final ProtocolId GRANDTEST = ProtocolId.of("grandtest");

    @TempDir Path root;

    @Test
    void theWholeSetHasThePublishedCounts() throws IOException {
        new SetTrees(root, new byte[0])
                .msu(IntStream.range(1, 16).toArray(), IntStream.range(20, 40).toArray());
        MsuMfsd set = new MsuMfsd(root);
        assertThat(set.presentations()).hasSize(280);
        Protocol protocol = set.protocol(GRANDTEST);
        assertThat(new ProtocolSummary(protocol, 5).asPublished()).isTrue();
        assertThat(protocol.counts(Split.TEST)).isEqualTo(new Protocol.Counts(40, 120));
        assertThat(protocol.presentations(Split.TEST))
                .extracting(p -> p.species())
                .containsOnly("", "ipad-video", "iphone-video", "printed-photo");
        assertThat(set.presentations().stream().filter(p -> p.rotation() == 180))
                .hasSize(6)
                .allMatch(p -> p.id().startsWith("real/") && p.id().contains("android"));
    }

    @Test
    void theListsAreNeededAndChecked() throws IOException {
        new SetTrees(root.resolve("MSU-MFSD"), new byte[0]).msu(new int[] {1, 2}, new int[] {3});
        Path list = root.resolve("MSU-MFSD/train_sub_list.txt");
        assertThat(new MsuMfsd(root).protocol(GRANDTEST).presentations(Split.TRAIN)).hasSize(8);
        Path upper = Files.move(list, list.resolveSibling("Train_Sub_List.TXT"));
        assertThat(new MsuMfsd(root).protocol(GRANDTEST).presentations(Split.TRAIN)).hasSize(8);
        Files.move(upper, list);
        Files.writeString(list, "01\nsecond\n");
        assertThatThrownBy(() -> new MsuMfsd(root).protocol(GRANDTEST))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("line 2", "second");
        Files.writeString(list, "01\n03\n");
        assertThatThrownBy(() -> new MsuMfsd(root).protocol(GRANDTEST))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("'003'");
        Files.delete(list);
        assertThatThrownBy(() -> new MsuMfsd(root).protocol(GRANDTEST))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("train_sub_list.txt");
    }
}
