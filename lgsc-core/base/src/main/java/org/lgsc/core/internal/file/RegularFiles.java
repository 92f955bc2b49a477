package org.lgsc.core.internal.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.ZipFile;

/**
 * Opens files for reading, and only those: whoever opens a pipe that nobody writes to waits for
 * ever, and a device may have no end. Links to files are files.
 *
 * <p>Every reader of this library opens what it reads here; each method is that of {@link Files}
 * with the same name, and throws a {@link NoSuchFileException} for what is not there and an {@link
 * IOException} with the reason, in words, for what is no file.
 */
public final class RegularFiles {
    private RegularFiles() {}

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

    /** The file's bytes as a stream. */
    public static InputStream newInputStream(Path file) throws IOException {
        require(file);
        return Files.newInputStream(file);
    }

    /** The file's text. */
    public static BufferedReader newBufferedReader(Path file, Charset charset) throws IOException {
        require(file);
        return Files.newBufferedReader(file, charset);
    }

    /** All of the file's bytes. */
    public static byte[] readAllBytes(Path file) throws IOException {
        require(file);
        return Files.readAllBytes(file);
    }

    /** The file's text, UTF-8. */
    public static String readString(Path file) throws IOException {
        require(file);
        return Files.readString(file);
    }

    /** The file's lines. */
    public static List<String> readAllLines(Path file, Charset charset) throws IOException {
        require(file);
        return Files.readAllLines(file, charset);
    }

    /** A channel to read the file by. */
    public static FileChannel openChannel(Path file) throws IOException {
        require(file);
        return FileChannel.open(file, StandardOpenOption.READ);
    }

    /** The file as a zip. */
    public static ZipFile openZip(Path file) throws IOException {
        require(file);
        return new ZipFile(file.toFile());
    }
}
