package org.lgsc.cli.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.lgsc.data.sets.RawDatasets;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A value of an option, for one of several data sets: {@code oulu-npu=DIR}. If the part before the
 * first equals sign is not the name of a data set, the value is for the only data set.
 *
 * @param set one of {@link RawDatasets#names()}; empty for the only data set
 * @param value value for this data set
 */
record ForSet<T>(String set, T value) {
    private static <T> ForSet<T> parse(String text, Function<String, T> value) {
        int equals = text.indexOf('=');
        Optional<String> set =
                equals < 0 ? Optional.empty() : RawDatasets.known(text.substring(0, equals));
        return set.map(name -> new ForSet<>(name, value.apply(text.substring(equals + 1))))
                .orElseGet(() -> new ForSet<>("", value.apply(text)));
    }

    /** The value for a set; a value for the only set does not apply to one of several. */
    static <T> Optional<T> find(List<ForSet<T>> all, String set) {
        return all.stream().filter(v -> v.set().equals(set)).map(ForSet::value).findFirst();
    }

    /** Text as on the command line, with absolute paths. */
    @Override
    public String toString() {
        String text =
                String.valueOf(value instanceof Path p ? p.toAbsolutePath().normalize() : value);
        return set.isEmpty() ? text : set + "=" + text;
    }

    static final class OfPath implements ITypeConverter<ForSet<Path>> {
        @Override
        public ForSet<Path> convert(String text) {
            try {
                return parse(text, Path::of);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("'" + text + "' is not a valid path");
            }
        }
    }

    static final class OfWord implements ITypeConverter<ForSet<String>> {
        @Override
        public ForSet<String> convert(String text) {
            return parse(text, word -> word);
        }
    }
}
