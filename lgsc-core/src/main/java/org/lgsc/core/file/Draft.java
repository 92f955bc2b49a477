package org.lgsc.core.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A file that appears under its name only when it is complete. Until then it lies beside its place
 * under a hidden name; closed before {@link #publish}, it is gone.
 *
 * <p>It has the permissions of any file that the user creates (those of the file that it replaces,
 * where there is one), not the owner's alone as a {@link Files#createTempFile temporary file} has.
 */
public final class Draft implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path target;
    private final Path path;

    private Draft(Path target, Path path) {
        this.target = target;
        this.path = path;
    }

    /**
     * An empty file in the target's folder, which is made where it is missing.
     *
     * @param target where the file will be
     * @throws IOException when the folder cannot be made or written to, or when there is something
     *     else than a file under that name
     */
    public static Draft of(Path target) throws IOException {
        Path place = target.toAbsolutePath();
        if (Files.exists(place)) {
            RegularFiles.require(place); // no folder or device is replaced by a file
        }
        Files.createDirectories(place.getParent());
        while (true) {
            byte[] random = new byte[8];
            RANDOM.nextBytes(random);
            Path path = place.resolveSibling(".lgsc-" + HexFormat.of().formatHex(random) + ".part");
            try {
                return new Draft(place, Files.createFile(path));
            } catch (FileAlreadyExistsException e) {
                // another name
            }
        }
    }

    /** Where it lies until it is complete. */
    public Path path() {
        return path;
    }

    /**
     * Moves the complete file to its place, over one that is there.
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

    /** Deletes what was not published. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // a leftover file is no reason to lose the error that led here
        }
    }
}
