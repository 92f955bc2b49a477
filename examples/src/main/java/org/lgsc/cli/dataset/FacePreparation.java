package org.lgsc.cli.dataset;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.data.cache.CacheOptions;
import org.lgsc.data.cache.Preparation;
import org.lgsc.data.protocol.RawDataset;

/**
 * Fills a cache of faces, with a progress bar.
 *
 * @param faces options of the face detector
 * @param threads videos at a time; null for one per processor
 * @param remarks receives remarks about unusual data sets
 */
public record FacePreparation(FaceOptions faces, Integer threads, PrintWriter remarks) {
    /** Prepares a cache, or resumes an unfinished one. */
    public Preparation.Summary prepare(
            RawDataset set, Path cache, CacheOptions options, boolean verify) {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        OneClass.note(set.presentations()).ifPresent(remarks::println);
        try (FaceDetector detector = faces.open();
                PreparationBar progress = new PreparationBar()) {
            return new Preparation(set, cache, options, detector, workers, progress).run(verify);
        }
    }
}
