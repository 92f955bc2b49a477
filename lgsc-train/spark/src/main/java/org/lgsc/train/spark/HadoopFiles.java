package org.lgsc.train.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.RegularFiles;

/**
 * Files of any file system that a URL names. It takes the driver's settings to tasks, because
 * Hadoop's own configuration is not serialisable. Files are written completely or not at all.
 */
final class HadoopFiles implements Serializable {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, String> settings = new HashMap<>();
    private transient volatile @Nullable Configuration configuration;

    HadoopFiles(Configuration driver) {
        for (Map.Entry<String, String> setting : driver) {
            settings.put(setting.getKey(), setting.getValue());
        }
    }

    private FileSystem system(Path path) throws IOException {
        Configuration known = configuration;
        if (known == null) {
            known = new Configuration(false);
            settings.forEach(known::set);
            configuration = known;
        }
        return path.getFileSystem(known);
    }

    private interface Work<T> {
        T on(Path path, FileSystem system) throws IOException;
    }

    /**
     * @param work for the message: "read"
     * @throws LgscException naming the file when that fails
     */
    private <T> T attempt(String work, String file, Work<T> body) {
        try {
            Path path = new Path(file);
            return body.on(path, system(path));
        } catch (IOException | IllegalArgumentException e) {
            throw LgscException.of(e, "Cannot %s %s: %s.", work, file, e.getMessage());
        }
    }

    /** Reads a file of at most so many bytes. */
    byte[] read(String file, long most) {
        return attempt(
                "read",
                file,
                (path, system) -> {
                    FileStatus status = system.getFileStatus(path);
                    if (status.isDirectory()) {
                        throw new LgscException("Cannot read " + file + ": it is a folder.");
                    }
                    if (status.getLen() > most) {
                        throw LgscException.of(
                                "Cannot read %s: it has %s bytes, more than the %s allowed.",
                                file, status.getLen(), most);
                    }
                    requireNoPipe(path, system);
                    try (InputStream in = system.open(path)) {
                        return in.readAllBytes();
                    }
                });
    }

    /** Rejects pipes: Hadoop takes a pipe on a local disk for a file and waits for its writer. */
    private static void requireNoPipe(Path path, FileSystem system) throws IOException {
        if (system.getUri().getScheme().equals("file")) {
            RegularFiles.require(java.nio.file.Path.of(path.toUri().getPath()));
        }
    }

    void fetch(String file, java.nio.file.Path to) {
        attempt(
                "read",
                file,
                (path, system) -> {
                    requireNoPipe(path, system);
                    try (InputStream in = system.open(path)) {
                        return Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
                    }
                });
    }

    /** Returns the names of the files in a folder; empty when it does not exist. */
    Set<String> names(String folder) {
        return attempt(
                "list",
                folder,
                (path, system) -> {
                    Set<String> names = new HashSet<>();
                    if (system.exists(path)) {
                        for (FileStatus status : system.listStatus(path)) {
                            names.add(status.getPath().getName());
                        }
                    }
                    return names;
                });
    }

    boolean exists(String file) {
        return attempt("look for", file, (path, system) -> system.exists(path));
    }

    /**
     * Writes a file under another name and renames it when it is complete; a file of that name is
     * replaced.
     *
     * @throws LgscException naming the file when it cannot be written
     */
    void write(String file, AtomicFile.Content content) {
        attempt(
                "write",
                file,
                (target, system) -> {
                    system.mkdirs(target.getParent());
                    String name = "." + target.getName() + "." + UUID.randomUUID() + ".tmp";
                    Path temporary = new Path(target.getParent(), name);
                    try {
                        try (OutputStream out = system.create(temporary, true)) {
                            content.writeTo(out);
                        }
                        if (!system.rename(temporary, target)) {
                            // HDFS does not replace; a concurrent writer has written the same file
                            system.delete(target, false);
                            if (!system.rename(temporary, target)) {
                                throw new IOException("it could not be renamed");
                            }
                        }
                    } finally {
                        system.delete(temporary, false);
                    }
                    return target;
                });
    }

    /**
     * Creates a file in a folder and removes it at once, and also the folder if it did not exist:
     * bad input must not leave a folder behind.
     *
     * @throws LgscException naming the folder when that fails
     */
    void requireWritable(String folder) {
        attempt(
                "write into",
                folder,
                (path, system) -> {
                    boolean made = !system.exists(path) && system.mkdirs(path);
                    Path probe = new Path(path, "." + UUID.randomUUID() + ".tmp");
                    system.create(probe, true).close();
                    system.delete(probe, false);
                    return made && system.delete(path, false);
                });
    }

    /** Opens a stream of a file, for copying. */
    InputStream open(String file) throws IOException {
        Path path = new Path(file);
        return system(path).open(path);
    }

    /** Returns {@code child} below {@code folder}, unless it is absolute or a URL. */
    static String resolve(String folder, String child) {
        try {
            return new Path(new Path(folder), child).toString();
        } catch (IllegalArgumentException e) {
            throw LgscException.of(e, "%s is not a valid file name: %s.", child, e.getMessage());
        }
    }

    /** Returns a path as a URL, which means the same on every machine. */
    String qualified(String file) {
        return attempt("look for", file, (path, system) -> system.makeQualified(path).toString());
    }

    /** Returns the folder of a file as a URL. */
    String folder(String file) {
        return new Path(qualified(file)).getParent().toString();
    }
}
