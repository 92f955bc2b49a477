package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class CasiaSurfTest {
    private static final byte[] EMPTY = {};
    private static final ProtocolId GRANDTEST = ProtocolId.of("grandtest");
    private static final String REAL = "Training/real_part/CLKJ_CS0110/real.rssdk/color/91.jpg";
    private static final String FAKE = "Training/fake_part/CLKJ_AS0005/04_en_b.rssdk/color/101.jpg";

    @TempDir Path root;
    private SetTrees tree;

    @BeforeEach
    void make() throws IOException {
        tree = new SetTrees(root.resolve("CASIA-SURF"), EMPTY);
        for (String path : new String[] {REAL, FAKE}) {
            tree.put(path, EMPTY);
            tree.put(path.replace("color", "depth"), EMPTY);
        }
        for (int i = 37; i <= 39; i++) {
            tree.put("Val/0000/0000" + i + "-color.jpg", EMPTY);
        }
        tree.put("train_list.txt", line(REAL, 1) + line(FAKE, 0));
        tree.put("val_private_list.txt", val(37, 1) + val(38, 0) + val(39, 0) + val(40, 0));
    }

    private static String line(String colour, int label) {
        return String.join(
                " ",
                colour,
                colour.replace("color", "depth"),
                colour.replace("color", "ir"),
                label + "\n");
    }

    private static String val(int number, int label) {
        return line("Val/0000/0000" + number + "-color.jpg", label);
    }

    @Test
    void theListsSayWhatAndWhere() {
        CasiaSurf set = new CasiaSurf(root);
        assertThat(set.presentations()).hasSize(5);
        Protocol protocol = set.protocol(GRANDTEST);
        assertThat(protocol.presentations(Split.TRAIN))
                .extracting(p -> p.subject() + " " + p.species() + " " + p.video())
                .containsExactly(
                        "CLKJ_AS0005 print Training/fake_part/CLKJ_AS0005/04_en_b.rssdk",
                        "CLKJ_CS0110  Training/real_part/CLKJ_CS0110/real.rssdk");
        assertThat(protocol.counts(Split.DEV)).isEqualTo(new Protocol.Counts(1, 2));
        assertThat(protocol.missing(Split.DEV)).containsExactly("Val/0000/000040-color");
        assertThat(protocol.presentations(Split.TEST)).isEmpty();
        assertThat(protocol.remarks()).anyMatch(r -> r.contains("no test_private_list.txt"));
    }

    @Test
    void contradictionsAndDamageAreNamed() throws IOException {
        tree.put("test_private_list.txt", val(37, 1));
        assertRefused("test_private_list.txt", "another list");
        tree.put("test_private_list.txt", "Val/0000/000041-color.jpg\n");
        assertRefused("line 1", "COLOUR DEPTH INFRARED LABEL");
        tree.put("test_private_list.txt", line("../secret-color.jpg", 1));
        assertRefused("line 1");
        Files.delete(root.resolve("CASIA-SURF/test_private_list.txt"));
        tree.put("train_list.txt", line(FAKE, 1));
        assertRefused("label 1 contradicts the folder");
        Files.delete(root.resolve("CASIA-SURF/train_list.txt"));
        Files.delete(root.resolve("CASIA-SURF/val_private_list.txt"));
        assertRefused("There is no list");
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(() -> new CasiaSurf(root))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll(parts);
    }
}
