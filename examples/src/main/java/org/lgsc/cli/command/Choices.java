package org.lgsc.cli.command;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lgsc.core.internal.RootFormat;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Options with a fixed list of values, written as in the help: lower case, with hyphens. The
 * parser's own message lists a value twice if it has a hyphen.
 */
public final class Choices {
    private Choices() {}

    /** Sets up the options of a command and of its subcommands. */
    public static void register(CommandLine line) {
        for (ArgSpec arg : line.getCommandSpec().args()) {
            for (Class<?> type : arg.auxiliaryTypes()) {
                if (type.isEnum()) {
                    register(line, type);
                }
            }
        }
        line.getSubcommands().values().forEach(Choices::register);
    }

    private static <E> void register(CommandLine line, Class<E> type) {
        line.registerConverter(type, text -> value(type, text));
    }

    private static <E> E value(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            if (text.equalsIgnoreCase(name) || text.equalsIgnoreCase(word(constant))) {
                return constant;
            }
        }
        throw new TypeConversionException(
                RootFormat.of(
                        "expected one of %s but was '%s'",
                        Stream.of(type.getEnumConstants())
                                .map(Choices::word)
                                .collect(Collectors.joining(", ")),
                        text));
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
