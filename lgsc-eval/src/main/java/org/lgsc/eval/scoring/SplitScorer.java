package org.lgsc.eval.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Scores every sample of a split by the model's face geometry: the score of a sample is the mean
 * |cue| over what is scored of it (paper, equation 10).
 *
 * <p>Faces are cut out of a data set's photographs by the model's detector, as {@link
 * org.lgsc.core.detector.LivenessDetector} does; face crops are taken as they are. A photograph
 * that a check would not judge gets a score of NaN, as does what cannot be read: a failure to
 * acquire that the report counts; it is never left out. Not safe for use by several threads when
 * the cue source is not.
 */
public final class SplitScorer {
    private final CueSource cues;
    private final FaceGeometry geometry;
    private final InputScaling scaling;
    private final int partsPerBatch;
    private final int threads;
    private final ScoringProgress progress;

    /** Null for the geometry's. */
    private final FaceDetector detector;

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

    /** As many pixels as eight patches of 224x224 have, at most 64 parts. */
    private static int defaultBatch(FaceGeometry geometry) {
        long side = geometry.scoredSide();
        return (int) Math.max(1, Math.min(64, 8L * 224 * 224 / (side * side)));
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
     * Scores samples of a split, which are face crops.
     *
     * @throws LgscException when there are none or not one of them can be read
     */
    public ScoredSplit score(Split split, List<Sample> samples) {
        // by place: the same sample may be asked for twice
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
            return new ScoredSplit(split, withNames(samples, scores), batches.setAside());
        }
    }

    /** In chunks, because a single sample may have more parts than a batch should hold. */
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

    /** The samples' scores with the names of their presentations. */
    static List<PadScore> withNames(List<Sample> samples, double[] scores) {
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
        private final FaceGeometry geometry;
        private final InputScaling scaling;
        private int partsPerBatch;
        private int threads =
                Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
        private ScoringProgress progress = ScoringProgress.NONE;
        private FaceDetector detector;
        private QualityLimits limits = QualityLimits.DEFAULT;

        private Builder(CueSource cues, FaceGeometry geometry, InputScaling scaling) {
            this.cues = Objects.requireNonNull(cues, "cues");
            this.geometry = Objects.requireNonNull(geometry, "geometry");
            this.scaling = Objects.requireNonNull(scaling, "scaling");
        }

        /**
         * The most pictures that the cue source gets at once; it bounds the memory of a run.
         * Default: as many pixels as eight patches of 224x224 have, at most 64.
         */
        public Builder partsPerBatch(int count) {
            partsPerBatch = atLeastOne("partsPerBatch", count);
            return this;
        }

        /** Threads that read pictures. Default: half the processors, 1 to 4. */
        public Builder threads(int count) {
            threads = atLeastOne("threads", count);
            return this;
        }

        /** Finds faces in photographs; stays open. Default: the model's detector. */
        public Builder faceDetector(FaceDetector value) {
            detector = Objects.requireNonNull(value, "detector");
            return this;
        }

        /**
         * Which faces of photographs are no response. Default: as {@link QualityLimits#DEFAULT}.
         */
        public Builder quality(QualityLimits value) {
            limits = Objects.requireNonNull(value, "quality");
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
