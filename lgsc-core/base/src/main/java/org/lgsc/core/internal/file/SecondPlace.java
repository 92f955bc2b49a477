package org.lgsc.core.internal.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;

/**
 * Where the result of long work goes when its own place cannot be written, because the disk has
 * become full for example: a new folder among the temporary files, in the home or in the working
 * folder.
 */
public final class SecondPlace {
    private SecondPlace() {}

    /**
     * Writes a result, elsewhere if it has to be.
     *
     * @param place file or folder
     * @param writer writes all of it to the place that it is given; throws an {@link LgscException}
     *     with the {@link IOException} when it cannot
     * @param notices receives one sentence when the result lies elsewhere
     * @return where it lies
     * @throws LgscException the writer's first, when it can be written nowhere
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
            notices.accept(e.getMessage() + " It lies in " + kept + " now.");
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
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // it takes room, nothing else
        }
    }
}
