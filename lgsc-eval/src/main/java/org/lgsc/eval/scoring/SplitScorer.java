package org.lgsc.eval.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.detector.FaceGate;
import org.lgsc.core.detector.QualityLimits;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.internal.face.FaceDetectors;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.batch.PatchBatches;
import org.lgsc.data.internal.face.JudgedFaceSource;
import org.lgsc.eval.score.PadScore;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Scores every sample of a split by the model's face geometry. The score of a sample is the mean of
 * |cue| over its scored part (paper, equation 10).
 *
 * <p>Faces are cut out of a data set's photographs by the model's detector, as {@link
 * org.lgsc.core.detector.LivenessDetector} does; face crops are used unchanged. A photograph that a
 * check would leave undecided, or a file that cannot be read, gets a score of NaN: a failure to
 * acquire that the report counts and never leaves out. Not safe for use by several threads when the
 * cue source is not.
 *
 * <pre>{@code
 * try (InferenceEngine engine = InferenceEngine.of(model)) {
 *     SplitScorer scorer = SplitScorer.builder(engine, model.metadata().preprocessing()).build();
 *     ScoringResult test = scorer.score(dataset, Split.TEST);
 *     ScoreFile.write(Path.of("test.csv"), test.scores());
 * }
 * }</pre>
 */
public final class SplitScorer {
    private final CueSource cues;
    private final FaceGeometry geometry;
    private final InputScaling scaling;
    private final int partsPerBatch;
    private final int threads;
    private final ScoringProgress progress;

    /** Null for the detector of the geometry. */
    private final @Nullable FaceDetector detector;

    private final QualityLimits limits;

    private SplitScorer(Builder b) {
        cues = b.cues;
        geometry = b.geometry;
        scaling = b.scaling;
        partsPerBatch = b.partsPerBatch > 0 ? b.partsPerBatch : defaultBatch(b.geometry);
        threads = b.threads;
        progress = b.progress;
        detector = b.detector;
        limits = b.limits;
    }

    /** Starts a builder. */
    public static Builder builder(CueSource cues, Preprocessing preprocessing) {
        return new Builder(cues, preprocessing.geometry(), preprocessing.scaling());
    }

    /** Starts a builder. */
    public static Builder builder(CueSource cues, FaceGeometry geometry, InputScaling scaling) {
        return new Builder(cues, geometry, scaling);
    }

    /** Returns as many parts as have the pixels of eight patches of 224x224, at most 64 parts. */
    private static int defaultBatch(FaceGeometry geometry) {
        long side = geometry.scoredSide();
        return (int) Math.max(1, Math.min(64, 8L * 224 * 224 / (side * side)));
    }

    /**
     * Scores a split of a data set.
     *
     * @throws LgscException when the split is empty or none of its samples can be read
     */
    public ScoringResult score(PadDataset dataset, Split split) {
        List<Sample> samples = dataset.samples(split);
        if (samples.isEmpty()) {
            throw LgscException.of(
                    "Data set %s has no samples in its %s split.", dataset.name(), split.folder());
        }
        if (!dataset.framing().isPhotographs()
                || detector == null && geometry.detector().isNone()) {
            return score(split, samples);
        }
        if (detector != null) {
            return score(split, cut(samples, detector));
        }
        try (FaceDetector own = FaceDetectors.open(geometry.detector())) {
            return score(split, cut(samples, own));
        }
    }

    private List<Sample> cut(List<Sample> samples, FaceDetector by) {
        FaceGate gate = new FaceGate(geometry, by, limits);
        return samples.stream()
                .map(s -> s.withImage(new JudgedFaceSource(s.id(), s.image(), gate)))
                .toList();
    }

    /**
     * Scores samples of a split; each must be a face crop.
     *
     * @throws LgscException when there are none or none of them can be read
     */
    public ScoringResult score(Split split, List<Sample> samples) {
        // by position: the list may contain a sample twice
        double[] scores = new double[samples.size()];
        Arrays.fill(scores, Double.NaN);
        try (PatchBatches batches =
                new PatchBatches(samples, geometry, scaling, partsPerBatch, threads)) {
            int place = 0;
            while (batches.hasNext()) {
                PatchBatches.Batch batch = batches.next();
                double[] faces = batch.means(ofParts(batch.parts()));
                for (int i = 0; i < faces.length; i++) {
                    while (samples.get(place) != batch.samples().get(i)) {
                        place++; // was set aside
                    }
                    scores[place++] = faces[i];
                }
                progress.onSamples(place, samples.size());
            }
            progress.onSamples(samples.size(), samples.size());
            return new ScoringResult(split, withNames(samples, scores), batches.setAside());
        }
    }

    /** Works in chunks, because a single sample may have more parts than fit in a batch. */
    private double[] ofParts(INDArray all) {
        int count = (int) all.size(0);
        double[] scores = new double[count];
        for (int from = 0; from < count; from += partsPerBatch) {
            int to = Math.min(count, from + partsPerBatch);
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

    /** Joins the samples' scores with the names of their presentations. */
    static List<PadScore> withNames(List<Sample> samples, double[] scores) {
        VideoNames videos = new VideoNames(samples);
        Map<String, Integer> nextFrame = new HashMap<>();
        List<PadScore> named = new ArrayList<>(scores.length);
        for (int i = 0; i < scores.length; i++) {
            Sample s = samples.get(i);
            String video = videos.of(s);
            int frame = s.frame();
            if (frame < 0 && videos.hasFrames(video)) {
                frame =
                        nextFrame.merge(video, 1, Integer::sum)
                                - 1; // unknown: numbered by position
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
        private final FaceGeometry geometry;
        private final InputScaling scaling;
        private int partsPerBatch;
        private int threads =
                Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
        private ScoringProgress progress = ScoringProgress.NONE;
        private @Nullable FaceDetector detector;
        private QualityLimits limits = QualityLimits.DEFAULT;

        private Builder(CueSource cues, FaceGeometry geometry, InputScaling scaling) {
            this.cues = Objects.requireNonNull(cues, "cues");
            this.geometry = Objects.requireNonNull(geometry, "geometry");
            this.scaling = Objects.requireNonNull(scaling, "scaling");
        }

        /**
         * The maximum number of pictures that the cue source gets at once; it bounds the memory of
         * a run. By default as many as have the pixels of eight patches of 224x224, at most 64.
         */
        public Builder partsPerBatch(int count) {
            partsPerBatch = atLeastOne("partsPerBatch", count);
            return this;
        }

        /** Threads that read pictures. By default half the processors, 1 to 4. */
        public Builder threads(int count) {
            threads = atLeastOne("threads", count);
            return this;
        }

        /** Detector for photographs; it stays open. By default the model's. */
        public Builder faceDetector(FaceDetector value) {
            detector = Objects.requireNonNull(value, "detector");
            return this;
        }

        /**
         * Faces of photographs outside these limits are non-responses. By default {@link
         * QualityLimits#DEFAULT}.
         */
        public Builder quality(QualityLimits value) {
            limits = Objects.requireNonNull(value, "quality");
            return this;
        }

        /** Receives progress updates. By default they are ignored. */
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

        /** Builds the scorer. */
        public SplitScorer build() {
            return new SplitScorer(this);
        }
    }
}
