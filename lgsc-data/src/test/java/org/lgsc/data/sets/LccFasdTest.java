package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.data.fixture.SetTrees;
import org.lgsc.data.internal.protocol.ProtocolSummary;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

class LccFasdTest {
    private static final byte[] EMPTY = {};

    @TempDir Path root;

    @Test
    void foldersAreSplitsAndClasses() throws IOException {
        SetTrees tree = new SetTrees(root.resolve("LCC_FASD"), EMPTY);
        tree.put("LCC_FASD_training/real/YOUTUBE_id99_s2_15.png", EMPTY);
        tree.put("LCC_FASD_training/spoof/FT720P_G780_REDMI4X_id0_s0_15.png", EMPTY);
        tree.put("LCC_FASD_development/real/a.png", EMPTY);
        tree.put("LCC_FASD_development/spoof/a.png", EMPTY);
        tree.put("LCC_FASD_evaluation/spoof/spoof_980.png", EMPTY);
        tree.put("LCC_FASD_evaluation/real_3.png", EMPTY);
        tree.put("LCC_FASD_evaluation/spoof_4.jpg", EMPTY);
        tree.put("LCC_FASD_evaluation/other.png", EMPTY);
        LccFasd set = new LccFasd(root);
        assertThat(set.setAside())
                .singleElement()
                .matches(s -> s.id().equals("LCC_FASD_evaluation/other"));
        Protocol protocol = set.protocol(ProtocolId.of("grandtest"));
        for (Split split : new Split[] {Split.TRAIN, Split.DEV}) {
            assertThat(protocol.counts(split)).isEqualTo(new Protocol.Counts(1, 1));
        }
        assertThat(protocol.presentations(Split.TEST))
                .extracting(Presentation::id)
                .containsExactly(
                        "LCC_FASD_evaluation/real/real_3",
                        "LCC_FASD_evaluation/spoof/spoof_4",
                        "LCC_FASD_evaluation/spoof/spoof_980");
        assertThat(new ProtocolSummary(protocol, 3).lines())
                .anyMatch(line -> line.contains("published 1223 + 7076"))
                .anyMatch(line -> line.contains("no subject"));
        assertThatThrownBy(() -> set.protocol(ProtocolId.of("1")))
                .isInstanceOf(LgscException.class);
    }
}
