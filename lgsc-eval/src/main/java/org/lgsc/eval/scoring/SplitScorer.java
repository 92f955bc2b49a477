package org.lgsc.eval.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.patch.PatchPolicy;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.lgsc.data.batch.PatchBatches;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.Split;
import org.lgsc.eval.score.PadScore;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Scores every sample of a split: its test-time patches are taken as the model was trained to see
 * them, and the score of the sample is the mean over them of the mean |cue| (paper section 3.5 and
 * implementation details).
 *
 * <p>Samples are face crops already. One that cannot be read gets a score of NaN, a failure to
 * acquire that the report counts; it is never left out. Not safe for use by several threads when
 * the cue source is not.
 */
public final class SplitScorer {
    private final CueSource cues;
    private final PatchPolicy patches;
    private final InputScaling scaling;
    private final int patchesPerBatch;
    private final int threads;
    private final ScoringProgress progress;

    private SplitScorer(Builder b) {
        cues = b.cues;
        patches = b.patches;
        scaling = b.scaling;
        patchesPerBatch =
                b.patchesPerBatch > 0 ? b.patchesPerBatch : defaultBatch(b.patches.size());
        threads = b.threads;
        progress = b.progress;
    }

    /** Starts a builder. */
    public static Builder builder(CueSource cues, Preprocessing preprocessing) {
        return new Builder(cues, preprocessing.patches(), preprocessing.scaling());
    }

    /** Starts a builder. */
    public static Builder builder(CueSource cues, PatchPolicy patches, InputScaling scaling) {
        return new Builder(cues, patches, scaling);
    }

    /** Eight patches of 224x224, or as many pixels in smaller ones, at most 64 patches. */
    private static int defaultBatch(int size) {
        return (int) Math.max(1, Math.min(64, 8L * 224 * 224 / ((long) size * size)));
    }

    /**
     * Scores a split of a data set.
     *
     * @throws LgscException when the split is empty or not one of its samples can be read
     */
    public ScoredSplit score(PadDataset dataset, Split split) {
        List<Sample> samples = dataset.samples(split);
        if (samples.isEmpty()) {
            throw new LgscException(
                    "Data set "
                            + dataset.name()
                            + " has no samples in its "
                            + split.folder()
                            + " split.");
        }
        return score(split, samples);
    }

    /**
     * Scores samples of a split.
     *
     * @throws LgscException when there are none or not one of them can be read
     */
    public ScoredSplit score(Split split, List<Sample> samples) {
        // by place: the same sample may be asked for twice
        double[] scores = new double[samples.size()];
        Arrays.fill(scores, Double.NaN);
        int samplesPerBatch = Math.max(1, patchesPerBatch / patches.count());
        try (PatchBatches batches =
                new PatchBatches(samples, patches, scaling, samplesPerBatch, threads)) {
            int place = 0;
            while (batches.hasNext()) {
                PatchBatches.Batch batch = batches.next();
                double[] faces =
                        SpoofScore.ofFaces(ofPatches(batch.patches()), batch.patchesPerSample());
                for (int i = 0; i < faces.length; i++) {
                    while (samples.get(place) != batch.samples().get(i)) {
                        place++; // was set aside
                    }
                    scores[place++] = faces[i];
                }
                progress.onSamples(place, samples.size());
            }
            progress.onSamples(samples.size(), samples.size());
            return new ScoredSplit(split, withNames(samples, scores), batches.setAside());
        }
    }

    /** In chunks, because a single sample may have more patches than a batch should hold. */
    private double[] ofPatches(INDArray all) {
        int count = (int) all.size(0);
        double[] scores = new double[count];
        for (int from = 0; from < count; from += patchesPerBatch) {
            int to = Math.min(count, from + patchesPerBatch);
            INDArray chunk =
                    to - from == count
                            ? all
                            : all.get(
                                    NDArrayIndex.interval(from, to),
                                    NDArrayIndex.all(),
                                    NDArrayIndex.all(),
                                    NDArrayIndex.all());
            System.arraycopy(SpoofScore.ofMaps(cues.cues(chunk)), 0, scores, from, to - from);
        }
        return scores;
    }

    private static List<PadScore> withNames(List<Sample> samples, double[] scores) {
        VideoNames videos = new VideoNames(samples);
        Map<String, Integer> nextFrame = new HashMap<>();
        List<PadScore> named = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            Sample s = samples.get(i);
            String video = videos.of(s);
            int frame = s.frame();
            if (frame < 0 && videos.hasFrames(video)) {
                frame = nextFrame.merge(video, 1, Integer::sum) - 1; // unknown: by place
            }
            named.add(
                    new PadScore(
                            s.id(), s.label(), s.species(), s.subject(), video, frame, scores[i]));
        }
        return named;
    }

    /** Options of a scorer. */
    public static final class Builder {
        private final CueSource cues;
        private final PatchPolicy patches;
        private final InputScaling scaling;
        private int patchesPerBatch;
        private int threads =
                Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
        private ScoringProgress progress = ScoringProgress.NONE;

        private Builder(CueSource cues, PatchPolicy patches, InputScaling scaling) {
            this.cues = Objects.requireNonNull(cues, "cues");
            this.patches = Objects.requireNonNull(patches, "patches");
            this.scaling = Objects.requireNonNull(scaling, "scaling");
        }

        /**
         * The most patches that the cue source gets at once; it bounds the memory of a run.
         * Default: as many pixels as eight patches of 224x224 have, at most 64 patches.
         */
        public Builder patchesPerBatch(int count) {
            patchesPerBatch = atLeastOne("patchesPerBatch", count);
            return this;
        }

        /** Threads that read pictures. Default: half the processors, 1 to 4. */
        public Builder threads(int count) {
            threads = atLeastOne("threads", count);
            return this;
        }

        /** Told how far scoring is. Default: nobody is. */
        public Builder progress(ScoringProgress value) {
            progress = Objects.requireNonNull(value, "progress");
            return this;
        }

        private static int atLeastOne(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, was " + value);
            }
            return value;
        }

        /** The scorer. */
        public SplitScorer build() {
            return new SplitScorer(this);
        }
    }
}
