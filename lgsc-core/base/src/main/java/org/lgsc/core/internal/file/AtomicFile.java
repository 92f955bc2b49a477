package org.lgsc.core.internal.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.lgsc.core.LgscException;

/**
 * A file that appears under its name only when it is complete. Until then it is in the same folder
 * under a hidden name; closing it before {@link #publish} deletes it. A leftover of a killed
 * process is removed an hour later, when another file is written to the folder.
 *
 * <p>It has the permissions of any file that the user creates (those of the file that it replaces,
 * if any), not the owner's alone as a {@link Files#createTempFile temporary file} has.
 */
public final class AtomicFile implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration LEFT_OVER = Duration.ofHours(1);
    private static final Pattern LEFT_OVER_NAME = Pattern.compile("\\.lgsc-[0-9a-f]{16}\\.part");

    /** Folders that this process has searched for leftovers. */
    private static final Set<Path> CLEANED = ConcurrentHashMap.newKeySet();

    private final Path target;
    private final Path path;

    private AtomicFile(Path target, Path path) {
        this.target = target;
        this.path = path;
    }

    /**
     * Creates an empty file in the target's folder, and the folder if it is missing.
     *
     * @param target final path of the file
     * @throws IOException when the folder cannot be created or written to, or when the target
     *     exists and is not a file
     */
    public static AtomicFile of(Path target) throws IOException {
        Path place = target.toAbsolutePath();
        if (Files.exists(place)) {
            RegularFiles.require(place); // a file must not replace a folder or a device
        }
        Path folder = place.getParent();
        if (folder == null) {
            throw new IOException("it is the root of a file system");
        }
        Files.createDirectories(folder);
        removeLeftOvers(folder);
        while (true) {
            byte[] random = new byte[8];
            RANDOM.nextBytes(random);
            Path path = place.resolveSibling(".lgsc-" + HexFormat.of().formatHex(random) + ".part");
            try {
                return new AtomicFile(place, Files.createFile(path));
            } catch (FileAlreadyExistsException e) {
                // try another name
            }
        }
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file completely or not at all: an existing file stays until the new one is complete.
     *
     * @throws IOException when it cannot be written
     */
    public static void write(Path target, Content content) throws IOException {
        try (AtomicFile draft = of(target)) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft.path()))) {
                content.writeTo(out);
            }
            draft.publish();
        }
    }

    /**
     * Writes a text file in UTF-8, completely or not at all.
     *
     * @throws IOException when it cannot be written
     */
    public static void writeString(Path target, String text) throws IOException {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Works as {@link #writeString}, for a file that the user asked for. */
    public static void writeText(Path target, String text) {
        write(target, "", out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file that the user asked for.
     *
     * @param what what the file is, for messages, for example "the ONNX file "
     * @throws LgscException naming the file, when it cannot be written
     */
    public static void write(Path target, String what, Content content) {
        try {
            write(target, content);
        } catch (IOException e) {
            throw failure(what + target, e);
        }
    }

    /**
     * Returns the exception to throw when a file could not be written.
     *
     * @param file the file, with a word about what it is where that helps: "the score file x.csv"
     */
    public static LgscException failure(String file, IOException e) {
        return LgscException.of(
                e,
                "Cannot write %s: %s; make room there or choose another place.",
                file,
                IoReason.of(e));
    }

    /**
     * Removes leftovers of killed processes: a file that is being written does not stay unchanged
     * for an hour.
     */
    private static void removeLeftOvers(Path folder) {
        if (!CLEANED.add(folder)) {
            return;
        }
        Instant old = Instant.now().minus(LEFT_OVER);
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".lgsc-*.part")) {
            for (Path part : parts) {
                boolean ours =
                        LEFT_OVER_NAME.matcher(part.getFileName().toString()).matches()
                                && Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS);
                if (ours && Files.getLastModifiedTime(part).toInstant().isBefore(old)) {
                    Files.deleteIfExists(part);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // leftovers only take space
        }
    }

    /** Returns the hidden path of the file until it is published. */
    public Path path() {
        return path;
    }

    /**
     * Moves the complete file to its target and replaces an existing file.
     *
     * @throws IOException when it cannot be moved
     */
    public void publish() throws IOException {
        try {
            if (Files.isRegularFile(target)) {
                Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(target));
            }
        } catch (UnsupportedOperationException e) {
            // a file system without such permissions
        }
        Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes the file unless it was published. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // a leftover file must not hide the error that led here
        }
    }
}
