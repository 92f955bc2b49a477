package org.lgsc.core.internal.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lgsc.core.LgscException;

/** Lists folders without hidden entries, sorted: every machine reads them in the same order. */
public final class Folders {
    private Folders() {}

    /**
     * Returns the entries of a folder.
     *
     * @throws LgscException when it cannot be listed
     */
    public static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return shown(folder, entries);
        } catch (IOException | UncheckedIOException e) {
            throw unlistable(folder, e);
        }
    }

    /**
     * Returns the files at any depth below a folder; links are followed.
     *
     * @throws LgscException when it cannot be listed
     */
    public static List<Path> files(Path folder) {
        try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return shown(folder, walk.filter(f -> !Files.isDirectory(f)));
        } catch (IOException | UncheckedIOException e) {
            throw unlistable(folder, e);
        }
    }

    /** Names the folder at fault, which may be further down, with a reason in words. */
    private static LgscException unlistable(Path folder, Exception e) {
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        String file = cause instanceof FileSystemException f ? f.getFile() : null;
        return LgscException.of(
                e, "Cannot list %s: %s.", file == null ? folder : file, IoReason.of(e));
    }

    private static List<Path> shown(Path folder, Stream<Path> paths) {
        return paths.filter(p -> !isHidden(folder.relativize(p))).sorted().toList();
    }

    private static boolean isHidden(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }

    /** Deletes a folder with everything in it, if it exists. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path deepestFirst : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(deepestFirst);
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }
}
