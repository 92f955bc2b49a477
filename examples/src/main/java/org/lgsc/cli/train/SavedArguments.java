package org.lgsc.cli.train;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
            options.put(
                    option.longestName(),
                    values(option.getValue())
                            .map(SavedArguments::word)
                            .collect(Collectors.joining(REPEATED)));
        }
        return options;
    }

    /** The values of an option; a collection or an array has one for each time it was given. */
    private static Stream<?> values(Object value) {
        if (value instanceof Collection<?> several) {
            return several.stream();
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value)).mapToObj(i -> Array.get(value, i));
        }
        return Stream.of(value);
    }

    private static String word(Object value) {
        return String.valueOf(
                value instanceof Path path ? path.toAbsolutePath().normalize() : value);
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
            Map<String, String> options =
                    new ObjectMapper()
                            .readValue(
                                    RegularFiles.readString(file),
                                    new TypeReference<LinkedHashMap<String, String>>() {});
            if (options == null || options.containsValue(null)) {
                throw noOptions(file, "there is null in it", null);
            }
            return options;
        } catch (JacksonException e) {
            throw noOptions(file, e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read %s: %s.", file, IoReason.of(e));
        }
    }

    private static LgscException noOptions(Path file, String why, Exception cause) {
        return LgscException.of(
                cause,
                "%s does not contain the options of a command: %s. Start the training again, with"
                        + " other --checkpoints.",
                file,
                why);
    }

    /** The options as words of a command line. */
    static List<String> words(Map<String, String> options) {
        List<String> words = new ArrayList<>();
        options.forEach(
                (name, value) -> {
                    switch (value) {
                        case "true" -> words.add(name);
                        case "false" -> words.add(name + "=false"); // also where --no- is unknown
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
