package org.lgsc.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lgsc.cli.command.Choices;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** A resumed run gets every option back as it was given. */
class SavedArgumentsTest {
    private static CommandLine train() {
        CommandLine line = new CommandLine(new Train());
        Choices.register(line);
        return line;
    }

    private static Map<String, String> saved(List<String> words) {
        return SavedArguments.of(train().parseArgs(words.toArray(String[]::new)));
    }

    /** As given, and what is expected of it: a new option with several values needs a row here. */
    @Test
    void optionsWithSeveralValues() {
        String a = Path.of("a").toAbsolutePath().toString();
        String b = Path.of("b").toAbsolutePath().toString();
        Map<String, List<String>> given =
                Map.of(
                        "--loss-weights", List.of("4,2,3.5"),
                        "--train-on", List.of("oulu-npu,siw"),
                        "--root", List.of("oulu-npu=a", "siw=b"),
                        "--cache", List.of("oulu-npu=a", "siw=b"),
                        "--protocol", List.of("oulu-npu=1", "siw=2"),
                        "--fold", List.of("oulu-npu=3", "siw=4"));
        assertThat(given.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        train().getCommandSpec().options().stream()
                                .filter(OptionSpec::isMultiValue)
                                .map(OptionSpec::longestName)
                                .toList());
        List<String> words = new ArrayList<>();
        given.forEach((name, all) -> all.forEach(one -> words.add(name + "=" + one)));
        Map<String, String> saved = saved(words);
        assertThat(saved)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "--loss-weights", "4.0\n2.0\n3.5",
                                "--train-on", "oulu-npu\nsiw",
                                "--root", "oulu-npu=" + a + "\nsiw=" + b,
                                "--cache", "oulu-npu=" + a + "\nsiw=" + b,
                                "--protocol", "oulu-npu=1\nsiw=2",
                                "--fold", "oulu-npu=3\nsiw=4"));
        assertThat(saved(SavedArguments.words(saved))).isEqualTo(saved);
    }

    @Test
    void optionsWithOneValue() {
        Map<String, String> saved =
                saved(
                        List.of(
                                "--data=a",
                                "--encoder=b",
                                "--triplet-test=two-sided",
                                "--frames=all",
                                "--master",
                                "--no-augment",
                                "--no-baseline",
                                "--simulated",
                                "--freeze-encoder=false"));
        assertThat(saved)
                .containsEntry("--data", Path.of("a").toAbsolutePath().toString())
                .containsEntry("--encoder", Path.of("b").toAbsolutePath().toString())
                .containsEntry("--master", "")
                .containsEntry("--augment", "false")
                .containsEntry("--baseline", "false")
                .containsEntry("--freeze-encoder", "false");
        assertThat(saved(SavedArguments.words(saved))).isEqualTo(saved);
    }
}
