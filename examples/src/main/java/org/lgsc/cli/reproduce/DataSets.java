package org.lgsc.cli.reproduce;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lgsc.core.face.FaceCrop;
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
    private final Faces faces;
    private final Preparer preparer;
    private final PrintWriter said;

    /** Options of the faces' preparation; frames are by the set's name. */
    public record Faces(
            Map<String, String> frames,
            FaceCrop crop,
            boolean annotations,
            String detector,
            CacheOptions.Format format) {
        public Faces {
            frames = Map.copyOf(frames);
        }
    }

    /** Fills a cache, or resumes filling it. */
    @FunctionalInterface
    public interface Preparer {
        Preparation.Summary prepare(RawDataset set, Path cache, CacheOptions options);
    }

    public DataSets(
            Path work, Map<String, Path> roots, Faces faces, Preparer preparer, PrintWriter said) {
        this.work = work;
        this.faces = faces;
        this.preparer = preparer;
        this.said = said;
        roots.forEach((name, root) -> sets.put(name, RawDatasets.open(name, root)));
    }

    /** Returns a set; empty if it was not given. */
    public Optional<RawDataset> set(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    Map<String, RawDataset> sets() {
        return sets;
    }

    CacheOptions options(String name) {
        return new CacheOptions(
                CacheOptions.VERSION,
                name,
                faces.frames().get(name),
                faces.crop(),
                faces.annotations(),
                faces.detector(),
                faces.format());
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
                            preparer.prepare(sets.get(n), folder(n), options(n));
                    said.print(summary.asText());
                    said.flush();
                    return FaceCache.open(folder(n));
                });
    }

    /** Fills another cache with the faces of a part of a set, with the same options. */
    FaceCache part(RawDataset part, Path cache) {
        preparer.prepare(part, cache, options(part.name()));
        return FaceCache.open(cache);
    }
}
