package org.lgsc.cli.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lgsc.cli.command.IndentedJson;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.train.internal.checkpoint.CheckpointFolder;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of a command, saved next to its checkpoints: the folder is enough to resume it. Paths
 * are saved as absolute paths, because the working folder can differ.
 */
final class SavedArguments {
    private static final String FILE = "arguments.json";

    /** Separator of the values of a repeated option. */
    private static final String REPEATED = "\n";

    private SavedArguments() {}

    /** The given options by name; flags have the values true and false. */
    static Map<String, String> of(ParseResult parsed) {
        Map<String, String> options = new LinkedHashMap<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            Object value = option.getValue();
            if (value instanceof Path path) {
                value = path.toAbsolutePath().normalize();
            }
            options.put(
                    option.longestName(),
                    value instanceof Collection<?> several
                            ? several.stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(REPEATED))
                            : String.valueOf(value));
        }
        return options;
    }

    /** Saves the options. */
    static void write(Path folder, Map<String, String> options) throws IOException {
        new CheckpointFolder(folder).writeText(FILE, IndentedJson.of(options) + "\n");
    }

    /** Reads the saved options. */
    static Map<String, String> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw LgscException.of(
                    "There is no training to resume in %s: it has no file %s. Name "
                            + "the folder that was given with --checkpoints.",
                    folder, FILE);
        }
        try {
            return new ObjectMapper()
                    .readValue(
                            RegularFiles.readString(file),
                            new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JacksonException e) {
            throw LgscException.of(
                    e,
                    "%s does not contain the options of a command: %s.",
                    file,
                    e.getOriginalMessage());
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read %s: %s.", file, IoReason.of(e));
        }
    }

    /** The options as words of a command line. */
    static List<String> words(Map<String, String> options) {
        List<String> words = new ArrayList<>();
        options.forEach(
                (name, value) -> {
                    switch (value) {
                        case "true" -> words.add(name);
                        case "false" -> words.add("--no-" + name.substring(2));
                        default -> {
                            for (String one : value.split(REPEATED)) {
                                words.add(name + "=" + one);
                            }
                        }
                    }
                });
        return words;
    }
}
