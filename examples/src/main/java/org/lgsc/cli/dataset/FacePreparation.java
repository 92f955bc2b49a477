package org.lgsc.cli.dataset;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.data.cache.CacheOptions;
import org.lgsc.data.cache.Preparation;
import org.lgsc.data.cache.PreparationSummary;
import org.lgsc.data.protocol.PadSet;

/**
 * Fills a cache of faces, with a progress bar.
 *
 * @param faces who finds them
 * @param threads videos at a time; null for one a processor
 * @param remarks told what is odd about a set
 */
public record FacePreparation(FaceOptions faces, Integer threads, PrintWriter remarks) {
    /**
     * Prepares, or goes on.
     *
     * @throws IllegalArgumentException when there are too few threads
     * @throws org.lgsc.core.LgscException as {@link Preparation#run()}
     */
    public PreparationSummary prepare(
            PadSet set, Path cache, CacheOptions options, boolean verify) {
        int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        OneClass.note(set.presentations()).ifPresent(remarks::println);
        try (FaceDetector detector = faces.open();
                PreparationBar progress = new PreparationBar()) {
            return new Preparation(set, cache, options, detector, workers, progress).run(verify);
        }
    }
}
