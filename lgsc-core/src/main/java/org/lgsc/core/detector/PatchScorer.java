package org.lgsc.core.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.lgsc.core.image.InputBatch;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Scores pictures in batches and reuses their memory. Safe to use from several threads. */
final class PatchScorer {
    /** Pixels of a batch: nine patches of 224x224. */
    private static final long BATCH_PIXELS = 9L * 224 * 224;

    private static final int LARGEST_BATCH = 64;

    /** Sizes whose batches are kept; a model's own geometry needs one or a few. */
    private static final int SIZES_KEPT = 8;

    /**
     * @param score mean |cue|
     * @param map mean |cue| over the channels, row by row
     */
    record Scored(double score, float[] map) {}

    private record Size(int width, int height) {
        static Size of(RgbImage image) {
            return new Size(image.width(), image.height());
        }

        int capacity() {
            long pixels = (long) width * height;
            return (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_PIXELS / pixels));
        }
    }

    private final CueSource cues;
    private final InputScaling scaling;
    private final Map<Size, Queue<InputBatch>> idle = new ConcurrentHashMap<>();

    PatchScorer(CueSource cues, InputScaling scaling) {
        this.cues = cues;
        this.scaling = scaling;
    }

    /**
     * @param images images whose sides are multiples of 32; consecutive images of one size are
     *     scored together
     */
    List<Scored> score(List<RgbImage> images) {
        List<Scored> scored = new ArrayList<>(images.size());
        int from = 0;
        while (from < images.size()) {
            Size size = Size.of(images.get(from));
            int to = from + 1;
            while (to < images.size()
                    && to - from < size.capacity()
                    && Size.of(images.get(to)).equals(size)) {
                to++;
            }
            score(size, images.subList(from, to), scored);
            from = to;
        }
        return scored;
    }

    private void score(Size size, List<RgbImage> images, List<Scored> scored) {
        Queue<InputBatch> queue = idle.computeIfAbsent(size, s -> new ConcurrentLinkedQueue<>());
        InputBatch pooled = queue.poll();
        InputBatch batch =
                pooled == null
                        ? new InputBatch(size.capacity(), size.height(), size.width(), scaling)
                        : pooled;
        try {
            for (int i = 0; i < images.size(); i++) {
                batch.set(i, images.get(i));
            }
            add(batch.first(images.size()), size.width() * size.height(), scored);
        } finally {
            if (idle.size() <= SIZES_KEPT) {
                queue.add(batch);
            } else {
                idle.remove(size, queue);
                batch.array().close();
                free(queue);
            }
        }
    }

    private void add(INDArray images, int plane, List<Scored> scored) {
        INDArray maps = cues.cues(images);
        float[] values;
        try (INDArray copy = maps.dup('c')) {
            values = copy.data().asFloat();
        }
        if (maps.closeable()) {
            maps.close(); // now, not when the garbage collector runs
        }
        for (int first = 0; first < values.length; first += 3 * plane) {
            float[] map = new float[plane];
            for (int p = 0; p < plane; p++) {
                map[p] =
                        (Math.abs(values[first + p])
                                        + Math.abs(values[first + plane + p])
                                        + Math.abs(values[first + 2 * plane + p]))
                                / 3;
            }
            scored.add(new Scored(SpoofScore.ofMap(values, first, 3 * plane), map));
        }
    }

    /** Frees the batches. */
    void close() {
        idle.values().forEach(PatchScorer::free);
    }

    private static void free(Queue<InputBatch> queue) {
        for (InputBatch batch = queue.poll(); batch != null; batch = queue.poll()) {
            batch.array().close();
        }
    }
}
