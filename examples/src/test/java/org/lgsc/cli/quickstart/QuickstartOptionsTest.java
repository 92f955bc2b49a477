package org.lgsc.cli.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.network.NormKind;
import org.lgsc.train.InitialEncoder;
import org.lgsc.train.TrainingOptions;

class QuickstartOptionsTest {
    @Test
    void theLossesAreThePapersAndTheStartIsTheLibrarys() {
        for (TrainingOptions training :
                new TrainingOptions[] {
                    QuickstartOptions.DEFAULT.training(7), QuickstartOptions.DEFAULT.continuing(7)
                }) {
            NetworkOptions paper =
                    LgscNetwork.builder(NetworkOptions.PAPER)
                            .decoderNorm(NormKind.BATCH)
                            .baseWidth(16)
                            .inputSize(96)
                            .build()
                            .options();
            assertThat(training.network()).isEqualTo(paper);
            assertThat(training.initialEncoder()).isEqualTo(InitialEncoder.BUILTIN);
        }
    }

    @Test
    void aNetworkOfAnotherWidthStartsFromRandomWeights() {
        assertThat(QuickstartOptions.TINY.training(7).initialEncoder())
                .isEqualTo(InitialEncoder.RANDOM);
    }
}
