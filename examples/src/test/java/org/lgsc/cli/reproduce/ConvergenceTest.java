package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvergenceTest {
    @TempDir Path folder;

    private Path log(String name, String... stepsAndRates) throws IOException {
        StringBuilder text = new StringBuilder("phase,step,epoch,dev_d_eer,best\n");
        for (String line : stepsAndRates) {
            text.append("training,").append(line).append('\n');
        }
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aRowThatStillFallsIsNamed() throws IOException {
        Convergence convergence = new Convergence();
        convergence.add("full", log("a", "100,1,0.4,true", "150,2,,false", "200,3,0.05,true"));
        convergence.add("full", log("b", "100,1,0.2,true", "150,2,0.05,true", "200,3,0.05,true"));
        convergence.add("resized", log("c", "90,1,0.5,true", "149,2,0.11,true", "200,3,0.1,true"));
        assertThat(convergence.unfinished()).containsExactly("full");
        assertThat(convergence.markdown())
                .contains(
                        "| full | 30.0 | 22.5 | 5.0 |",
                        "| resized | 50.0 | 11.0 | 10.0 |",
                        "in the last quarter: full.");
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
