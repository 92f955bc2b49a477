package org.lgsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application without any ND4J backend is told which artifact it lacks. */
class NoBackendTest {
    @TempDir Path folder;

    @Test
    void isOneSentence() throws Exception {
        CommandRun run =
                ChildJvm.run(
                        folder,
                        List.of(
                                "-cp",
                                ChildJvm.classPath(entry -> !entry.contains("nd4j-native-1")),
                                "org.lgsc.cli.Lgsc",
                                "quickstart",
                                "--out",
                                folder.resolve("out").toString()));
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("There is no ND4J backend on the class path: add org.lgsc:lgsc-natives")
                .doesNotContain("\tat ");
        assertThat(run.err().strip().lines()).hasSize(1);
    }
}
