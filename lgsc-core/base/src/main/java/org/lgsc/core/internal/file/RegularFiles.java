package org.lgsc.core.internal.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * Opens regular files, and nothing else, for reading: opening a pipe that nobody writes to blocks
 * for ever, and a device may be endless. Links to files are accepted.
 *
 * <p>Every reader of this library opens its files through this class. Each method works like the
 * method of {@link Files} with the same name, but throws a {@link NoSuchFileException} when the
 * file does not exist, and an {@link IOException} whose message states the reason when it is not a
 * regular file or may not be read: the message of Java's {@link AccessDeniedException} is only the
 * file's name.
 */
public final class RegularFiles {
    private RegularFiles() {}

    /** Opens a file. */
    interface Opening<T> {
        T open() throws IOException;
    }

    static <T> T open(Path file, Opening<T> opening) throws IOException {
        require(file);
        try {
            return opening.open();
        } catch (AccessDeniedException e) {
            throw new IOException(IoReason.of(e), e);
        }
    }

    /** Fails unless the path names a file, or a link to one. */
    public static void require(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return;
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        throw new IOException(
                Files.isDirectory(path)
                        ? "it is a folder"
                        : "it is a pipe, a socket or a device, not a file");
    }

    /** Opens the file's bytes as a stream. */
    public static InputStream newInputStream(Path file) throws IOException {
        return open(file, () -> Files.newInputStream(file));
    }

    /** Opens the file's text. */
    public static BufferedReader newBufferedReader(Path file, Charset charset) throws IOException {
        return open(file, () -> Files.newBufferedReader(file, charset));
    }

    /** Reads all bytes of the file. */
    public static byte[] readAllBytes(Path file) throws IOException {
        return open(file, () -> Files.readAllBytes(file));
    }

    /** Reads the file's text in UTF-8. */
    public static String readString(Path file) throws IOException {
        return open(file, () -> Files.readString(file));
    }

    /** Reads the file's lines. */
    public static List<String> readAllLines(Path file, Charset charset) throws IOException {
        return open(file, () -> Files.readAllLines(file, charset));
    }

    /** Opens a channel for reading the file. */
    public static FileChannel openChannel(Path file) throws IOException {
        return open(file, () -> FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Opens the file as a zip archive. */
    public static ZipFile openZip(Path file) throws IOException {
        return open(file, () -> new ZipFile(file.toFile()));
    }

    /** Returns the size of a file in bytes; -1, which no file has, if it cannot be told. */
    public static long sizeIfKnown(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return -1;
        }
    }
}
