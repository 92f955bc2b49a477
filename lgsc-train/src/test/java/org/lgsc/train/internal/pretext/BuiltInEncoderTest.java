package org.lgsc.train.internal.pretext;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.ResNet18;

class BuiltInEncoderTest {
    @Test
    void itFillsTheEncoderOfANetworkAndOfAClassifierAndNothingElse() {
        LgscNetwork network = LgscNetwork.builder().baseWidth(16).inputSize(32).build();
        assertThat(BuiltInEncoder.fits(network.options())).isTrue();
        ComputationGraph random = network.init();
        ComputationGraph filled = network.init();
        BuiltInEncoder.into(filled);
        ComputationGraph classifier = ResNet18.builder().baseWidth(16).build().init();
        BuiltInEncoder.into(classifier);
        assertThat(classifier.getParam(ResNet18.STEM_FILTERS))
                .isEqualTo(filled.getParam(ResNet18.STEM_FILTERS))
                .isNotEqualTo(random.getParam(ResNet18.STEM_FILTERS));
        random.paramTable()
                .forEach(
                        (name, value) -> {
                            if (!name.startsWith(ResNet18.ENCODER + "_")) {
                                assertThat(filled.getParam(name)).as(name).isEqualTo(value);
                            }
                        });
    }

    @Test
    void itIsSmallEnoughForAJar() throws Exception {
        try (InputStream in = BuiltInEncoder.class.getResourceAsStream(BuiltInEncoder.RESOURCE)) {
            assertThat(in.readAllBytes()).hasSizeBetween(1_000_000, 3_000_000);
        }
    }
}
