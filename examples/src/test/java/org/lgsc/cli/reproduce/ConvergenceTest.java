package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvergenceTest {
    @TempDir Path folder;

    /** Lines of step, mean regression loss and equal error rate. */
    private Path log(String name, String... lines) throws IOException {
        StringBuilder text = new StringBuilder("phase,step,mean_regression,dev_d_eer\n");
        for (String line : lines) {
            text.append("training,").append(line).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aRowThatStillFallsHasNotConverged() throws IOException {
        Convergence convergence = new Convergence();
        convergence.add(
                "full", log("a", "100,0.3,0.4", "200,0.04,", "250,0.05,0.2", "300,0.04,0.05"));
        convergence.add("full", log("b", "100,0.1,0.2", "200,0.05,0.05", "300,0.04,0.05"));
        convergence.add("resized", log("c", "90,0.2,0.5", "199,0.05,0.11", "300,0.04,0.1"));
        convergence.add("bright", log("d", "100,0.2,0.1", "200,0.15,0", "300,0.12,0"));
        // thirds at steps 133 and 267
        convergence.add(
                "near",
                log("e", "75,0.9,0.9", "150,0.3,0.2", "225,0.2,0.1", "300,0.1,0", "400,0.1,0"));
        assertThat(convergence.unfinished()).containsExactly("full", "bright");
        assertThat(convergence.markdown())
                .contains(
                        "| full | 30.0 | 12.5 | 5.0 | 0.200 | 0.050 | 0.040 | no |",
                        "| resized | 50.0 | 11.0 | 10.0 | 0.200 | 0.050 | 0.040 | yes |",
                        "| near | 20.0 | 0.0 | 0.0 | 0.300 | 0.100 | 0.100 | yes |",
                        "| bright | 10.0 | 0.0 | 0.0 | 0.200 | 0.150 | 0.120 | no |");
    }

    @Test
    void whatWasNotLoggedIsNotShown() throws IOException {
        Convergence convergence = new Convergence();
        convergence.add("full", folder.resolve("none.csv"));
        convergence.add("full", log("d"));
        convergence.add("full", Files.writeString(folder.resolve("e"), "of another kind\n1\n"));
        assertThat(convergence.markdown()).isEmpty();
        assertThat(convergence.unfinished()).isEmpty();
    }
}
