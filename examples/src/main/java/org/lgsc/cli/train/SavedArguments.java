package org.lgsc.cli.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.train.internal.checkpoint.CheckpointFolder;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of a command, kept beside its checkpoints so that it can be gone on with by naming
 * their folder alone. Paths are kept in full: it may go on from another working folder.
 */
final class SavedArguments {
    private static final String FILE = "arguments.json";

    /** Between the values of an option that was given several times. */
    private static final String REPEATED = "\n";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SavedArguments() {}

    /** The options that were given, by name; flags with the values true and false. */
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

    /**
     * Keeps them.
     *
     * @throws IOException when the folder cannot be written
     */
    static void write(Path folder, Map<String, String> options) throws IOException {
        new CheckpointFolder(folder).writeText(FILE, JSON.writeValueAsString(options) + "\n");
    }

    /**
     * What was kept.
     *
     * @throws LgscException when there is nothing or something else
     */
    static Map<String, String> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw LgscException.of(
                    "There is no training to go on with in %s: it has no file %s. Name "
                            + "the folder that was given with --checkpoints.",
                    folder, FILE);
        }
        try {
            return JSON.readValue(
                    RegularFiles.readString(file),
                    new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JacksonException e) {
            throw new LgscException(
                    file + " holds no options of a command: " + e.getOriginalMessage() + ".", e);
        } catch (IOException e) {
            throw new LgscException("Cannot read " + file + ": " + e + ".", e);
        }
    }

    /** As they are typed. */
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
