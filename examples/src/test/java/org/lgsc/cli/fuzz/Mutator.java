package org.lgsc.cli.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Makes a file into one that nobody would have written; the same seed makes the same. */
final class Mutator {
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        0x7f,
        0x80,
        0xff,
        0x7fff,
        0xffff,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffffffffL,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1L << 40
    };

    private final Random random;

    Mutator(long seed) {
        random = new Random(seed);
    }

    /** A mutation of the bytes; of a zip half the time one of an entry, packed again. */
    byte[] mutate(byte[] seed) throws IOException {
        boolean zip = seed.length > 4 && seed[0] == 'P' && seed[1] == 'K';
        if (zip && random.nextBoolean()) {
            try {
                return entry(seed);
            } catch (ZipException e) {
                return bytes(seed); // torch writes zips that cannot be read as a stream
            }
        }
        return bytes(seed);
    }

    private byte[] bytes(byte[] seed) {
        byte[] bytes = seed;
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            bytes = once(bytes);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = place(bytes.length);
        int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
        switch (random.nextInt(7)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                return flipped;
            }
            case 1 -> {
                byte[] other = bytes.clone();
                for (int i = 0; i < length; i++) {
                    other[at + i] = (byte) random.nextInt();
                }
                return other;
            }
            case 2 -> {
                return number(bytes.clone(), at);
            }
            case 3 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 4 -> {
                return join(
                        Arrays.copyOf(bytes, at),
                        Arrays.copyOfRange(bytes, at + length, bytes.length));
            }
            case 5 -> {
                byte[] part = Arrays.copyOfRange(bytes, at, at + length);
                return join(
                        join(Arrays.copyOf(bytes, at + length), part),
                        Arrays.copyOfRange(bytes, at + length, bytes.length));
            }
            default -> {
                byte[] digit = bytes.clone();
                digit[at] = (byte) "0123456789-[]{}\"',.:ex".charAt(random.nextInt(22));
                return digit;
            }
        }
    }

    /** Headers are at the start, a zip's directory at the end: mostly there. */
    private int place(int length) {
        int near = Math.min(length, 512);
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(near);
            case 1 -> length - 1 - random.nextInt(near);
            default -> random.nextInt(length);
        };
    }

    private byte[] number(byte[] bytes, int at) {
        int width = 1 << random.nextInt(4);
        if (at + width > bytes.length) {
            return bytes;
        }
        ByteBuffer number =
                ByteBuffer.allocate(8)
                        .order(
                                random.nextBoolean()
                                        ? ByteOrder.LITTLE_ENDIAN
                                        : ByteOrder.BIG_ENDIAN);
        number.putLong(NUMBERS[random.nextInt(NUMBERS.length)]);
        System.arraycopy(number.array(), random.nextInt(9 - width), bytes, at, width);
        return bytes;
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private byte[] entry(byte[] zip) throws IOException {
        List<String> names = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
                names.add(e.getName());
                contents.add(in.readAllBytes());
            }
        }
        int chosen = random.nextInt(Math.min(4, names.size()));
        contents.set(chosen, bytes(contents.get(chosen)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.setLevel(1);
            for (int i = 0; i < names.size(); i++) {
                packed.putNextEntry(new ZipEntry(names.get(i)));
                packed.write(contents.get(i));
            }
        }
        return out.toByteArray();
    }
}
