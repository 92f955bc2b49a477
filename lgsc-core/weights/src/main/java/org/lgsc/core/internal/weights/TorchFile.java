package org.lgsc.core.internal.weights;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.lgsc.core.internal.RootFormat;

/**
 * Reads a state_dict written by {@code torch.save}: a zip with a pickle and a file for each storage
 * (torch 1.6 and newer), or pickles and storages in sequence (older).
 */
final class TorchFile {
    private static final long LARGEST_PICKLE = 8L << 20;
    private static final BigInteger OLD_MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final List<String> WRAPPERS =
            List.of("state_dict", "model_state_dict", "model", "net");

    /** Access to the values of storages. */
    private interface Storages {
        /**
         * @return the bytes from the first to the last value
         */
        ByteBuffer bytes(Unpickler.Storage storage) throws IOException, WeightFileException;
    }

    private final Storages storages;
    private final Budget budget;
    private final Map<Unpickler.Storage, ByteBuffer> read = new HashMap<>();

    private TorchFile(Storages storages, Budget budget) {
        this.storages = storages;
        this.budget = budget;
    }

    /**
     * @param pickle the entry data.pkl
     */
    static Map<String, Tensor> fromZip(ZipFile zip, ZipEntry pickle, long fileBytes)
            throws IOException, WeightFileException {
        String prefix =
                pickle.getName().substring(0, pickle.getName().length() - "data.pkl".length());
        ZipEntry order = zip.getEntry(prefix + "byteorder");
        if (order != null) {
            try (InputStream in = zip.getInputStream(order)) {
                if (!new String(in.readNBytes(16), java.nio.charset.StandardCharsets.US_ASCII)
                        .equals("little")) {
                    throw new WeightFileException("its values are big-endian");
                }
            }
        }
        Object root = Unpickler.read(ByteBuffer.wrap(entry(zip, pickle, LARGEST_PICKLE)));
        Budget inflated = new Budget(fileBytes);
        Storages storages =
                storage -> {
                    ZipEntry entry = zip.getEntry(prefix + "data/" + storage.key());
                    if (entry == null) {
                        throw new WeightFileException(
                                RootFormat.of(
                                        "storage \"%s\" is missing", Text.shown(storage.key())));
                    }
                    long bytes = bytes(storage);
                    inflated.take(storage.key(), new long[] {storage.length()});
                    byte[] data = entry(zip, entry, bytes);
                    return requireSize(ByteBuffer.wrap(data), bytes);
                };
        return new TorchFile(storages, new Budget(fileBytes)).tensors(root);
    }

    private static byte[] entry(ZipFile zip, ZipEntry entry, long most)
            throws IOException, WeightFileException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
            if (bytes.length > most) {
                throw new WeightFileException(
                        RootFormat.of(
                                "its entry \"%s\" is too large", Text.shown(entry.getName())));
            }
            return bytes;
        }
    }

    /** The format before torch 1.6: magic number, version, system, object, keys, storages. */
    static Map<String, Tensor> fromOld(ByteBuffer file) throws IOException, WeightFileException {
        if (!OLD_MAGIC.equals(Unpickler.read(file))) {
            throw new WeightFileException("it is a pickle, but not one of torch.save");
        }
        Unpickler.read(file);
        Unpickler.read(file);
        Object root = Unpickler.read(file);
        Object keys = Unpickler.read(file);
        if (!(keys instanceof List<?> names)) {
            throw new WeightFileException("its list of storages is damaged");
        }
        Map<String, Unpickler.Storage> declared = new HashMap<>();
        Map<String, ByteBuffer> found = new HashMap<>();
        for (Unpickler.View view : flat(root).values()) {
            declared.put(view.storage().key(), view.storage());
        }
        file.order(ByteOrder.LITTLE_ENDIAN);
        for (Object name : names) {
            Unpickler.Storage storage = name instanceof String key ? declared.get(key) : null;
            if (storage == null || file.remaining() < Long.BYTES) {
                throw new WeightFileException("its list of storages is damaged");
            }
            long count = file.getLong();
            if (count != storage.length() || bytes(storage) > file.remaining()) {
                throw new WeightFileException(
                        RootFormat.of("storage \"%s\" is truncated", Text.shown(storage.key())));
            }
            int size = (int) bytes(storage);
            found.put(storage.key(), file.slice(file.position(), size));
            file.position(file.position() + size);
        }
        Storages storages =
                storage -> {
                    ByteBuffer data = found.get(storage.key());
                    if (data == null) {
                        throw new WeightFileException(
                                RootFormat.of(
                                        "storage \"%s\" is missing", Text.shown(storage.key())));
                    }
                    return requireSize(data, bytes(storage));
                };
        return new TorchFile(storages, new Budget(file.capacity())).tensors(root);
    }

    private static long bytes(Unpickler.Storage storage) throws WeightFileException {
        long length = storage.length();
        if (length < 0 || length > Integer.MAX_VALUE / storage.type().bytes() - 8) {
            throw new WeightFileException(
                    RootFormat.of("storage \"%s\" is too large", Text.shown(storage.key())));
        }
        return length * storage.type().bytes();
    }

    private static ByteBuffer requireSize(ByteBuffer data, long bytes) throws WeightFileException {
        if (data.remaining() != bytes) {
            throw new WeightFileException(
                    RootFormat.of("a storage has %s bytes instead of %s", data.remaining(), bytes));
        }
        return data;
    }

    private Map<String, Tensor> tensors(Object root) throws IOException, WeightFileException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Unpickler.View> e : flat(root).entrySet()) {
            tensors.put(e.getKey(), tensor(e.getKey(), e.getValue()));
        }
        return tensors;
    }

    /** The state_dict itself, or the one that a checkpoint contains under a usual name. */
    private static Map<String, Unpickler.View> flat(Object root) throws WeightFileException {
        if (!(root instanceof Map<?, ?> map)) {
            throw new WeightFileException("it does not contain a state_dict");
        }
        if (map.values().stream().noneMatch(Unpickler.View.class::isInstance)) {
            for (String wrapper : WRAPPERS) {
                if (map.get(wrapper) instanceof Map<?, ?> inner) {
                    map = inner;
                    break;
                }
            }
        }
        Map<String, Unpickler.View> views = new LinkedHashMap<>();
        for (Map.Entry<?, ?> e : map.entrySet()) {
            if (!(e.getKey() instanceof String name)
                    || !(e.getValue() instanceof Unpickler.View view)) {
                throw new WeightFileException(
                        RootFormat.of(
                                "its entry \"%s\" is not a tensor: save a plain state_dict",
                                Text.shown(String.valueOf(e.getKey()))));
            }
            views.put(name, view);
        }
        return views;
    }

    private Tensor tensor(String name, Unpickler.View view)
            throws IOException, WeightFileException {
        long[] shape = view.shape();
        int count = budget.take(name, shape);
        Unpickler.Storage storage = view.storage();
        ByteBuffer data = read.get(storage);
        if (data == null) {
            data = storages.bytes(storage);
            read.put(storage, data);
        }
        if (view.strides().length != shape.length || !inside(view, count)) {
            throw new WeightFileException(
                    RootFormat.of("\"%s\" exceeds its storage", Text.shown(name)));
        }
        ElementType type = storage.type();
        if (isContiguous(view)) {
            ByteBuffer part =
                    data.slice(
                            data.position() + (int) view.offset() * type.bytes(),
                            count * type.bytes());
            return new Tensor(type, shape, type.read(part, count));
        }
        float[] values = new float[count];
        long[] index = new long[shape.length];
        for (int i = 0; i < count; i++) {
            long at = view.offset();
            for (int d = 0; d < shape.length; d++) {
                at += index[d] * view.strides()[d];
            }
            values[i] = type.at(data, (int) at);
            for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) {
                index[d] = 0;
            }
        }
        return new Tensor(type, shape, values);
    }

    /**
     * Whether a view is inside its storage and has at most as many values, so that a stride of 0
     * cannot inflate a small storage.
     */
    private static boolean inside(Unpickler.View view, int count) {
        long length = view.storage().length();
        if (view.offset() < 0 || view.offset() > length || count > length) {
            return false;
        }
        if (count == 0) {
            return true;
        }
        long last = view.offset();
        for (int d = 0; d < view.shape().length; d++) {
            long stride = view.strides()[d];
            if (view.shape()[d] == 1) {
                continue; // the stride does not matter
            }
            if (stride < 0 || stride > length) {
                return false;
            }
            last += (view.shape()[d] - 1) * stride;
        }
        return last < length;
    }

    private static boolean isContiguous(Unpickler.View view) {
        long expected = 1;
        for (int d = view.shape().length - 1; d >= 0; d--) {
            if (view.shape()[d] != 1 && view.strides()[d] != expected) {
                return false;
            }
            expected *= view.shape()[d];
        }
        return true;
    }
}
