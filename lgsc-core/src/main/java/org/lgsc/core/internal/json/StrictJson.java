package org.lgsc.core.internal.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.Map;
import java.util.Set;
import org.lgsc.core.internal.SafeText;

/**
 * Reads untrusted JSON strictly: a duplicate key, text after the end, a number in quotes, a
 * fraction in place of an integer, and null in a list are errors; nothing is converted.
 */
public final class StrictJson {
    private static final int LONGEST_REASON = 200;

    /** What a value may look like; anything else is an error. */
    private static final Map<LogicalType, Set<CoercionInputShape>> OWN_SHAPES =
            Map.of(
                    LogicalType.Textual,
                    Set.of(CoercionInputShape.String, CoercionInputShape.EmptyString),
                    LogicalType.Enum,
                    Set.of(CoercionInputShape.String),
                    LogicalType.Float,
                    Set.of(CoercionInputShape.Float, CoercionInputShape.Integer),
                    LogicalType.Integer,
                    Set.of(CoercionInputShape.Integer),
                    LogicalType.Boolean,
                    Set.of(CoercionInputShape.Boolean),
                    LogicalType.POJO,
                    Set.of(),
                    LogicalType.Collection,
                    Set.of(CoercionInputShape.EmptyArray),
                    LogicalType.Map,
                    Set.of());

    private StrictJson() {}

    /**
     * Returns a mapper for one kind of file; it writes with indentation.
     *
     * @param depth largest nesting depth of objects and lists
     */
    public static JsonMapper mapper(int depth) {
        JsonFactory factory =
                JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .streamReadConstraints(
                                StreamReadConstraints.builder().maxNestingDepth(depth).build())
                        .build();
        JsonMapper.Builder builder =
                JsonMapper.builder(factory)
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .enable(
                                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL));
        OWN_SHAPES.forEach(
                (type, own) -> builder.withCoercionConfig(type, config -> refuse(config, own)));
        return builder.build();
    }

    private static void refuse(MutableCoercionConfig config, Set<CoercionInputShape> own) {
        for (CoercionInputShape shape : CoercionInputShape.values()) {
            config.setCoercion(
                    shape, own.contains(shape) ? CoercionAction.TryConvert : CoercionAction.Fail);
        }
    }

    /**
     * Returns the reason why Jackson rejected a text: one line without control characters, cut off
     * where it is too long.
     */
    public static String reason(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        int line = message.indexOf('\n');
        return SafeText.text(line < 0 ? message : message.substring(0, line), LONGEST_REASON);
    }
}
