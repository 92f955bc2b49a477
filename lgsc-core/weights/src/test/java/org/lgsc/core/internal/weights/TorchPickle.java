package org.lgsc.core.internal.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files like torch.save, so that tests do not need torch. */
final class TorchPickle {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TorchPickle raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    TorchPickle line(String text) {
        out.writeBytes((text + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    TorchPickle text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        raw('X').out.writeBytes(little(4).putInt(utf8.length).array());
        out.writeBytes(utf8);
        return this;
    }

    TorchPickle integer(long value) {
        raw('J').out.writeBytes(little(4).putInt((int) value).array());
        return this;
    }

    TorchPickle longs(long... values) {
        raw('(');
        for (long value : values) {
            integer(value);
        }
        return raw('t');
    }

    /** A tensor of float32 in the storage of the given name. */
    TorchPickle tensor(String storage, long length, long offset, long[] shape, long[] strides) {
        raw('c').line("torch._utils").line("_rebuild_tensor_v2").raw('(', '(');
        text("storage").raw('c').line("torch").line("FloatStorage");
        text(storage).text("cpu").integer(length).raw('t', 'Q').integer(offset);
        longs(shape).longs(strides);
        return raw(0x89, '}', 't', 'R');
    }

    static TorchPickle begin() {
        return new TorchPickle().raw(0x80, 2);
    }

    byte[] end() {
        return raw('.').out.toByteArray();
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = little(4 * values.length);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    /** A torch zip. */
    static Path zip(Path file, byte[] pickle, Map<String, byte[]> storages) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("archive/data.pkl"));
            zip.write(pickle);
            for (Map.Entry<String, byte[]> e : storages.entrySet()) {
                zip.putNextEntry(new ZipEntry("archive/data/" + e.getKey()));
                zip.write(e.getValue());
            }
        }
        return file;
    }

    /** The format before torch 1.6, with one storage "0". */
    static Path old(Path file, byte[] pickle, float... storage) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] magic = {0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8};
        all.writeBytes(begin().raw(0x8a, 10).end0(magic, 0x50, 0x19));
        all.writeBytes(begin().integer(1001).end());
        all.writeBytes(begin().raw('}').end());
        all.writeBytes(pickle);
        all.writeBytes(begin().raw(']').text("0").raw('a').end());
        all.writeBytes(little(8).putLong(storage.length).array());
        all.writeBytes(floats(storage));
        Files.write(file, all.toByteArray());
        return file;
    }

    private byte[] end0(byte[] bytes, int... more) {
        out.writeBytes(bytes);
        return raw(more).end();
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
