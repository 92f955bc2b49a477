package org.lgsc.core.internal.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
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
            throw LgscException.of(e, "Cannot list %s: %s.", folder, reason(e));
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
            throw LgscException.of(e, "Cannot list %s: %s.", folder, reason(e));
        }
    }

    /**
     * Returns why a folder could not be listed, in words: messages of Java's exceptions are only
     * names.
     *
     * @param e an IOException, or an UncheckedIOException of a stream of paths
     */
    public static String reason(Exception e) {
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        if (cause instanceof AccessDeniedException denied) {
            return "permission is denied for " + denied.getFile();
        }
        if (cause instanceof FileSystemLoopException loop) {
            return "the link " + loop.getFile() + " leads back to a folder that it is in";
        }
        if (cause instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (cause instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        return cause == null ? e.toString() : String.valueOf(cause.getMessage());
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
