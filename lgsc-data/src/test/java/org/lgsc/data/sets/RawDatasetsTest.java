package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;

class RawDatasetsTest {
    @TempDir Path root;

    @ParameterizedTest
    @ValueSource(strings = {"casia-mfsd", "CASIA_MFSD", "casia", "casia-fasd"})
    void capitalsAndCommonNamesAreKnown(String name) throws IOException {
        new SetTrees(root, new byte[0]).casia(2, 1, false);
        assertThat(RawDatasets.open(name, root).name()).isEqualTo("casia-mfsd");
    }

    @Test
    void unknownNamesAreRefused() {
        assertThatThrownBy(() -> RawDatasets.open("faces", root))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("oulu-npu, siw, casia-mfsd, replay-attack");
        for (String name : RawDatasets.names()) {
            assertThatThrownBy(() -> RawDatasets.open(name, root.resolve("none")))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("There is no folder");
            assertThatThrownBy(() -> RawDatasets.open(name, root))
                    .as(name)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining(root.toString());
        }
    }

    @Test
    void anyTwoSetsMakeAnInterSetProtocol() throws IOException {
        new SetTrees(root.resolve("siw"), new byte[0]).siw(new int[] {1, 2, 3}, new int[] {5});
        int[][] subjects = {{1}, {21}, {36}};
        new SetTrees(root.resolve("oulu"), new byte[0]).oulu(subjects, false);
        RawDataset siw = RawDatasets.open("siw", root.resolve("siw"));
        RawDataset oulu = RawDatasets.open("oulu", root.resolve("oulu"));
        for (ProtocolId target : oulu.protocols()) {
            Protocol source = siw.protocol(ProtocolId.of("1"));
            Protocol inter = Protocol.crossDataset(source, oulu.protocol(target));
            assertThat(inter.dataset()).isEqualTo("siw to oulu-npu");
            assertThat(inter.presentations(Split.TRAIN))
                    .hasSameSizeAs(source.presentations(Split.TRAIN));
            assertThat(inter.presentations(Split.TEST))
                    .hasSameSizeAs(oulu.protocol(target).presentations(Split.TEST))
                    .allMatch(p -> p.id().startsWith("oulu-npu/Test_files/"))
                    .allMatch(p -> p.subject().equals("oulu-npu/36"));
            assertThat(inter.trainFrames()).isEqualTo(60);
        }
    }
}
