package org.lgsc.data.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.protocol.RawDataset;

/**
 * The files that the pictures of a cache were made from, complete or not.
 *
 * @param folder the cache
 * @param sizes sizes in bytes by id, of the files with pictures: a file that could not be used may
 *     be replaced by a better copy
 */
record CacheSources(CacheFolder folder, Map<String, Long> sizes) {
    static CacheSources read(CacheFolder folder) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        Path done = folder.root().resolve("done");
        if (Files.isDirectory(done)) {
            try (Stream<Path> walk = Files.walk(done)) {
                walk.filter(file -> file.toString().endsWith(".json"))
                        .flatMap(file -> UnitRecord.read(file).stream())
                        .forEach(unit -> unit.entries().forEach(e -> add(unit, e, sizes)));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return new CacheSources(folder, sizes);
    }

    private static void add(UnitRecord unit, FaceCache.Entry entry, Map<String, Long> sizes) {
        Long size = unit.sources().get(entry.video());
        if (size != null) {
            sizes.put(entry.video(), size);
        }
    }

    /**
     * Compares the files with those of a data set, wherever it is: names and sizes, because reading
     * all files takes too long. The set may have more files, as when it was still being unpacked.
     *
     * @throws LgscException when a file is missing or has another size
     */
    void requireIn(RawDataset set) {
        Map<String, Long> now = new HashMap<>(UnitWorker.sources(set.presentations()));
        List<String> missing = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        sizes.forEach(
                (id, size) -> {
                    Long found = now.get(id);
                    if (found == null) {
                        missing.add(id);
                    } else if (!found.equals(size)) {
                        changed.add(
                                RootFormat.of(
                                        "%s, %d bytes then and %s now",
                                        id, size, found < 0 ? "unreadable" : found));
                    }
                });
        if (missing.isEmpty() && changed.isEmpty()) {
            return;
        }
        List<String> differences = new ArrayList<>();
        differ(missing, "are missing now", differences);
        differ(changed, "have another size", differences);
        throw LgscException.of(
                "Folder %s has faces of other files of %s than those given: of %d files %s. Give"
                        + " the same data, another folder for the faces, or remove this one; to"
                        + " replace single files, remove their records below %s.",
                folder.root(),
                set.name(),
                sizes.size(),
                String.join(", and ", differences),
                folder.root().resolve("done"));
    }

    private static void differ(List<String> files, String how, List<String> differences) {
        if (!files.isEmpty()) {
            differences.add(
                    RootFormat.of("%d %s (the first: %s)", files.size(), how, files.get(0)));
        }
    }
}
