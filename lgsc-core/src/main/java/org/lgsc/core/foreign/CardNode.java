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
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.Shown;

/**
 * An object of a card, read key by key: whatever is missing, of another type, out of range or not
 * asked for ends in a sentence that names file and key.
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
            throw new LgscException(
                    "The card "
                            + file
                            + " does not hold for "
                            + (path.isEmpty() ? "the whole" : path)
                            + " what is needed: an object {...}.");
        }
    }

    /**
     * The whole card.
     *
     * @param file for messages
     */
    static CardNode root(String file, JsonNode node) {
        return new CardNode(file, "", node);
    }

    /** Whether a key is there. */
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

    /** A text of at least one character that shows. */
    String text(String key, int most) {
        JsonNode text = value(key);
        if (!text.isTextual() || text.textValue().isBlank() || text.textValue().length() > most) {
            throw wrong(key, "a text of 1 to " + most + " characters");
        }
        return text.textValue();
    }

    /** A text, or "" where the key is missing. */
    String textOrNothing(String key, int most) {
        return has(key) ? text(key, most) : "";
    }

    /** A number; both ends belong to the range. */
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

    /** A whole number; both ends belong to the range. */
    int integer(String key, int least, int most) {
        JsonNode number = value(key);
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < least
                || number.intValue() > most) {
            throw wrong(key, "a whole number from " + least + " to " + most);
        }
        return number.intValue();
    }

    /** One of the names of an enum, in small letters. */
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

    /** Refuses keys that nobody asked for. */
    void done() {
        for (String key : (Iterable<String>) ((ObjectNode) node)::fieldNames) {
            if (!asked.contains(key)) {
                throw new LgscException(
                        "The card "
                                + file
                                + " has a key that no card has: "
                                + at(Shown.text(key, LONGEST_SHOWN))
                                + ".");
            }
        }
    }

    /** What to say of a key that does not hold what it should. */
    LgscException wrong(String key, String needed) {
        return wrong(key, node.get(key), needed);
    }

    private LgscException wrong(String key, JsonNode found, String needed) {
        return new LgscException(
                String.format(
                        Locale.ROOT,
                        "The card %s has %s for %s; it must be %s.",
                        file,
                        found == null ? "nothing" : Shown.text(found.toString(), LONGEST_SHOWN),
                        at(key),
                        needed));
    }

    private JsonNode value(String key) {
        asked.add(key);
        JsonNode value = node.get(key);
        if (value == null) {
            throw new LgscException("The card " + file + " does not say " + at(key) + ".");
        }
        return value;
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
