package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.Sample;
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
                .hasMessageContaining("belong in 'live'");
    }

    @Test
    void bothReadersOfFoldersHaveOneRule() throws IOException {
        byte[] png = ImageEncoder.png(RgbImage.black(32, 32));
        for (String name : List.of("anna_1.png", "anna_2.png", "bert/anna_3.png", "c.d.png")) {
            Path file = root.resolve("Train/live/" + name);
            Files.createDirectories(file.getParent());
            Files.write(file, png);
        }
        Path print = Files.createDirectories(root.resolve("Train/print"));
        Files.write(print.resolve("bert_1.png"), png);
        List<String> people = List.of("anna", "anna", "bert", "c.d", "bert");
        assertThat(new FolderSet(root).presentations())
                .extracting(Presentation::subject)
                .containsExactlyElementsOf(people);
        FolderDataset.Options train = FolderDataset.Options.defaults().withSplits(Split.TRAIN);
        assertThat(FolderDataset.load(root, train).samples(Split.TRAIN))
                .extracting(Sample::subject)
                .containsExactlyElementsOf(people);
        for (String stray : List.of("extra/live/x_1.png", "x.png", "Train/x.png")) {
            Path file = root.resolve(stray);
            Files.createDirectories(file.getParent());
            Files.write(file, png);
            for (ThrowingCallable reader :
                    List.<ThrowingCallable>of(
                            () -> new FolderSet(root), () -> FolderDataset.load(root, train))) {
                assertThatThrownBy(reader)
                        .as(stray)
                        .isInstanceOf(LgscException.class)
                        .hasMessageContaining("does not belong there");
            }
            Files.delete(file);
            if (stray.startsWith("extra")) {
                Files.delete(root.resolve("extra/live"));
                Files.delete(root.resolve("extra"));
            }
        }
    }

    @Test
    void listsNameFilesWithAndWithoutEnding() throws IOException {
        tree.put("videos/a.mov", "x");
        tree.put("videos/b.avi", "x");
        tree.put("Train.CSV", "\uFEFF" + HEADER + "videos/a,anna,\nvideos/b.avi,bert,print\n");
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
        tree.put("lists/IMG 1.JPG", "x");
        tree.put("lists/train.csv", HEADER + "IMG 1,anna,\r\n");
        CsvSet set = new CsvSet(root.resolve("lists"));
        assertThat(set.protocol(ProtocolId.of("csv")).missing(Split.TRAIN)).isEmpty();
        tree.put("folders/Train/live/anna/1.JPG", "x");
        assertThat(new FolderSet(root.resolve("folders")).presentations())
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

    @Test
    void aFileMayBeInEveryFoldOfAFamily() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            tree.put(name + ".mov", "x");
        }
        // leave one out: the line of a file differs from list to list
        tree.put("without-a/train.csv", HEADER + "b,bert,print\nc,carl,\n");
        tree.put("without-a/test.csv", HEADER + "a,anna,\n");
        tree.put("without-b/train.csv", HEADER + "a,anna,\nc,carl,\n");
        tree.put("without-b/test.csv", HEADER + "b,bert,print\n");
        CsvSet set = new CsvSet(root);
        assertThat(set.protocols()).hasSize(2);
        for (ProtocolId id : set.protocols()) {
            assertThat(set.protocol(id).presentations(Split.TRAIN)).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Filename,SUBJECT,Attack_Type\nclips/a.mov,anna,\n",
                "filename;subject;attack_type\nclips/a.mov;anna;\n",
                "filename\tsubject\tattack_type\nclips/a.mov\tanna\t\n",
                ",filename,subject,attack_type\n0,clips/a.mov,anna,\n",
                "filename,subject,attack_type\nclips\\a.mov,anna,\n",
                "\uFEFFattack_type,subject,filename,note\r\n,anna,clips/a,x\r\n"
            })
    void listsOfOtherProgramsAreRead(String list) throws IOException {
        tree.put("clips/a.mov", "x");
        tree.put("train.csv", list);
        assertThat(new CsvSet(root).protocol(ProtocolId.of("csv")).presentations(Split.TRAIN))
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.id()).isEqualTo("clips/a");
                            assertThat(p.subject()).isEqualTo("anna");
                            assertThat(p.label().isLive()).isTrue();
                        });
    }

    @Test
    void anotherCharsetIsSaid() throws IOException {
        tree.put("a.mov", "x");
        Path list = root.resolve("train.csv");
        Files.write(list, (HEADER + "a,J\u00fcrgen,\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new CsvSet(root))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll(list.toString(), "not UTF-8");
    }

    @Test
    void unknownPeopleAreNotOnePerson() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            tree.put(name + ".mov", "x");
        }
        tree.put("train.csv", HEADER + "a,,\nb,,print\n");
        tree.put("test.csv", HEADER + "c,,print\n");
        Protocol protocol = new CsvSet(root).protocol(ProtocolId.of("csv"));
        assertThat(protocol.presentations(Split.TRAIN)).hasSize(2);
        assertThat(protocol.remarks())
                .singleElement()
                .asString()
                .startsWith("3 files have no subject");
    }

    @Test
    void framesOfAVideoAndFacesMayBeGiven() throws IOException {
        tree.put("f/1.jpg", "x");
        tree.put("f/2.jpg", "x");
        tree.put("f/2.face", "0 10 20 30 40\n");
        tree.put(
                "train.csv",
                "filename,subject,attack_type,video\nf/1,anna,,v1\nf/2.jpg,anna,,v1\n");
        CsvSet set = new CsvSet(root);
        List<Presentation> frames = set.protocol(ProtocolId.of("csv")).presentations(Split.TRAIN);
        assertThat(frames).extracting(Presentation::video).containsExactly("v1", "v1");
        assertThat(set.faces(frames.get(0)).size()).isZero();
        assertThat(set.faces(frames.get(1)).at(0, 100, 100))
                .hasValue(new FaceBox(10, 20, 30, 40, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.mov,anna,\n",
                "/etc/passwd,anna,\n",
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
