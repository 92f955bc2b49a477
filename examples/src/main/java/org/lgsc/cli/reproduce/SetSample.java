package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.lgsc.core.LgscException;
import org.lgsc.data.cache.FaceCache;
import org.lgsc.data.protocol.RawDataset;

/**
 * Measurements on a few files of a set, or on all its faces if they are prepared.
 *
 * @param cache with the faces of these files
 * @param videos number of these files
 * @param secondsPerFile time of the preparation; 0 if it is complete
 */
record SetSample(FaceCache cache, int videos, double secondsPerFile) {
    private static final double PATIENCE = 15;
    private static final int MOST = 4;

    /** Prepares a few files into a folder, unless all are prepared. */
    static SetSample of(DataSets sets, String name, Path temporary) {
        RawDataset set = sets.set(name).orElseThrow();
        if (Files.exists(sets.folder(name).resolve("manifest.csv"))) {
            return new SetSample(FaceCache.open(sets.folder(name)), set.presentations().size(), 0);
        }
        long start = System.nanoTime();
        try {
            // the first files include the time for loading and compiling code
            sets.part(PartOfSet.of(set, 1, 0), temporary.resolve(name + "-first"));
        } catch (LgscException e) {
            // none has a usable face: more files are likely to have some
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

    double pictures() {
        return (double) cache.size() / videos;
    }

    /** Returns the mean size of a video's pictures in bytes. */
    double bytes() throws IOException {
        double all = 0;
        for (FaceCache.Entry entry : cache.entries()) {
            all += Files.size(cache.root().resolve(entry.path()));
        }
        return all / videos;
    }

    /** Mean number of pictures of a video's first frames. */
    double pictures(int firstFrames) {
        if (firstFrames == 0) {
            return pictures();
        }
        List<FaceCache.Entry> entries = cache.entries();
        return (double) entries.stream().filter(e -> e.frame() < firstFrames).count() / videos;
    }
}
