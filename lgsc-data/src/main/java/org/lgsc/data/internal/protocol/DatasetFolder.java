package org.lgsc.data.internal.protocol;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.data.internal.folder.FileNames;

/** The folder into which a data set was unpacked. */
public final class DatasetFolder {
    private final Path base;

    /**
     * @param base the folder itself
     */
    public DatasetFolder(Path base) {
        this.base = base;
    }

    /**
     * Finds the folder in or directly below a root: archives often contain a folder of their own.
     *
     * @param root what the user gave
     * @param set name of the data set, for messages
     * @param anyOf names of sub-folders that identify it; one is enough; none for the root itself
     * @throws LgscException when there is no such folder
     */
    public static DatasetFolder locate(Path root, String set, String... anyOf) {
        if (!Files.isDirectory(root)) {
            throw LgscException.ofFile("There is no folder %s.", root);
        }
        if (anyOf.length == 0 || holdsAny(root, anyOf)) {
            return new DatasetFolder(root);
        }
        for (Path below : Folders.entries(root)) {
            if (Files.isDirectory(below) && holdsAny(below, anyOf)) {
                return new DatasetFolder(below);
            }
        }
        throw LgscException.of(
                "Folder %s holds no %s of data set %s; give the folder into which it was unpacked.",
                root, String.join(", ", anyOf), set);
    }

    private static boolean holdsAny(Path folder, String... names) {
        return Stream.of(names).anyMatch(name -> Files.isDirectory(resolve(folder, name)));
    }

    /**
     * Returns the file or folder at a path below the folder. Case is ignored where nothing has
     * exactly that name: archives are often made on systems that ignore it.
     *
     * @param relative with forward slashes
     * @return path that need not exist
     */
    public Path resolve(String relative) {
        return resolve(base, relative);
    }

    /** The same below another folder. */
    public static Path resolve(Path start, String relative) {
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
                    Folders.entries(found).stream()
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

    /** Name of the folder that a file lies in. */
    public static String folderName(Path file) {
        Path folder = file.getParent();
        return folder == null ? "" : folder.getFileName().toString();
    }

    /** The folder itself. */
    public Path base() {
        return base;
    }

    /**
     * Lists the files at any depth below a sub-folder, sorted, without hidden ones.
     *
     * @param folder name of the sub-folder; empty for all; a missing folder has no files
     * @param endings extensions in lower case, without the dot
     * @throws LgscException when a folder cannot be listed
     */
    public List<Path> files(String folder, Set<String> endings) {
        Path start = resolve(folder);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        return Folders.files(start).stream()
                .filter(f -> endings.contains(FileNames.ending(f)))
                .peek(f -> path(f.toString())) // Java's file names depend on the locale
                .toList();
    }

    /**
     * Converts a file name to a path.
     *
     * @throws LgscException when the machine's locale cannot represent it
     */
    public static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw unwritable(name.replaceAll("\\p{Cntrl}", "?"), e);
        }
    }

    /** Reports a name that the machine's locale cannot represent. */
    private static LgscException unwritable(String name, InvalidPathException cause) {
        return LgscException.of(
                cause,
                "The file name '%s' cannot be written with the characters of this "
                        + "machine's locale; set LC_ALL=C.UTF-8, or rename the file.",
                name);
    }

    /** Returns the path below the folder, without its extension, with forward slashes. */
    public String id(Path file) {
        String path = base.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.length() - FileNames.ending(file).length() - 1);
    }
}
