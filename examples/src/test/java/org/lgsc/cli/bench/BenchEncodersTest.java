package org.lgsc.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lgsc.cli.CommandRun;

class BenchEncodersTest {
    @Test
    void startsStandBesideEachOtherWithMeanAndDeviation() {
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "encoders",
                        "--seeds",
                        "2",
                        "--subjects",
                        "4",
                        "--steps",
                        "1",
                        "--encoder-steps",
                        "1");
        assertThat(run.code()).as(run.err()).isZero();
        String rate = "( \\d+\\.\\d ± \\d+\\.\\d \\|){5}";
        assertThat(run.out())
                .containsPattern("\\| random weights \\|" + rate)
                .containsPattern("\\| random weights, trained alone first \\|" + rate)
                .containsPattern("\\| the library's \\|" + rate)
                .containsPattern("\\| the library's, trained alone first \\|" + rate)
                .containsPattern("\\| color-texture \\|" + rate);
        assertThat(run.err()).contains("seed 2001: | random weights |", "seed 2002: ");
    }

    @Test
    void nothingIsTrainedOnWhatIsForTests() {
        CommandRun run = CommandRun.of("bench", "encoders", "--species", "print,cloth");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("cloth").contains("for tests only");
    }
}
