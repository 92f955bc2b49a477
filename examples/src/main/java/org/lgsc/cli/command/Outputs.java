package org.lgsc.cli.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.IoReason;

/**
 * Checks a command's output files before the work starts: hours of training must not end in a file
 * name that cannot be written. Missing folders are created.
 */
public final class Outputs {
    private Outputs() {}

    /**
     * Checks a file; an existing file is left as it is.
     *
     * @param file null for none
     * @throws LgscException when it cannot be written
     */
    public static void file(Path file) {
        if (file == null) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new LgscException(
                    "Cannot write " + file + ": it is a folder; name a file, in it or elsewhere.");
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw LgscException.of(
                    "Cannot write %s: a file of that name exists and is"
                            + " write-protected; give another name.",
                    file);
        }
        try {
            AtomicFile.of(file).close();
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot write %s: %s.", file, reason(e, file));
        }
    }

    /**
     * Checks a folder and creates it.
     *
     * @param folder null for none
     * @throws LgscException when nothing can be written there
     */
    public static void folder(Path folder) {
        if (folder == null) {
            return;
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new LgscException(
                    "Cannot write into " + folder + ": it is a file; name a folder.");
        }
        try {
            AtomicFile.of(folder.resolve("file")).close();
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot write into %s: %s.", folder, reason(e, folder));
        }
    }

    /** Reason in words: the message of some of Java's exceptions is only the file's name. */
    private static String reason(IOException e, Path place) {
        for (Path p = place.toAbsolutePath().getParent(); p != null; p = p.getParent()) {
            if (Files.exists(p) && !Files.isDirectory(p)) {
                return p + " is a file, not a folder";
            }
        }
        if (e instanceof AccessDeniedException) {
            return IoReason.of(e) + " for " + e.getMessage();
        }
        return e instanceof NoSuchFileException
                ? "its folder does not exist and cannot be created"
                : IoReason.of(e);
    }
}
