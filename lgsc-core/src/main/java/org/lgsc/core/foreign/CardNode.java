package org.lgsc.core.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.SafeText;

/**
 * An object of a card, read key by key. A key that is missing, of another type, out of range or
 * unknown is reported in a sentence that names file and key.
 */
final class CardNode {
    private static final int LONGEST_SHOWN = 60;

    private final String file;
    private final String path;
    private final JsonNode node;
    private final Set<String> asked = new HashSet<>();

    private CardNode(String file, String path, JsonNode node) {
        this.file = file;
        this.path = path;
        this.node = node;
        if (!node.isObject()) {
            throw LgscException.ofFile(
                    "The card %s is invalid: %s must be an object {...}.",
                    file, path.isEmpty() ? "its content" : path);
        }
    }

    /**
     * Returns the entire card.
     *
     * @param file name of the file for messages
     */
    static CardNode root(String file, JsonNode node) {
        return new CardNode(file, "", node);
    }

    /** Whether a key is present. */
    boolean has(String key) {
        asked.add(key);
        return node.has(key);
    }

    /** The object of a key. */
    CardNode object(String key) {
        return new CardNode(file, at(key), value(key));
    }

    /** The objects in the list of a key, at least one. */
    List<CardNode> objects(String key, int most) {
        JsonNode list = value(key);
        if (!list.isArray() || list.isEmpty() || list.size() > most) {
            throw wrong(key, "a list of 1 to " + most + " objects");
        }
        List<CardNode> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            objects.add(new CardNode(file, at(key) + "[" + i + "]", list.get(i)));
        }
        return objects;
    }

    /** A text with at least one visible character. */
    String text(String key, int most) {
        JsonNode text = value(key);
        if (!text.isTextual() || text.textValue().isBlank() || text.textValue().length() > most) {
            throw wrong(key, "a text of 1 to " + most + " characters");
        }
        return text.textValue();
    }

    /** A text, or "" when the key is missing. */
    String textOrNothing(String key, int most) {
        return has(key) ? text(key, most) : "";
    }

    /** A number in a range that includes both ends. */
    double number(String key, double least, double most) {
        return number(value(key), key, least, most);
    }

    /** A list of numbers. */
    double[] numbers(String key, int count, double least, double most) {
        JsonNode list = value(key);
        if (!list.isArray() || list.size() != count) {
            throw wrong(key, "a list of " + count + " numbers");
        }
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = number(list.get(i), key + "[" + i + "]", least, most);
        }
        return numbers;
    }

    private double number(JsonNode number, String key, double least, double most) {
        double value = number.isNumber() ? number.doubleValue() : Double.NaN;
        if (!(value >= least && value <= most)) {
            throw wrong(key, number, "a number from " + words(least) + " to " + words(most));
        }
        return value;
    }

    private static String words(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** An integer in a range that includes both ends. */
    int integer(String key, int least, int most) {
        JsonNode number = value(key);
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < least
                || number.intValue() > most) {
            throw wrong(key, "an integer from " + least + " to " + most);
        }
        return number.intValue();
    }

    /** One of the names of an enum, in lower case. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        JsonNode text = value(key);
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> text.isTextual() && name(e).equals(text.textValue()))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        key,
                                        Arrays.stream(type.getEnumConstants())
                                                .map(e -> '"' + name(e) + '"')
                                                .collect(Collectors.joining(" or "))));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Fails for keys that were not read. */
    void done() {
        for (String key : (Iterable<String>) ((ObjectNode) node)::fieldNames) {
            if (!asked.contains(key)) {
                throw LgscException.ofFile(
                        "The card %s has an unknown key: %s.",
                        file, at(SafeText.text(key, LONGEST_SHOWN)));
            }
        }
    }

    /** Returns the exception for a key with an invalid value. */
    LgscException wrong(String key, String needed) {
        return wrong(key, node.get(key), needed);
    }

    private LgscException wrong(String key, @Nullable JsonNode found, String needed) {
        return LgscException.ofFile(
                "The card %s has %s for %s; it must be %s.",
                file,
                found == null ? "nothing" : SafeText.text(found.toString(), LONGEST_SHOWN),
                at(key),
                needed);
    }

    private JsonNode value(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        if (value == null) {
            throw LgscException.ofFile("The card %s does not state %s.", file, at(key));
        }
        return value;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
