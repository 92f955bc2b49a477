package org.lgsc.core.detector;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.lgsc.core.image.InputBatch;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scores patches in batches whose memory is used again and again. Safe to use from several threads.
 */
final class PatchScorer {
    /** Patches of 224x224 in a batch; smaller ones as many as have their pixels, at most 64. */
    private static final int LARGE_PATCHES = 9;

    /**
     * @param score mean |cue|
     * @param map mean |cue| over the channels, row by row
     */
    record Scored(double score, float[] map) {}

    private final CueSource cues;
    private final InputScaling scaling;
    private final int size;
    private final int capacity;
    private final Queue<InputBatch> idle = new ConcurrentLinkedQueue<>();

    PatchScorer(CueSource cues, InputScaling scaling, int size) {
        this.cues = cues;
        this.scaling = scaling;
        this.size = size;
        this.capacity =
                (int) Math.max(1, Math.min(64, LARGE_PATCHES * 224L * 224 / ((long) size * size)));
    }

    /**
     * @param patches of the network's size
     */
    List<Scored> score(List<RgbImage> patches) {
        InputBatch pooled = idle.poll();
        InputBatch batch = pooled == null ? new InputBatch(capacity, size, size, scaling) : pooled;
        try {
            List<Scored> scored = new ArrayList<>(patches.size());
            for (int from = 0; from < patches.size(); from += capacity) {
                int count = Math.min(capacity, patches.size() - from);
                for (int i = 0; i < count; i++) {
                    batch.set(i, patches.get(from + i));
                }
                add(batch.first(count), scored);
            }
            return scored;
        } finally {
            idle.add(batch);
        }
    }

    private void add(INDArray images, List<Scored> scored) {
        INDArray maps = cues.cues(images);
        float[] values;
        try (INDArray copy = maps.dup('c')) {
            values = copy.data().asFloat();
        }
        if (maps.closeable()) {
            maps.close(); // now, and not when the garbage collector gets to it
        }
        int plane = size * size;
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
        for (InputBatch batch = idle.poll(); batch != null; batch = idle.poll()) {
            batch.array().close();
        }
    }
}
