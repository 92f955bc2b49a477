package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.internal.protocol.ProtocolSummary;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class OuluNpuTest {
    private static final int[][] FEW = {{1, 2}, {21}, {36}};

    @TempDir Path root;

    private SetTrees tree() {
        return new SetTrees(root, new byte[0]);
    }

    @Test
    void everyProtocolAndFoldOfTheWholeSetHasThePublishedCounts() throws IOException {
        tree().oulu(SetTrees.ouluSubjects(), false);
        OuluNpu byRule = new OuluNpu(root);
        assertThat(byRule.presentations()).hasSize(4950);
        assertThat(byRule.protocols()).hasSize(14);
        Map<ProtocolId, Protocol> rules = new HashMap<>();
        byRule.protocols().forEach(id -> rules.put(id, byRule.protocol(id)));
        tree().ouluLists(SetTrees.ouluSubjects());
        OuluNpu byList = new OuluNpu(root);
        for (ProtocolId id : byRule.protocols()) {
            Protocol rule = rules.get(id);
            Protocol list = byList.protocol(id);
            assertThat(new ProtocolSummary(rule, 5).asPublished()).as("%s", id).isTrue();
            assertThat(rule.remarks().get(0)).contains("no official lists");
            assertThat(list.remarks().get(0)).contains("official lists, which agree");
            for (Split split : Split.values()) {
                assertThat(list.presentations(split)).isEqualTo(rule.presentations(split));
                assertThat(list.missing(split)).isEmpty();
            }
        }
        assertThat(byList.protocol(ProtocolId.of("4", 2)).counts(Split.TEST))
                .isEqualTo(new Protocol.Counts(20, 40));
    }

    @Test
    void namesSayWhoAndWhat() throws IOException {
        tree().oulu(FEW, false);
        Protocol protocol = new OuluNpu(root).protocol(ProtocolId.of("2"));
        assertThat(protocol.presentations(Split.TEST))
                .allMatch(p -> p.subject().equals("36"))
                .extracting(Presentation::species)
                .containsOnly("", "print", "replay");
        assertThat(protocol.presentations(Split.TEST).get(1))
                .extracting(Presentation::id, Presentation::species)
                .containsExactly("Test_files/1_1_36_3", "print");
    }

    @Test
    void aFolderAboveAndARepeatedFolderAreFound() throws IOException {
        new SetTrees(root.resolve("OULU-NPU/Train_files"), new byte[0]).oulu(FEW, false);
        OuluNpu set = new OuluNpu(root);
        assertThat(set.presentations().get(0).id()).isEqualTo("Train_files/1_1_01_1");
    }

    @Test
    void missingVideosAreNamedAndForeignOnesSetAside() throws IOException {
        SetTrees tree = tree().oulu(FEW, false).ouluLists(FEW);
        Files.delete(root.resolve("Dev_files/1_1_21_1.avi"));
        tree.put("Dev_files/holiday.avi", "x");
        OuluNpu set = new OuluNpu(root);
        Protocol protocol = set.protocol(ProtocolId.of("1"));
        assertThat(protocol.missing(Split.DEV))
                .hasSize(900 - 59)
                .startsWith("Dev_files/1_1_21_1", "Dev_files/1_1_22_1");
        assertThat(set.setAside()).singleElement().matches(s -> s.id().equals("Dev_files/holiday"));
        assertThat(new ProtocolSummary(protocol, 5).lines())
                .anyMatch(
                        l ->
                                l.contains("dev")
                                        && l.contains("11 bona fide")
                                        && l.contains("180 + 720"))
                .contains("  missing: " + (2700 - 60 * 2 - 59 - 30) + " files");
    }

    @Test
    void listsThatContradictTheRuleAreRefused() throws IOException {
        SetTrees tree = tree().oulu(FEW, false).ouluLists(FEW);
        Path list = root.resolve("Protocols/Protocol_1/Train.txt");
        String whole = Files.readString(list);
        Files.writeString(list, whole + "+1,1_3_01_1\n");
        assertRefused("names Train_files/1_3_01_1", list.toString());
        Files.writeString(list, whole.substring(whole.indexOf('\n') + 1));
        assertRefused("leaves out Train_files/1_1_01_1", list.toString());
        Files.writeString(list, whole.replaceFirst("\\+1,1_1_01_1", "-1,1_1_01_1"));
        assertRefused("line 1", "label -1 contradicts");
        Files.writeString(list, whole + "+1;1_1_01_1\n");
        assertRefused("line 121", "LABEL,NAME");
        tree.put(
                "Protocols/Protocol_1/Train.txt",
                "\uFEFF" + whole.replace("\n", " \r\n").replace("-1,", "-1 , "));
        assertThat(new OuluNpu(root).protocol(ProtocolId.of("1")).presentations(Split.TRAIN))
                .hasSize(120);
    }

    @Test
    void capitalsOfFoldersAndListsDoNotMatter() throws IOException {
        tree().oulu(FEW, false).ouluLists(FEW);
        Files.move(root.resolve("Train_files"), root.resolve("train_FILES"));
        Files.move(root.resolve("Protocols"), root.resolve("protocols"));
        Files.move(
                root.resolve("protocols/Protocol_1/Train.txt"),
                root.resolve("protocols/Protocol_1/TRAIN.TXT"));
        Protocol protocol = new OuluNpu(root).protocol(ProtocolId.of("1"));
        assertThat(protocol.presentations(Split.TRAIN)).hasSize(120);
        assertThat(protocol.remarks())
                .containsExactly("by the official lists, which agree with the rule");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> new OuluNpu(root).protocol(ProtocolId.of("1")))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void aSubjectInTwoSplitsIsRefusedAtLoad() throws IOException {
        tree().oulu(new int[][] {{1}, {1}, {36}}, false);
        assertThatThrownBy(() -> new OuluNpu(root).protocol(ProtocolId.of("1")))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("subject '01'", "train", "dev");
    }

    @Test
    void wrongFoldersAndProtocolsAreExplained() throws IOException {
        assertThatThrownBy(() -> new OuluNpu(root.resolve("none")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("There is no folder");
        assertThatThrownBy(() -> new OuluNpu(root))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("holds no Train_files");
        Files.createDirectories(root.resolve("Train_files"));
        assertThatThrownBy(() -> new OuluNpu(root))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("holds no usable file");
        Path frames = Files.createDirectories(root.resolve("Train_files/1_1_01_1"));
        Files.writeString(frames.resolve("00001.jpg"), "a frame");
        assertThatThrownBy(() -> new OuluNpu(root))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("--dataset csv");
        tree().oulu(FEW, false);
        for (ProtocolId id :
                new ProtocolId[] {ProtocolId.of("5"), ProtocolId.of("3"), ProtocolId.of("1", 1)}) {
            assertThatThrownBy(() -> new OuluNpu(root).protocol(id))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("OULU-NPU has no " + id);
        }
    }
}
