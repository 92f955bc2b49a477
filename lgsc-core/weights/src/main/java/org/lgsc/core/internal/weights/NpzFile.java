package org.lgsc.core.internal.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.lgsc.core.internal.RootFormat;

/**
 * Reads NumPy's archive, a zip of .npy files. Arrays of Python objects, which NumPy would unpickle,
 * are rejected.
 */
final class NpzFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LARGEST_HEADER = 64 << 10;
    private static final int MOST_ENTRIES = 10_000;

    private static final Map<String, ElementType> TYPES =
            Map.of(
                    "<f8", ElementType.FLOAT64,
                    "<f4", ElementType.FLOAT32,
                    "<f2", ElementType.FLOAT16,
                    "<i8", ElementType.INT64);

    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']{1,16})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]{0,200})\\)");

    private NpzFile() {}

    static Map<String, Tensor> read(ZipFile zip, long fileBytes)
            throws IOException, WeightFileException {
        if (zip.size() > MOST_ENTRIES) {
            throw new WeightFileException(RootFormat.of("it has %s entries", zip.size()));
        }
        Budget budget = new Budget(fileBytes);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.getName().endsWith(".npy")) {
                throw new WeightFileException(
                        RootFormat.of(
                                "its entry \"%s\" is not a NumPy array",
                                Text.shown(entry.getName())));
            }
            String name = entry.getName().substring(0, entry.getName().length() - 4);
            try (InputStream in = zip.getInputStream(entry)) {
                tensors.put(name, tensor(name, in, budget));
            }
        }
        return tensors;
    }

    private static Tensor tensor(String name, InputStream in, Budget budget)
            throws IOException, WeightFileException {
        byte[] start = bytes(name, in, 8);
        for (int i = 0; i < MAGIC.length; i++) {
            if (start[i] != MAGIC[i]) {
                throw new WeightFileException(
                        RootFormat.of("\"%s\" is not a NumPy array", Text.shown(name)));
            }
        }
        int digits = start[6] == 1 ? 2 : 4; // version 1, or 2 and 3
        byte[] lengthBytes = bytes(name, in, digits);
        long length = 0;
        for (int i = digits - 1; i >= 0; i--) {
            length = length << 8 | lengthBytes[i] & 0xff;
        }
        if (length > LARGEST_HEADER) {
            throw damaged(name);
        }
        String header = new String(bytes(name, in, (int) length), StandardCharsets.ISO_8859_1);
        ElementType type = TYPES.get(found(name, TYPE, header));
        if (type == null) {
            throw new WeightFileException(
                    RootFormat.of(
                            "\"%s\" is of type \"%s\", which is not a type of weights",
                            Text.shown(name), Text.shown(found(name, TYPE, header))));
        }
        long[] shape = shape(name, found(name, SHAPE, header));
        if (found(name, ORDER, header).equals("True") && shape.length > 1) {
            throw new WeightFileException(
                    RootFormat.of(
                            "\"%s\" is in Fortran order: save it in C order", Text.shown(name)));
        }
        int count = budget.take(name, shape);
        long size = (long) count * type.bytes();
        if (size > Integer.MAX_VALUE - 8) {
            throw damaged(name);
        }
        return new Tensor(
                type, shape, type.read(ByteBuffer.wrap(bytes(name, in, (int) size)), count));
    }

    private static long[] shape(String name, String list) throws WeightFileException {
        if (list.isBlank()) {
            return new long[0];
        }
        String[] parts = list.split(",");
        if (parts.length > 8) {
            throw damaged(name);
        }
        long[] shape = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                shape[i] = Integer.parseInt(parts[i].trim());
            } catch (NumberFormatException e) {
                throw damaged(name);
            }
        }
        return shape;
    }

    private static String found(String name, Pattern pattern, String header)
            throws WeightFileException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw damaged(name);
        }
        return matcher.group(1);
    }

    private static byte[] bytes(String name, InputStream in, int count)
            throws IOException, WeightFileException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new WeightFileException(RootFormat.of("\"%s\" is truncated", Text.shown(name)));
        }
        return bytes;
    }

    private static WeightFileException damaged(String name) {
        return new WeightFileException(
                RootFormat.of("the header of \"%s\" is damaged", Text.shown(name)));
    }
}
