package org.lgsc.core.internal.weights;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.internal.RootFormat;

/**
 * Reads the pickles of a torch state_dict as data: no class is looked up and nothing is called. The
 * few globals that a state_dict needs are known by name; every other global and every opcode that a
 * state_dict does not need is rejected.
 *
 * <p>Conversions: dict to {@link Map} with text or integer keys, list and tuple to {@link List},
 * text to {@link String}, integers to {@link Long} or {@link BigInteger}, None to {@link #NONE},
 * and tensors to {@link Storage} and {@link View}. Lists may contain themselves: traverse them only
 * to a known depth, never by {@code hashCode} or {@code toString}.
 */
final class Unpickler {
    /** Python's None. */
    static final Object NONE = new Object();

    /** A block of values elsewhere in the file, with the length that it claims to have. */
    record Storage(ElementType type, String key, long length) {}

    /** A tensor: a view of a storage, with the index of its first value and strides in values. */
    record View(Storage storage, long offset, long[] shape, long[] strides) {}

    private record Global(String name) {}

    /** A state_dict of 200 tensors needs 20,000. */
    private static final int MOST_OPCODES = 2_000_000;

    private static final Object MARK = new Object();

    private static final Map<String, ElementType> STORAGES =
            Map.of(
                    "torch DoubleStorage", ElementType.FLOAT64,
                    "torch FloatStorage", ElementType.FLOAT32,
                    "torch HalfStorage", ElementType.FLOAT16,
                    "torch BFloat16Storage", ElementType.BFLOAT16,
                    "torch LongStorage", ElementType.INT64);

    private static final String ORDERED_DICT = "collections OrderedDict";
    private static final String TENSOR = "torch._utils _rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils _rebuild_parameter";

    private final ByteBuffer in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Long, Object> memo = new HashMap<>();

    private Unpickler(ByteBuffer in) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads one pickle of what a state_dict needs; the buffer's position is after it. */
    static Object read(ByteBuffer in) throws WeightFileException {
        try {
            return new Unpickler(in).run();
        } catch (BufferUnderflowException e) {
            throw new WeightFileException("its pickle is truncated");
        } catch (IndexOutOfBoundsException | ClassCastException e) {
            throw new WeightFileException("its pickle is damaged");
        }
    }

    private Object run() throws WeightFileException {
        for (int count = 0; count < MOST_OPCODES; count++) {
            int opcode = in.get() & 0xff;
            switch (opcode) {
                case 0x80 -> in.get(); // PROTO
                case 0x95 -> in.getLong(); // FRAME
                case '.' -> {
                    return pop();
                }
                case '(' -> push(MARK);
                case '0' -> pop();
                case 'N' -> push(NONE);
                case 0x88 -> push(Boolean.TRUE);
                case 0x89 -> push(Boolean.FALSE);
                case 'J' -> push((long) in.getInt());
                case 'K' -> push((long) (in.get() & 0xff));
                case 'M' -> push((long) (in.getShort() & 0xffff));
                case 0x8a -> push(integer(bytes(in.get() & 0xff)));
                case 'G' -> {
                    in.order(ByteOrder.BIG_ENDIAN);
                    push(in.getDouble());
                    in.order(ByteOrder.LITTLE_ENDIAN);
                }
                case 'X' -> push(text(in.getInt() & 0xffffffffL));
                case 0x8c -> push(text(in.get() & 0xff));
                case 'T' -> push(text(in.getInt() & 0xffffffffL));
                case 'U' -> push(text(in.get() & 0xff));
                case ')' -> push(List.of());
                case 0x85, 0x86, 0x87 -> push(last(opcode - 0x84));
                case 't' -> push(sinceMark());
                case ']' -> push(new ArrayList<>());
                case 'l' -> push(new ArrayList<>(sinceMark()));
                case 'a' -> {
                    Object element = pop();
                    list(top()).add(element);
                }
                case 'e' -> {
                    List<Object> elements = sinceMark();
                    list(top()).addAll(elements);
                }
                case '}' -> push(new LinkedHashMap<>());
                case 's' -> {
                    List<Object> pair = last(2);
                    put(top(), pair.get(0), pair.get(1));
                }
                case 'u' -> {
                    List<Object> pairs = sinceMark();
                    for (int i = 0; i < pairs.size(); i += 2) {
                        put(top(), pairs.get(i), pairs.get(i + 1));
                    }
                }
                case 'q' -> memo.put((long) (in.get() & 0xff), top());
                case 'r' -> memo.put(in.getInt() & 0xffffffffL, top());
                case 0x94 -> memo.put((long) memo.size(), top());
                case 'h' -> push(remembered(in.get() & 0xff));
                case 'j' -> push(remembered(in.getInt() & 0xffffffffL));
                case 'c' -> push(global(line() + " " + line()));
                case 0x93 -> {
                    List<Object> names = last(2);
                    push(global((String) names.get(0) + " " + (String) names.get(1)));
                }
                case 'R' -> {
                    List<Object> call = last(2);
                    push(called((Global) call.get(0), listOf(call.get(1))));
                }
                case 'b' -> state();
                case 'Q' -> push(storage(listOf(pop())));
                default ->
                        throw new WeightFileException(
                                RootFormat.of(
                                        "its pickle has opcode 0x%02x, which no state_dict needs",
                                        opcode));
            }
        }
        throw new WeightFileException("its pickle is too long");
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private List<Object> last(int count) {
        List<Object> part = stack.subList(stack.size() - count, stack.size());
        List<Object> copy = Collections.unmodifiableList(new ArrayList<>(part));
        part.clear();
        return copy;
    }

    private List<Object> sinceMark() {
        int mark = stack.size() - 1;
        while (stack.get(mark) != MARK) {
            mark--;
        }
        List<Object> elements = last(stack.size() - 1 - mark);
        pop();
        return elements;
    }

    private Object remembered(long key) throws WeightFileException {
        Object value = memo.get(key);
        if (value == null) {
            throw new WeightFileException("its pickle is damaged");
        }
        return value;
    }

    @SuppressWarnings("unchecked") // every list here is made by push(...) above
    private static List<Object> listOf(Object value) {
        return (List<Object>) value;
    }

    private static List<Object> list(Object value) throws WeightFileException {
        if (value instanceof ArrayList) {
            return listOf(value);
        }
        throw new WeightFileException("its pickle is damaged");
    }

    /** Keys are text and integers only: the hash of anything else may take for ever. */
    @SuppressWarnings("unchecked")
    private static void put(Object map, Object key, Object value) throws WeightFileException {
        if (!(key instanceof String) && !(key instanceof Long)) {
            throw new WeightFileException("its pickle has a dict with keys that are not text");
        }
        ((Map<Object, Object>) map).put(key, value);
    }

    private byte[] bytes(long count) {
        if (count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[(int) count];
        in.get(bytes);
        return bytes;
    }

    private String text(long count) {
        return new String(bytes(count), StandardCharsets.UTF_8);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (int c = in.get(); c != '\n'; c = in.get()) {
            line.append((char) (c & 0xff));
        }
        return line.toString();
    }

    private static Object integer(byte[] littleEndian) {
        byte[] bytes = littleEndian.clone();
        for (int i = 0; i < bytes.length / 2; i++) {
            byte b = bytes[i];
            bytes[i] = bytes[bytes.length - 1 - i];
            bytes[bytes.length - 1 - i] = b;
        }
        BigInteger value = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static Object global(String name) throws WeightFileException {
        if (STORAGES.containsKey(name)
                || name.equals(ORDERED_DICT)
                || name.equals(TENSOR)
                || name.equals(PARAMETER)) {
            return new Global(name);
        }
        throw new WeightFileException(
                RootFormat.of(
                        "its pickle names \"%s\", which is not supported: save a plain"
                                + " state_dict",
                        Text.shown(name.replace(' ', '.'))));
    }

    private static Object called(Global global, List<Object> arguments) throws WeightFileException {
        return switch (global.name()) {
            case ORDERED_DICT -> {
                if (!arguments.isEmpty()) {
                    throw new WeightFileException("its pickle is damaged");
                }
                yield new LinkedHashMap<>();
            }
            case PARAMETER -> (View) arguments.get(0);
            case TENSOR ->
                    new View(
                            (Storage) arguments.get(0),
                            (Long) arguments.get(1),
                            longs(arguments.get(2)),
                            longs(arguments.get(3)));
            default -> throw new WeightFileException("its pickle is damaged");
        };
    }

    private static long[] longs(Object tuple) throws WeightFileException {
        List<Object> list = listOf(tuple);
        if (list.size() > 8) {
            throw new WeightFileException(
                    RootFormat.of("it has a tensor of %s dimensions", list.size()));
        }
        long[] values = new long[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (Long) list.get(i);
        }
        return values;
    }

    /** Skips an OrderedDict's attributes, such as torch's _metadata. */
    private void state() throws WeightFileException {
        pop();
        if (!(top() instanceof Map)) {
            throw new WeightFileException("its pickle is damaged");
        }
    }

    /**
     * Reads ("storage", type, key, location, length), followed in old files by a view, which is
     * always None.
     */
    private static Storage storage(List<Object> id) throws WeightFileException {
        boolean plain = id.size() == 5 || id.size() == 6 && id.get(5) == NONE;
        ElementType type =
                plain && "storage".equals(id.get(0)) && id.get(1) instanceof Global g
                        ? STORAGES.get(g.name())
                        : null;
        if (type == null) {
            throw new WeightFileException("its pickle refers to something other than numbers");
        }
        return new Storage(type, (String) id.get(2), (Long) id.get(4));
    }
}
