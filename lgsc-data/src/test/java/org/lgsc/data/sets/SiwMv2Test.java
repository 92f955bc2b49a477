package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.internal.protocol.ProtocolChoice;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class SiwMv2Test {
    private static final byte[] EMPTY = {};

    @TempDir Path root;
    private SetTrees tree;

    @BeforeEach
    void make() throws IOException {
        tree = new SetTrees(root.resolve("SiW-Mv2"), EMPTY);
        for (int i = 1; i <= 10; i++) {
            tree.put("Live/Live_" + i + ".mov", EMPTY);
        }
        for (Map.Entry<String, String> kind :
                Map.of(
                                "Makeup_Co", "Makeup_Cosmetic",
                                "Mask_Paper", "Mask_PaperMask",
                                "Paper", "Print",
                                "Replay", "Replay")
                        .entrySet()) {
            for (int i = 1; i <= 6; i++) {
                tree.put(
                        "Spoof/" + kind.getValue() + "/" + kind.getKey() + "_" + i + ".mov", EMPTY);
            }
        }
    }

    private void lists() throws IOException {
        tree.put("pro_3_text/trainlist_live.txt", names("Live", 1, 8) + names("Live", 1, 8));
        tree.put("pro_3_text/testlist_live.txt", names("Live", 9, 11));
        StringBuilder train = new StringBuilder();
        StringBuilder test = new StringBuilder();
        for (String kind : List.of("Makeup_Co", "Mask_Paper", "Paper", "Replay")) {
            train.append(names(kind, 1, 4));
            test.append(names(kind, 5, 6));
        }
        tree.put("pro_3_text/trainlist_all.txt", train.toString());
        tree.put("pro_3_text/testlist_all.txt", test.toString());
    }

    @Test
    void listsAreFoundInAnyCase() throws IOException {
        lists();
        Path folder = tree.root().resolve("pro_3_text");
        Files.move(folder.resolve("trainlist_all.txt"), folder.resolve("TrainList_all.TXT"));
        assertThat(new SiwMv2(root).protocols()).contains(ProtocolId.of("1"));
    }

    private static String names(String kind, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append(kind).append('_').append(i).append('\n');
        }
        return text.toString();
    }

    @Test
    void protocolTwoLeavesOneSpeciesOut() throws IOException {
        lists();
        SiwMv2 set = new SiwMv2(root);
        assertThat(set.protocols()).hasSize(15);
        Protocol listed = set.protocol(ProtocolId.of("1"));
        assertThat(listed.presentations(Split.TRAIN)).hasSize(6 + 4 * 3);
        assertThat(listed.presentations(Split.DEV)).hasSize(2 + 4);
        assertThat(listed.presentations(Split.TEST)).hasSize(2 + 8);
        assertThat(listed.missing(Split.TEST)).containsExactly("Live_11");
        Protocol fold = set.protocol(new ProtocolId("2", "print"));
        for (Split learning : List.of(Split.TRAIN, Split.DEV)) {
            assertThat(fold.presentations(learning))
                    .extracting(Presentation::species)
                    .containsOnly("", "makeup-cosmetic", "paper-mask", "replay");
        }
        assertThat(fold.presentations(Split.TEST))
                .extracting(Presentation::id)
                .containsExactly(
                        "Live_10", "Live_9", "Paper_1", "Paper_2", "Paper_3", "Paper_4", "Paper_5",
                        "Paper_6");
        assertThatThrownBy(() -> set.protocol(new ProtocolId("2", "masks")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("half-mask");
        tree.put("pro_3_text/testlist_all.txt", "Live_3\n");
        assertThatThrownBy(() -> new SiwMv2(root).protocol(ProtocolId.of("1")))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("line 1", "'Live_3'");
    }

    @Test
    void withoutTheListsASpeciesCanBeLeftOutAllTheSame() throws IOException {
        tree.put("Spoof/Replay/Live_3.mov", EMPTY);
        tree.put("Spoof/Replay/clip.mov", EMPTY);
        SiwMv2 set = new SiwMv2(root);
        assertThat(set.setAside()).hasSize(2);
        assertThat(set.protocols()).containsExactly(ProtocolId.of("unsplit"));
        assertThatThrownBy(() -> set.protocol(ProtocolId.of("1")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("trainlist_live.txt");
        ProtocolChoice choice = new ProtocolChoice(set);
        assertThat(choice.folds("unseen"))
                .extracting(ProtocolId::fold)
                .containsExactly("makeup-cosmetic", "paper-mask", "print", "replay");
        Protocol fold = choice.protocol(new ProtocolId("unseen", "replay"));
        assertThat(fold.presentations(Split.TEST))
                .hasSize(2 + 6)
                .extracting(Presentation::species)
                .containsOnly("", "replay");
        for (Split learning : List.of(Split.TRAIN, Split.DEV)) {
            assertThat(fold.presentations(learning))
                    .extracting(Presentation::species)
                    .containsOnly("", "makeup-cosmetic", "paper-mask", "print");
        }
    }
}
