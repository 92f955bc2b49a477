package org.lgsc.data.internal.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;

/** The folder that a data set was unpacked into. */
public final class SetFolder {
    /** Endings of video files, in lower case. */
    public static final Set<String> VIDEOS =
            Set.of(
                    "avi", "mov", "mp4", "m4v", "mkv", "webm", "3gp", "3g2", "wmv", "asf", "mpg",
                    "mpeg", "ts", "mts", "m2ts");

    /** Endings of picture files, in lower case. */
    public static final Set<String> PICTURES = Set.of("jpg", "jpeg", "png", "webp", "bmp");

    private final Path base;

    /**
     * @param base the folder itself
     */
    public SetFolder(Path base) {
        this.base = base;
    }

    /**
     * Finds the folder in or directly below a root: archives often bring a folder of their own.
     *
     * @param root what the user gave
     * @param set name of the data set, for messages
     * @param anyOf names of sub-folders by which it is known; one is enough
     * @throws LgscException when there is no such folder
     */
    public static SetFolder locate(Path root, String set, String... anyOf) {
        if (!Files.isDirectory(root)) {
            throw new LgscException("There is no folder " + root + ".");
        }
        if (holdsAny(root, anyOf)) {
            return new SetFolder(root);
        }
        for (Path below : list(root)) {
            if (Files.isDirectory(below) && holdsAny(below, anyOf)) {
                return new SetFolder(below);
            }
        }
        throw LgscException.of(
                "Folder %s holds no %s of data set %s; give the folder that it was "
                        + "unpacked into.",
                root, String.join(", ", anyOf), set);
    }

    private static boolean holdsAny(Path folder, String... names) {
        return Stream.of(names).anyMatch(name -> Files.isDirectory(resolve(folder, name)));
    }

    /**
     * The file or folder at a path below the folder. Capitals do not matter where nothing has
     * exactly that name: archives come by way of systems that do not tell them apart.
     *
     * @param relative with forward slashes
     * @return need not exist
     */
    public Path resolve(String relative) {
        return resolve(base, relative);
    }

    private static Path resolve(Path start, String relative) {
        Path exact = start.resolve(relative);
        if (relative.isEmpty() || Files.exists(exact)) {
            return exact;
        }
        Path found = start;
        for (String part : relative.split("/")) {
            if (!Files.isDirectory(found)) {
                return exact;
            }
            Path next =
                    list(found).stream()
                            .filter(e -> e.getFileName().toString().equalsIgnoreCase(part))
                            .findFirst()
                            .orElse(null);
            if (next == null) {
                return exact;
            }
            found = next;
        }
        return found;
    }

    /** The folder itself. */
    public Path base() {
        return base;
    }

    /**
     * Files at any depth below a sub-folder, sorted; hidden ones are left out.
     *
     * @param folder name of the sub-folder; empty for all; no files when it is not there
     * @param endings in lower case, without the dot
     * @throws LgscException when a folder cannot be listed
     */
    public List<Path> files(String folder, Set<String> endings) {
        Path start = resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
            return walk.filter(f -> endings.contains(ending(f)))
                    .filter(f -> !hidden(start.relativize(f)) && !Files.isDirectory(f))
                    .peek(f -> path(f.toString())) // Java's names depend on the locale
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new LgscException("Cannot list " + start + ": " + e.getMessage() + ".", e);
        }
    }

    /**
     * A file name as a path.
     *
     * @throws LgscException when it cannot be one here
     */
    public static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw unwritable(name.replaceAll("\\p{Cntrl}", "?"), e);
        }
    }

    /** For a name that the machine's locale has no characters for. */
    private static LgscException unwritable(String name, InvalidPathException cause) {
        return LgscException.of(
                cause,
                "The file name '%s' cannot be written with the characters of this "
                        + "machine's locale; set LC_ALL=C.UTF-8, or rename the file.",
                name);
    }

    private static boolean hidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /** The path below the folder, without its ending, with forward slashes. */
    public String id(Path file) {
        String path = base.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.length() - ending(file).length() - 1);
    }

    /** The entries of a folder, sorted. */
    public static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new LgscException("Cannot list " + folder + ": " + e.getMessage() + ".", e);
        }
    }

    /** The file name without its ending. */
    public static String stem(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** What stands behind the last dot of the file name, in lower case; may be empty. */
    public static String ending(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }
}
