package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceBox;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class CelebaSpoofTest {
    @TempDir Path root;

    private static String label(String path, int kind) {
        return "\""
                + path
                + "\": "
                + IntStream.range(0, 44)
                        .map(i -> i == 40 ? kind : i == 43 ? Math.min(1, kind) : 0)
                        .boxed()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    private SetTrees tree() throws IOException {
        SetTrees tree = new SetTrees(root, new byte[0]);
        for (String id : new String[] {"train/1", "train/2", "test/9"}) {
            tree.put("Data/" + id + "/live/0001.jpg", "x");
            tree.put("Data/" + id + "/live/0001_BB.txt", "56 56 112 112 0.99");
            tree.put("Data/" + id + "/spoof/0002.png", "x");
        }
        String train =
                String.join(
                        ",",
                        label("Data/train/1/live/0001.jpg", 0),
                        label("Data/train/1/spoof/0002.png", 3),
                        label("Data/train/2/live/0001.jpg", 0),
                        label("Data/train/2/spoof/0002.png", 9));
        String test = label("Data/test/9/live/0001.jpg", 0);
        tree.put("metas/intra_test/train_label.json", "{" + train + "}");
        tree.put(
                "metas/intra_test/test_label.json",
                "{" + test + "," + label("Data/test/9/spoof/0002.png", 10) + "}");
        tree.put("metas/protocol1/test_label.json", "{" + test + "}");
        return tree;
    }

    @Test
    void protocolsComeFromTheLabelFiles() throws IOException {
        Path metas = tree().root().resolve("metas/intra_test");
        Files.move(metas.resolve("train_label.json"), metas.resolve("Train_Label.JSON"));
        CelebaSpoof set = new CelebaSpoof(root);
        assertThat(set.protocols())
                .containsExactly(ProtocolId.of("intra_test"), ProtocolId.of("protocol1"));
        Protocol intra = set.protocol(ProtocolId.of("intra_test"));
        assertThat(intra.presentations(Split.TRAIN))
                .extracting(p -> p.species())
                .containsExactly("", "a4");
        assertThat(intra.presentations(Split.DEV))
                .extracting(p -> p.species())
                .containsExactly("", "phone");
        assertThat(intra.presentations(Split.TEST))
                .extracting(p -> p.species())
                .containsExactly("", "3d-mask");
        assertThat(set.faces(intra.presentations(Split.TEST).get(0)).at(0, 448, 224))
                .hasValue(new FaceBox(112, 56, 224, 112, 0.99));
        assertThat(set.protocol(ProtocolId.of("protocol1")).presentations(Split.TRAIN)).isEmpty();
    }

    @Test
    void picturesWithoutOrAgainstALabelAreSetAside() throws IOException {
        SetTrees tree = tree();
        tree.put("Data/train/1/live/0009.jpg", "no label");
        tree.put(
                "metas/protocol2/test_label.json",
                "{" + label("Data/train/2/live/0008.jpg", 1) + "}");
        tree.put("Data/train/2/live/0008.jpg", "labelled as an attack");
        CelebaSpoof set = new CelebaSpoof(root);
        assertThat(set.setAside())
                .extracting(s -> s.id())
                .containsExactly("Data/train/1/live/0009", "Data/train/2/live/0008");
    }

    @Test
    void aContradictoryLabelCostsItsOwnPictureAlone() throws IOException {
        SetTrees tree = tree();
        String spoofWithoutKind = label("Data/train/2/spoof/0002.png", 0).replace("0]", "1]");
        tree.put(
                "metas/protocol2/train_label.json",
                "{"
                        + spoofWithoutKind
                        + ","
                        + label("Data/train/1/spoof/0002.png", 9)
                        + ","
                        + label("Data/train/1/live/0001.jpg", 0)
                        + "}");
        CelebaSpoof set = new CelebaSpoof(root);
        assertThat(set.setAside())
                .extracting(s -> s.id() + ": " + s.reason())
                .containsExactly(
                        "Data/train/1/spoof/0002: Two label files contradict each other about it.",
                        "Data/train/2/spoof/0002: Its label in train_label.json contradicts itself:"
                                + " spoof with attack type 0 (live).");
        assertThat(set.protocol(ProtocolId.of("intra_test")).presentations(Split.TRAIN))
                .extracting(p -> p.id())
                .containsExactly("Data/train/1/live/0001");
    }

    @Test
    void aSubjectInTwoListsHasAWayRound() throws IOException {
        SetTrees tree = tree();
        tree.put("Data/train/1/live/0003.jpg", "x");
        tree.put(
                "metas/intra_test/test_label.json",
                "{" + label("Data/train/1/live/0003.jpg", 0) + "}");
        assertThatThrownBy(() -> new CelebaSpoof(root).protocol(ProtocolId.of("intra_test")))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll("'1'", "--shared-subjects");
        Protocol shared =
                new CelebaSpoof(root).sharedSubjects(true).protocol(ProtocolId.of("intra_test"));
        assertThat(shared.presentations(Split.TEST)).hasSize(1);
        assertThat(shared.remarks())
                .anyMatch(r -> r.startsWith("1 subject is in more than one split (1)"));
    }

    @Test
    void damagedLabelFilesAreNamed() throws IOException {
        SetTrees tree = tree();
        for (String damaged :
                new String[] {"{", "[]", "{\"a.jpg\": [1, 2]}", "{\"a.jpg\": 7}", ""}) {
            Path file = tree.put("metas/protocol1/test_label.json", damaged);
            assertThatThrownBy(() -> new CelebaSpoof(root))
                    .as(damaged)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining(file.toString());
        }
    }
}
