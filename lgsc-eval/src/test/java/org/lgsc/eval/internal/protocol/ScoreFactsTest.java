package org.lgsc.eval.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lgsc.data.protocol.ProtocolId;

class ScoreFactsTest {
    /** The part without networks names protocols itself; models name them by ProtocolId. */
    @Test
    void scoreFilesNameProtocolsAsModelsDo() {
        for (ProtocolId id : new ProtocolId[] {ProtocolId.of("4", 2), ProtocolId.of("grandtest")}) {
            Map<String, String> system =
                    Map.of(
                            ScoreFacts.DATASET,
                            "oulu-npu",
                            ScoreFacts.PROTOCOL,
                            id.name(),
                            ScoreFacts.FOLD,
                            id.fold());
            assertThat(ScoreFacts.place(system)).isEqualTo("oulu-npu, " + id);
        }
    }
}
