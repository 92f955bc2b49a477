package org.lgsc.core.internal.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lgsc.core.internal.RootFormat;

/**
 * The <a href="https://github.com/huggingface/safetensors">safetensors</a> format: 8 bytes length
 * of the header, little-endian; the header, JSON {@code {name: {dtype, shape, data_offsets}}}; then
 * the values.
 */
final class SafetensorsFile {
    private static final int LARGEST_HEADER = 8 << 20;
    private static final String METADATA = "__metadata__";

    private static final Map<String, ElementType> TYPES =
            Map.of(
                    "F64", ElementType.FLOAT64,
                    "F32", ElementType.FLOAT32,
                    "F16", ElementType.FLOAT16,
                    "BF16", ElementType.BFLOAT16,
                    "I64", ElementType.INT64);

    private static final ObjectMapper JSON =
            new ObjectMapper(
                    JsonFactory.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .streamReadConstraints(
                                    StreamReadConstraints.builder().maxNestingDepth(8).build())
                            .build());

    private SafetensorsFile() {}

    /** Whether a file starts like this format. */
    static boolean looksLike(ByteBuffer file) {
        ByteBuffer little = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return little.remaining() > 9
                && little.getLong(0) > 1
                && little.getLong(0) <= little.remaining() - 8L
                && little.get(8) == '{';
    }

    static StateDict read(ByteBuffer file) throws WeightFileException {
        ByteBuffer little = file.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        long length = little.getLong(0);
        if (length > LARGEST_HEADER) {
            throw new WeightFileException("its header is too large");
        }
        byte[] header = new byte[(int) length];
        little.get(8, header);
        JsonNode names;
        try {
            names = JSON.readTree(header);
        } catch (IOException e) {
            throw new WeightFileException("its header is not JSON");
        }
        if (!names.isObject()) {
            throw new WeightFileException("its header is not a JSON object");
        }
        ByteBuffer data = little.slice(8 + header.length, little.limit() - 8 - header.length);
        Budget budget = new Budget(file.capacity());
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> e : names.properties()) {
            if (!e.getKey().equals(METADATA)) {
                tensors.put(e.getKey(), tensor(e.getKey(), e.getValue(), data, budget));
            }
        }
        return new StateDict(tensors, metadata(names.path(METADATA)));
    }

    /** The text entries; others are not of this format, and are ignored. */
    private static Map<String, String> metadata(JsonNode entries) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> e : entries.properties()) {
            if (e.getValue().isTextual()) {
                metadata.put(e.getKey(), e.getValue().textValue());
            }
        }
        return metadata;
    }

    private static Tensor tensor(String name, JsonNode entry, ByteBuffer data, Budget budget)
            throws WeightFileException {
        ElementType type = TYPES.get(entry.path("dtype").asText());
        if (type == null) {
            throw new WeightFileException(
                    RootFormat.of(
                            "\"%s\" is of type \"%s\", which is not a type of weights",
                            Text.shown(name), Text.shown(entry.path("dtype").asText())));
        }
        long[] shape = longs(name, entry.path("shape"));
        long[] offsets = longs(name, entry.path("data_offsets"));
        int count = budget.take(name, shape);
        long size = (long) count * type.bytes();
        if (offsets.length != 2
                || offsets[0] < 0
                || offsets[1] > data.limit()
                || offsets[1] - offsets[0] != size) {
            throw new WeightFileException(
                    RootFormat.of(
                            "the values of \"%s\" are not where the header states; the file may be"
                                    + " truncated",
                            Text.shown(name)));
        }
        return new Tensor(type, shape, type.read(data.slice((int) offsets[0], (int) size), count));
    }

    private static long[] longs(String name, JsonNode array) throws WeightFileException {
        if (!array.isArray() || array.size() > 8) {
            throw new WeightFileException(
                    RootFormat.of("the header of \"%s\" is damaged", Text.shown(name)));
        }
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            if (!array.get(i).isIntegralNumber() || !array.get(i).canConvertToLong()) {
                throw new WeightFileException(
                        RootFormat.of("the header of \"%s\" is damaged", Text.shown(name)));
            }
            values[i] = array.get(i).longValue();
        }
        return values;
    }

    /** Writes tensors as F32, those of 16 bits as F16, counters as I64. */
    static void write(Map<String, Tensor> tensors, Map<String, String> metadata, OutputStream out)
            throws IOException {
        ObjectNode header = JSON.createObjectNode();
        metadata.forEach(header.withObject("/" + METADATA)::put);
        long offset = 0;
        for (Map.Entry<String, Tensor> e : tensors.entrySet()) {
            Tensor tensor = e.getValue();
            ElementType type = written(tensor);
            ObjectNode entry = header.putObject(e.getKey());
            entry.put(
                    "dtype",
                    switch (type) {
                        case FLOAT16 -> "F16";
                        case INT64 -> "I64";
                        default -> "F32";
                    });
            for (long size : tensor.shape()) {
                entry.withArray("/shape").add(size);
            }
            if (tensor.shape().length == 0) {
                entry.putArray("shape");
            }
            long size = (long) tensor.values().length * type.bytes();
            entry.putArray("data_offsets").add(offset).add(offset + size);
            offset += size;
        }
        byte[] json = headerBytes(header);
        out.write(little(Long.BYTES).putLong(json.length).array());
        out.write(json);
        for (Tensor tensor : tensors.values()) {
            float[] values = tensor.values();
            if (written(tensor) == ElementType.FLOAT16) {
                ByteBuffer bytes = little(Short.BYTES * values.length);
                for (float value : values) {
                    bytes.putShort(ElementType.toHalf(value));
                }
                out.write(bytes.array());
            } else if (tensor.type().isFloat()) {
                ByteBuffer bytes = little(Float.BYTES * values.length);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            } else {
                ByteBuffer bytes = little(Long.BYTES * values.length);
                for (float value : values) {
                    bytes.putLong((long) value);
                }
                out.write(bytes.array());
            }
        }
    }

    private static ElementType written(Tensor tensor) {
        if (!tensor.type().isFloat()) {
            return ElementType.INT64;
        }
        return tensor.type() == ElementType.FLOAT16 ? ElementType.FLOAT16 : ElementType.FLOAT32;
    }

    /** The header padded with blanks, so that the values begin at a multiple of 8. */
    private static byte[] headerBytes(ObjectNode header) throws JsonProcessingException {
        StringBuilder text = new StringBuilder(JSON.writeValueAsString(header));
        while (text.toString().getBytes(StandardCharsets.UTF_8).length % 8 != 0) {
            text.append(' ');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
