package org.lgsc.core.internal.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;

/**
 * Saves the result of long work elsewhere when its own place cannot be written, for example because
 * the disk is full: in a new folder among the temporary files, in the home folder or in the working
 * folder.
 */
public final class FallbackLocation {
    private FallbackLocation() {}

    /**
     * Writes a result, elsewhere if necessary.
     *
     * @param place file or folder
     * @param writer writes the entire result to the path that it is given; throws an {@link
     *     LgscException} caused by the {@link IOException} when it cannot
     * @param notices receives one sentence when the result was written elsewhere
     * @return path of the result
     * @throws LgscException the writer's first exception, when the result cannot be written
     *     anywhere
     */
    public static Path write(Path place, Consumer<Path> writer, Consumer<String> notices) {
        try {
            writer.accept(place);
            return place;
        } catch (LgscException e) {
            if (!(e.getCause() instanceof IOException)) {
                throw e;
            }
            Path kept =
                    Stream.of("java.io.tmpdir", "user.home", "user.dir")
                            .map(property -> Path.of(System.getProperty(property)))
                            .flatMap(folder -> into(folder, place, writer).stream())
                            .findFirst()
                            .orElseThrow(() -> e);
            notices.accept(e.getMessage() + " It was written to " + kept + " instead.");
            return kept;
        }
    }

    private static Optional<Path> into(Path parent, Path place, Consumer<Path> writer) {
        Path folder;
        try {
            folder = Files.createTempDirectory(parent, "lgsc-kept-").toAbsolutePath();
        } catch (IOException e) {
            return Optional.empty();
        }
        Path file = folder.resolve(place.getFileName());
        try {
            writer.accept(file);
            return Optional.of(file);
        } catch (LgscException e) {
            remove(folder);
            return Optional.empty();
        }
    }

    private static void remove(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException e) {
            // leftovers only take space
        }
    }
}
