package org.lgsc.data.internal.protocol;

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
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.sets.RawDatasets;

class LeaveOneSpeciesOutTest {
    @TempDir Path root;

    private static List<String> species(Protocol protocol, Split split) {
        return protocol.presentations(split).stream()
                .map(Presentation::species)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void everySetWithSeveralSpeciesHasAFoldForEach() throws IOException {
        new SetTrees(root.resolve("casia"), new byte[0]).casia(20, 30, false);
        new SetTrees(root.resolve("oulu"), new byte[0])
                .oulu(new int[][] {{1, 2}, {21}, {36}}, false);
        new SetTrees(root.resolve("siw"), new byte[0]).siw(new int[] {1, 2, 3}, new int[] {5});
        new SetTrees(root.resolve("replay"), new byte[0])
                .replay(new int[][] {{1}, {2}, {3}}, false);
        new SetTrees(root.resolve("msu"), new byte[0]).msu(new int[] {1, 2}, new int[] {3});
        assertThat(folds("casia")).containsExactly("cut-photo", "video", "warped-photo");
        assertThat(folds("oulu")).containsExactly("print", "replay");
        assertThat(folds("siw")).containsExactly("print", "replay");
        assertThat(folds("msu")).containsExactly("ipad-video", "iphone-video", "printed-photo");
        assertThat(folds("replay")).hasSize(5);

        Protocol fold = choice("casia").protocol(new ProtocolId("unseen", "video"));
        assertThat(species(fold, Split.TRAIN)).containsExactly("", "cut-photo", "warped-photo");
        assertThat(species(fold, Split.DEV)).containsExactly("", "cut-photo", "warped-photo");
        assertThat(species(fold, Split.TEST)).containsExactly("", "video");
        assertThat(fold.counts(Split.TRAIN)).isEqualTo(new Protocol.Counts(45, 90));
        assertThat(fold.counts(Split.TEST)).isEqualTo(new Protocol.Counts(90, 90));
        assertThat(fold.dataset()).isEqualTo("casia-mfsd");
    }

    private ProtocolChoice choice(String set) {
        return new ProtocolChoice(RawDatasets.open(set, root.resolve(set)));
    }

    private List<String> folds(String set) {
        return choice(set).folds("unseen").stream().map(ProtocolId::fold).toList();
    }

    @Test
    void allOfASetIsWhatItsProtocolsUse() throws IOException {
        new SetTrees(root.resolve("oulu"), new byte[0]).oulu(new int[][] {{1}, {21}, {36}}, false);
        new SetTrees(root.resolve("siw"), new byte[0]).siw(new int[] {1, 2, 3}, new int[] {5});
        for (String set : List.of("oulu", "siw")) {
            RawDataset opened = RawDatasets.open(set, root.resolve(set));
            Protocol all = new ProtocolChoice(opened).protocol(ProtocolId.of("all"));
            int used = 0;
            for (Split split : Split.values()) {
                used += all.presentations(split).size();
            }
            assertThat(used).isEqualTo(opened.presentations().size());
            assertThat(all.trainFrames()).isZero();
        }
        assertThat(choice("oulu").made()).contains(ProtocolId.of("all"));
        assertThat(
                        MergedProtocol.asTest(RawDatasets.open("siw", root.resolve("siw")))
                                .presentations(Split.TEST))
                .hasSize(4 * 28);
    }

    private void lists(String folder, String split, String... rows) throws IOException {
        Path list = root.resolve("csv").resolve(folder).resolve(split + ".csv");
        Files.createDirectories(list.getParent());
        StringBuilder text = new StringBuilder("filename,subject,attack_type\n");
        for (String row : rows) {
            Files.write(
                    root.resolve("csv").resolve(row.substring(0, row.indexOf(','))), new byte[0]);
            text.append(row).append('\n');
        }
        Files.writeString(list, text);
    }

    /**
     * As in SiW-M: 80 % of the bona fide are learnt from, the others and the species are tested.
     */
    @Test
    void aSetWithoutATestSplitIsSharedOutByPeople() throws IOException {
        String[] rows = new String[18];
        for (int i = 0; i < 10; i++) {
            rows[i] = "live" + i + ".mov,,";
        }
        for (int i = 0; i < 4; i++) {
            rows[10 + i] = "mask" + i + ".mov,,mask";
            rows[14 + i] = "paper" + i + ".mov,,paper";
        }
        lists("", "train", rows);
        Protocol fold = choice("csv").protocol(new ProtocolId("unseen", "mask"));
        assertThat(fold.presentations(Split.TEST))
                .extracting(Presentation::id)
                .containsExactly("live8", "live9", "mask0", "mask1", "mask2", "mask3");
        assertThat(species(fold, Split.TRAIN)).containsExactly("", "paper");
        assertThat(fold.presentations(Split.TRAIN)).hasSize(9);
        assertThat(fold.presentations(Split.DEV))
                .extracting(Presentation::id)
                .containsExactly("live6", "live7", "paper3");
        assertThat(fold.remarks()).anyMatch(r -> r.contains("of held-out subjects"));
    }

    @Test
    void peopleThatAreKnownStayInOneSplit() throws IOException {
        String[] rows = new String[15];
        for (int i = 0; i < 5; i++) {
            rows[3 * i] = "l" + i + ".mov,p" + i + ",";
            rows[3 * i + 1] = "m" + i + ".mov,p" + i + ",mask";
            rows[3 * i + 2] = "q" + i + ".mov,p" + i + ",paper";
        }
        lists("", "train", rows);
        Protocol fold = choice("csv").protocol(new ProtocolId("unseen", "mask"));
        assertThat(fold.presentations(Split.TEST))
                .extracting(Presentation::id)
                .containsExactly("l4", "m4");
        assertThat(fold.presentations(Split.TRAIN)).hasSize(6);
        assertThat(fold.presentations(Split.DEV)).hasSize(2);
    }

    @Test
    void protocolsThatContradictEachOtherNeedAChoice() throws IOException {
        String[] first = {"a.mov,a,", "b.mov,b,print", "c.mov,c,mask"};
        lists("A", "train", first);
        lists("A", "test", "d.mov,d,", "e.mov,e,print", "f.mov,f,mask");
        lists("B", "test", first);
        ProtocolChoice choice = choice("csv");
        assertThat(choice.made()).isEmpty();
        assertThatThrownBy(() -> choice.protocol(ProtocolId.of("all")))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("both in", "choose one of them");
        assertThat(choice.folds("unseen-A")).hasSize(2);
        assertThat(species(choice.protocol(new ProtocolId("unseen-A", "mask")), Split.TRAIN))
                .containsExactly("", "print");
        assertThatThrownBy(() -> choice.folds("unseen-C"))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("no protocol C", "protocol A; protocol B");
    }

    @Test
    void whatCannotBeLeftOutIsNoFold() throws IOException {
        lists("", "train", "a.mov,a,", "b.mov,b,print", "g.mov,g,mask");
        lists("", "test", "d.mov,d,", "e.mov,e,print");
        assertThat(folds("csv")).containsExactly("print");
        assertThatThrownBy(() -> choice("csv").protocol(new ProtocolId("unseen", "mask")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("the test split would have no mask");
        assertThatThrownBy(() -> choice("csv").protocol(new ProtocolId("unseen", "doll")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("no fold 'doll'");
    }
}
