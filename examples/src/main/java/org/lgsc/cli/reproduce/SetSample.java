package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lgsc.core.LgscException;
import org.lgsc.data.cache.CacheEntry;
import org.lgsc.data.cache.FaceCache;
import org.lgsc.data.protocol.PadSet;

/**
 * What a few files of a set say of it, or its faces where they are prepared.
 *
 * @param cache with the faces of these files
 * @param videos number of these files
 * @param secondsPerFile that preparing takes; 0 where it is done
 */
record SetSample(FaceCache cache, int videos, double secondsPerFile) {
    private static final double PATIENCE = 15;
    private static final int MOST = 4;

    /**
     * Prepares a few files into a folder, unless all are prepared.
     *
     * @throws org.lgsc.core.LgscException when none of them can be used
     */
    static SetSample of(DataSets sets, String name, Path temporary) {
        PadSet set = sets.set(name).orElseThrow();
        if (Files.exists(sets.folder(name).resolve("manifest.csv"))) {
            return new SetSample(FaceCache.open(sets.folder(name)), set.presentations().size(), 0);
        }
        long start = System.nanoTime();
        try {
            // the first files pay for what is loaded and compiled
            sets.part(PartOfSet.of(set, 1, 0), temporary.resolve(name + "-first"));
        } catch (LgscException e) {
            // none of them has a usable face; of more files some will have
        }
        double first = (System.nanoTime() - start) / 1e9;
        int each = (int) Math.max(1, Math.min(MOST, PATIENCE / first));
        try {
            return timed(sets, PartOfSet.of(set, each, 0.5), temporary.resolve(name));
        } catch (LgscException e) {
            return timed(sets, PartOfSet.of(set, 2 * MOST, 0.9), temporary.resolve(name + "-more"));
        }
    }

    private static SetSample timed(DataSets sets, PartOfSet part, Path temporary) {
        long start = System.nanoTime();
        FaceCache cache = sets.part(part, temporary);
        double seconds = (System.nanoTime() - start) / 1e9;
        int files = part.presentations().size();
        return new SetSample(cache, files, seconds / files);
    }

    /** Pictures of a video in the mean. */
    double pictures() {
        return (double) cache.size() / videos;
    }

    /**
     * Bytes of a video's pictures in the mean.
     *
     * @throws IOException when one cannot be looked at
     */
    double bytes() throws IOException {
        double all = 0;
        for (CacheEntry entry : cache.entries()) {
            all += Files.size(cache.root().resolve(entry.path()));
        }
        return all / videos;
    }

    /** Those of its first frames. */
    double pictures(int firstFrames) {
        if (firstFrames == 0) {
            return pictures();
        }
        List<CacheEntry> entries = cache.entries();
        return (double) entries.stream().filter(e -> e.frame() < firstFrames).count() / videos;
    }
}
