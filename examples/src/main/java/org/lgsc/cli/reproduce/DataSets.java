package org.lgsc.cli.reproduce;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lgsc.cli.dataset.FacePreparation;
import org.lgsc.core.LgscException;
import org.lgsc.data.cache.CacheOptions;
import org.lgsc.data.cache.FaceCache;
import org.lgsc.data.cache.Preparation;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.sets.RawDatasets;

/** The given unpacked data sets with their faces, which are prepared when needed. */
public final class DataSets {
    private final Path work;
    private final Map<String, RawDataset> sets = new LinkedHashMap<>();
    private final Map<String, FaceCache> caches = new HashMap<>();
    private final Function<String, CacheOptions> options;
    private final FacePreparation preparation;
    private final PrintWriter said;

    /**
     * @param options options of the faces' preparation, by the set's name
     * @throws LgscException when a set cannot be opened, or has other files than its faces in
     *     {@code work}: folds that are done would be reported as results of this set
     */
    public DataSets(
            Path work,
            Map<String, Path> roots,
            Function<String, CacheOptions> options,
            FacePreparation preparation,
            PrintWriter said) {
        this.work = work;
        this.options = options;
        this.preparation = preparation;
        this.said = said;
        roots.forEach((name, root) -> sets.put(name, RawDatasets.open(name, root)));
        sets.forEach((name, set) -> Preparation.requireSameFiles(set, folder(name)));
    }

    /** Returns a set; empty if it was not given. */
    public Optional<RawDataset> set(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    Map<String, RawDataset> sets() {
        return sets;
    }

    CacheOptions options(String name) {
        return options.apply(name);
    }

    Path folder(String name) {
        return work.resolve(name);
    }

    /** Returns the faces of a set, and prepares the missing ones. */
    FaceCache cache(String name) {
        return caches.computeIfAbsent(
                name,
                n -> {
                    said.println("Faces of " + n + ": " + folder(n));
                    said.flush();
                    Preparation.Summary summary =
                            preparation.prepare(sets.get(n), folder(n), options(n), false);
                    said.print(summary.asText());
                    said.flush();
                    return FaceCache.open(folder(n));
                });
    }

    /** Fills another cache with the faces of a part of a set, with the same options. */
    FaceCache part(RawDataset part, Path cache) {
        preparation.prepare(part, cache, options(part.name()), false);
        return FaceCache.open(cache);
    }
}
