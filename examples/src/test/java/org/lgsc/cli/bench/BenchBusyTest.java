package org.lgsc.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lgsc.cli.CommandRun;

/** Inference beside processes that want the same cores. */
class BenchBusyTest {
    @Test
    void busyProcessesAreStartedAndEnded() {
        CommandRun run =
                CommandRun.of(
                        "bench",
                        "busy",
                        "--base-width",
                        "2",
                        "--size",
                        "32",
                        "--seconds",
                        "1",
                        "--busy",
                        "1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("p95 ms", "instance norms, all threads", "batch norms, one thread");
        assertThat(run.err()).doesNotContain("ended early");
        assertThat(ProcessHandle.current().children())
                .noneMatch(
                        child ->
                                child.info()
                                        .commandLine()
                                        .orElse("")
                                        .contains(BusyProcess.class.getName()));
    }

    @Test
    void thoseThatCannotBeMeantAreRefused() {
        assertThat(CommandRun.of("bench", "busy", "--busy", "-1").code()).isEqualTo(2);
        assertThat(CommandRun.of("bench", "busy", "--seconds", "0").code()).isEqualTo(2);
        CommandRun run = CommandRun.of("bench", "cluster", "--batch", "6");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("multiple of twice the workers");
    }
}
