package org.lgsc.core.internal.onednn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Finds faults in native code: with {@code -Dorg.lgsc.onednn.guard=FOLDER} every operation of
 * oneDNN runs on copies of its arguments. Each copy ends where its mapped file ends, so that the
 * first byte read or written beyond it ends the process. Each copy is preceded by a margin of
 * marked bytes, which is checked after each run. The file {@code running} in the folder names the
 * running operation. It needs a system that can truncate a mapped file (not Windows).
 */
final class Guard {
    /** System property with the folder. */
    static final String SWITCH = "org.lgsc.onednn.guard";

    private static final int MARGIN = 4096;
    private static final byte MARK = (byte) 0xa5;

    /**
     * Alignment by {@link Call}; up to this number minus one bytes after the memory are not
     * guarded.
     */
    private static final long WORKING_ALIGNMENT = 64;

    /** Null without the property; nothing is guarded then. */
    static final @Nullable Guard ACTIVE =
            System.getProperty(SWITCH) == null
                    ? null
                    : new Guard(Path.of(System.getProperty(SWITCH)));

    private final Path folder;
    private final MappedByteBuffer running;
    private final List<Pages> pages = new ArrayList<>();

    private Guard(Path folder) {
        this.folder = folder;
        try (FileChannel file =
                FileChannel.open(
                        folder.resolve("running"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            running = file.map(FileChannel.MapMode.READ_WRITE, 0, 256);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a call whose arguments are bound, and restores their bindings. */
    synchronized void run(Call call) {
        running.put(0, Arrays.copyOf(call.label().getBytes(StandardCharsets.UTF_8), 256));
        Map<Long, Long> sizes = new LinkedHashMap<>();
        Map<Integer, Long> bound = new LinkedHashMap<>();
        call.arguments()
                .forEach(
                        (key, argument) -> {
                            long at = argument.get_data_handle().address();
                            bound.put(key, at);
                            sizes.merge(at, new Elements(argument.get_desc()).bytes(), Math::max);
                        });
        Long working = bound.get(dnnl.DNNL_ARG_SCRATCHPAD);
        Map<Long, Pages> copies = new LinkedHashMap<>();
        sizes.forEach(
                (at, bytes) -> {
                    Pages copy = pages(copies.size(), bytes);
                    copy.load(at, bytes, at.equals(working) ? WORKING_ALIGNMENT : 1);
                    copies.put(at, copy);
                });
        bound.forEach(
                (key, at) -> call.bind(key, Objects.requireNonNull(copies.get(at)).address()));
        call.execute();
        bound.forEach(call::bind);
        copies.forEach((at, copy) -> copy.store(at, call.label()));
        running.put(0, new byte[256]);
    }

    private Pages pages(int number, long bytes) {
        if (number == pages.size()) {
            pages.add(null);
        }
        if (pages.get(number) == null || !pages.get(number).holds(bytes)) {
            pages.set(number, new Pages(folder, bytes));
        }
        return pages.get(number);
    }

    /** A block of memory at the end of a mapped file. */
    private static final class Pages {
        /** More than any page size; the file is truncated to a multiple of it. */
        private static final long UNIT = 1 << 16;

        private final MappedByteBuffer mapped;
        private final long start;
        private final long length;
        private long address;
        private long bytes;

        Pages(Path folder, long bytes) {
            length = (bytes + MARGIN + WORKING_ALIGNMENT + UNIT - 1) / UNIT * UNIT;
            try {
                Path path = Files.createTempFile(folder, "guard", null);
                try (FileChannel file =
                        FileChannel.open(
                                path,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE)) {
                    mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, length + UNIT);
                    file.truncate(length);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            start = new BytePointer(mapped).address();
        }

        boolean holds(long bytes) {
            return bytes + MARGIN + WORKING_ALIGNMENT <= length;
        }

        long address() {
            return address;
        }

        void load(long from, long bytes, long alignment) {
            this.bytes = bytes;
            address = (start + length - bytes) / alignment * alignment;
            byte[] marks = new byte[MARGIN];
            Arrays.fill(marks, MARK);
            mapped.put((int) (address - start) - MARGIN, marks);
            copy(from, address);
        }

        void store(long to, String label) {
            byte[] marks = new byte[MARGIN];
            mapped.get((int) (address - start) - MARGIN, marks);
            for (byte mark : marks) {
                if (mark != MARK) {
                    throw new IllegalStateException(
                            "oneDNN wrote before the memory of an argument: " + label);
                }
            }
            copy(address, to);
        }

        private void copy(long from, long to) {
            Pointer.memcpy(new Address().at(to), new Address().at(from), bytes);
        }
    }
}
