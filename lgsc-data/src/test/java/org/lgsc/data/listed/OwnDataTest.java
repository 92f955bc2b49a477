package org.lgsc.data.listed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.data.dataset.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class OwnDataTest {
    private static final String HEADER = "filename,subject,attack_type\n";

    @TempDir Path root;
    private SetTrees tree;

    @BeforeEach
    void makeTree() {
        tree = new SetTrees(root, new byte[0]);
    }

    @Test
    void foldersHoldPicturesAndVideos() throws IOException {
        tree.put("train/live/anna/1.jpg", "x");
        tree.put("train/live/bert_2.mp4", "x");
        tree.put("train/print/anna/2.avi", "x");
        tree.put("train/print/anna/notes.txt", "x");
        tree.put("test/live/carl.mov", "x");
        Protocol protocol = new FolderSet(root).protocol(ProtocolId.of("folder"));
        assertThat(protocol.presentations(Split.TRAIN))
                .extracting(Presentation::id, Presentation::species, Presentation::subject)
                .extracting(t -> String.join(" ", t.toList().toArray(String[]::new)))
                .containsExactly(
                        "train/live/anna/1  anna",
                        "train/live/bert_2  bert",
                        "train/print/anna/2 print anna");
        assertThat(protocol.presentations(Split.TEST).get(0).subject()).isEqualTo("carl");
        tree.put("train/real/dora.mov", "x");
        assertThatThrownBy(() -> new FolderSet(root))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("belong into 'live'");
    }

    @Test
    void listsNameFilesWithAndWithoutEnding() throws IOException {
        tree.put("videos/a.mov", "x");
        tree.put("videos/b.avi", "x");
        tree.put("train.csv", "\uFEFF" + HEADER + "videos/a,anna,\nvideos/b.avi,bert,print\n");
        tree.put("eval.csv", HEADER + "videos/c.mov,carl,mask\n");
        CsvSet set = new CsvSet(root);
        Protocol protocol = set.protocol(ProtocolId.of("csv"));
        assertThat(protocol.presentations(Split.TRAIN))
                .extracting(Presentation::id)
                .containsExactly("videos/a", "videos/b");
        assertThat(protocol.presentations(Split.TRAIN).get(0).label().isLive()).isTrue();
        assertThat(protocol.missing(Split.TEST)).containsExactly("videos/c");
    }

    @Test
    void capitalsOfEndingsAndOfSplitsDoNotMatter() throws IOException {
        tree.put("IMG 1.JPG", "x");
        tree.put("train.csv", HEADER + "IMG 1,anna,\r\n");
        assertThat(new CsvSet(root).protocol(ProtocolId.of("csv")).missing(Split.TRAIN)).isEmpty();
        tree.put("Train/live/anna/1.JPG", "x");
        assertThat(new FolderSet(root).presentations())
                .extracting(Presentation::id)
                .containsExactly("train/live/anna/1");
    }

    @Test
    void severalProtocolsShareFiles() throws IOException {
        tree.put("a.mov", "x");
        tree.put("b.mov", "x");
        tree.put("one/train.csv", HEADER + "a,anna,\n");
        tree.put("two/test.csv", HEADER + "a,anna,\nb,bert,print\n");
        CsvSet set = new CsvSet(root);
        assertThat(set.protocols()).containsExactly(ProtocolId.of("one"), ProtocolId.of("two"));
        assertThat(set.protocol(ProtocolId.of("two")).presentations(Split.TEST)).hasSize(2);
        assertThatThrownBy(() -> set.protocol(ProtocolId.of("three")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("one, two");
        tree.put("three/test.csv", HEADER + "a,anna,print\n");
        assertThatThrownBy(() -> new CsvSet(root))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("contradicts", " a.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.mov,anna,\n",
                "/etc/passwd,anna,\n",
                "a.mov,,print\n",
                ",anna,print\n",
                "a.mov,anna\n",
                "a.mov,anna,print,more\n",
                "\"a.mov,anna,\n",
                "a\u0000.mov,anna,\n"
            })
    void malformedLinesAreRefused(String line) throws IOException {
        tree.put("a.mov", "x");
        Path list = tree.put("train.csv", HEADER + line);
        assertThatThrownBy(() -> new CsvSet(root))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(list.toString());
    }

    @Test
    void aListNeedsItsColumnsAndASubjectOneSplit() throws IOException {
        tree.put("a.mov", "x");
        tree.put("train.csv", "file,person\na.mov,anna\n");
        assertThatThrownBy(() -> new CsvSet(root))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("no column filename");
        tree.put("b.mov", "x");
        tree.put("train.csv", HEADER + "a,anna,\n");
        tree.put("test.csv", HEADER + "b,anna,\n");
        assertThatThrownBy(() -> new CsvSet(root).protocol(ProtocolId.of("csv")))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("'anna'");
    }
}
