package org.lgsc.core.detector;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.foreign.ForeignCard;
import org.lgsc.core.foreign.ForeignNetwork;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.face.FaceDetectors;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelDescription;
import org.lgsc.core.model.ModelThreshold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distinguishes a live face from a presentation attack in a picture: finds the face, crops it as in
 * training, scores the whole face and decides by the model's threshold.
 *
 * <pre>{@code
 * try (LivenessDetector detector = LivenessDetector.load(Path.of("lgsc.zip"))) {
 *     LivenessResult result = detector.check(Path.of("selfie.jpg"));
 *     result.isLive();
 * }
 * }</pre>
 *
 * <p>Pictures are untrusted: whatever is wrong with one, the result is {@link Decision#UNDECIDED}
 * with {@link Reason}s, never an exception and never "live". Safe to use from several threads.
 * {@link #close} waits for running checks and frees the native memory; a check after that throws an
 * {@link IllegalStateException}.
 */
public final class LivenessDetector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LivenessDetector.class);

    private final double threshold;
    private final FaceDetector faces;
    private final FaceIntake intake;
    private final ImageDecoder decoder;
    private final FaceScorer scorer;
    private final ReadWriteLock open = new ReentrantReadWriteLock();
    private boolean closed;

    private LivenessDetector(Builder builder, FaceDetector faces) {
        threshold = builder.threshold;
        this.faces = faces;
        decoder = builder.decoder;
        scorer = builder.scorer.apply(builder.precision);
        intake = new FaceIntake(scorer.cutter(), faces, builder.limits, threshold);
    }

    /**
     * Loads a detector with the model's own face detector and threshold, and the default limits.
     *
     * @param model model file, or the card of third-party networks
     * @throws org.lgsc.core.LgscException as {@link LgscModel#load} and {@link ForeignNetwork#load}
     */
    public static LivenessDetector load(Path model) {
        return builder(model).build();
    }

    /**
     * Starts a builder.
     *
     * @param model model file, or the card of third-party networks
     * @throws org.lgsc.core.LgscException as {@link LgscModel#load} and {@link ForeignNetwork#load}
     */
    public static Builder builder(Path model) {
        return ForeignCard.isCard(model)
                ? builder(ForeignNetwork.load(model))
                : builder(LgscModel.load(model));
    }

    /**
     * Starts a builder.
     *
     * @param network third-party networks; closed with the detector
     */
    public static Builder builder(ForeignNetwork network) {
        Objects.requireNonNull(network, "network");
        ForeignCard card = network.card();
        return new Builder(
                precision -> ForeignScorer.of(network, precision),
                Precision.FLOAT32,
                card.threshold(),
                card.detector(),
                true);
    }

    /**
     * Starts a builder.
     *
     * @param model model; closed with the detector
     */
    public static Builder builder(LgscModel model) {
        Objects.requireNonNull(model, "model");
        FaceGeometry geometry = model.metadata().preprocessing().geometry();
        return new Builder(
                precision -> new CueScorer(model, precision),
                Precision.of(model),
                model.metadata().threshold(),
                geometry.detector(),
                geometry.isRecorded());
    }

    /** Largest spoof score of a live face. */
    public double threshold() {
        return threshold;
    }

    /**
     * Training data, quality and limitations of the model: read {@link ModelCard#caution} before a
     * decision depends on its results.
     */
    public ModelCard card() {
        return scorer.card();
    }

    /** The card in words, with the model's geometry and threshold. */
    public ModelDescription description() {
        return scorer.description();
    }

    /**
     * Checks a drawn face, so that the first picture takes no longer than later ones: libraries are
     * loaded and native operations built at their first use. A service calls it before it accepts
     * pictures, in each thread that checks them.
     */
    public void warmUp() {
        var unused = check(DrawnFace.photograph());
    }

    /** Checks the face in a picture file: JPEG, PNG, WebP or BMP. */
    public LivenessResult check(Path file) {
        return check(PictureInput.of(file));
    }

    /** Checks the face in an encoded picture: JPEG, PNG, WebP or BMP. */
    public LivenessResult check(byte[] encoded) {
        return check(PictureInput.of(encoded));
    }

    /**
     * Checks the face in an encoded picture: JPEG, PNG, WebP or BMP, read to the end of the stream.
     *
     * @param encoded stream; not closed here
     */
    public LivenessResult check(InputStream encoded) {
        return check(PictureInput.of(encoded));
    }

    /** Checks the face in an encoded picture whose header has been read. */
    public LivenessResult check(EncodedPicture picture) {
        return check(PictureInput.of(picture));
    }

    /** Checks the face in a picture with any type of pixels. */
    public LivenessResult check(BufferedImage image) {
        return check(PictureInput.of(image));
    }

    /**
     * Checks the face in an OpenCV matrix, 8 bits a channel: 3 channels B, G, R.
     *
     * @param bgr matrix; not closed here
     */
    public LivenessResult check(Mat bgr) {
        return check(PictureInput.of(bgr));
    }

    /** Checks the face in a picture. */
    public LivenessResult check(RgbImage image) {
        return check(PictureInput.of(image));
    }

    /** Checks the face in a picture from any source. */
    public LivenessResult check(PictureInput picture) {
        return checkAll(List.of(picture)).get(0);
    }

    /**
     * Checks pictures in one batch, which is faster than checking them one by one.
     *
     * @return result for each picture, in the same order
     */
    public List<LivenessResult> check(List<RgbImage> images) {
        return checkAll(images.stream().map(PictureInput::of).toList());
    }

    /**
     * Checks pictures from any source in one batch, which is faster than checking them one by one.
     * They are read one by one, and only the part of each face that is scored is kept in memory.
     *
     * @return result for each picture, in the same order
     */
    public List<LivenessResult> checkAll(List<PictureInput> pictures) {
        List<LivenessResult> results = new ArrayList<>();
        checking(() -> judge(pictures.stream().map(p -> intake.one(opening(p))).toList()))
                .forEach(r -> results.add(r.get(0)));
        return results;
    }

    /**
     * Checks a picture on another thread. Whatever is wrong with it, the future completes with a
     * result; it completes with an IllegalStateException only when the detector was closed before
     * the check began.
     *
     * @param executor runs as many checks at the same time as it has threads; each check also uses
     *     the native threads of {@code OMP_NUM_THREADS}
     */
    public CompletableFuture<LivenessResult> checkAsync(PictureInput picture, Executor executor) {
        Objects.requireNonNull(picture, "picture");
        return CompletableFuture.supplyAsync(() -> check(picture), executor);
    }

    /**
     * Checks pictures in one batch on another thread; see {@link #checkAll} and {@link
     * #checkAsync}.
     */
    public CompletableFuture<List<LivenessResult>> checkAllAsync(
            List<PictureInput> pictures, Executor executor) {
        List<PictureInput> all = List.copyOf(pictures);
        return CompletableFuture.supplyAsync(() -> checkAll(all), executor);
    }

    private Supplier<Picture> opening(PictureInput picture) {
        return () -> picture.open(decoder);
    }

    /**
     * Checks every face of a picture.
     *
     * @return result for each face, largest first; a single undecided result when there is no face
     */
    public List<LivenessResult> checkAllFaces(RgbImage image) {
        return checkAllFaces(PictureInput.of(image));
    }

    /** Checks every face of a picture from any source, as {@link #checkAllFaces(RgbImage)}. */
    public List<LivenessResult> checkAllFaces(PictureInput picture) {
        Objects.requireNonNull(picture, "picture");
        return checking(() -> judge(List.of(intake.all(opening(picture))))).get(0);
    }

    /** Starts a check of a video; any number of frames is added one by one. */
    public VideoCheck video() {
        return new VideoCheck(this, 0);
    }

    /**
     * Starts a check of an endless camera stream: {@link VideoCheck#result} is the decision on the
     * latest pictures.
     *
     * @param latest number of pictures that are decided on together, at least 1
     */
    public VideoCheck video(int latest) {
        if (latest < 1) {
            throw new IllegalArgumentException("latest must be at least 1, was " + latest);
        }
        return new VideoCheck(this, latest);
    }

    private <T> T checking(Supplier<T> work) {
        open.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the liveness detector is closed");
            }
            return work.get();
        } finally {
            open.readLock().unlock();
        }
    }

    /** Scores the faces of all pictures in one run of the network. */
    private List<List<LivenessResult>> judge(List<List<FaceIntake.Candidate>> pictures) {
        List<Look> looks = new ArrayList<>();
        pictures.forEach(
                picture ->
                        picture.stream()
                                .filter(c -> c.face() != null)
                                .forEach(c -> looks.add(c.face())));
        long start = System.nanoTime();
        Iterator<FaceScorer.Answer> answers = Collections.emptyIterator();
        String failure = null;
        try {
            answers = scorer.score(looks).iterator();
        } catch (RuntimeException e) {
            failure = FaceIntake.detail(e);
        }
        double each = looks.isEmpty() ? 0 : LivenessResult.Timings.since(start) / looks.size();
        List<List<LivenessResult>> results = new ArrayList<>();
        for (List<FaceIntake.Candidate> picture : pictures) {
            List<LivenessResult> ofPicture = new ArrayList<>();
            for (FaceIntake.Candidate c : picture) {
                Look look = c.face();
                if (look == null) {
                    ofPicture.add(c.result().orElseThrow());
                } else if (failure != null) {
                    ofPicture.add(
                            LivenessResult.undecided(
                                    threshold,
                                    Optional.of(look.face()),
                                    List.of(Reason.FAILED),
                                    failure,
                                    c.timings()));
                } else {
                    ofPicture.add(
                            LivenessResult.scored(
                                    answers.next(),
                                    threshold,
                                    look.face(),
                                    look.area(),
                                    c.timings().withScore(each)));
                }
            }
            results.add(ofPicture);
        }
        return results;
    }

    /** Waits for running checks, then frees the network, its batches and the face detector. */
    @Override
    public void close() {
        open.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                scorer.close();
                faces.close();
            }
        } finally {
            open.writeLock().unlock();
        }
    }

    /** Options of a {@link LivenessDetector}. */
    public static final class Builder {
        /** Called once, when the detector is built. */
        private final Function<Precision, FaceScorer> scorer;

        private final DetectorId trainedWith;

        /** Whether the model records how faces were found and cut. */
        private final boolean recorded;

        private double threshold;
        private @Nullable FaceDetector faces;
        private Precision precision;
        private QualityLimits limits = QualityLimits.DEFAULT;
        private ImageDecoder decoder = ImageDecoder.defaults();

        private Builder(
                Function<Precision, FaceScorer> scorer,
                Precision precision,
                ModelThreshold threshold,
                DetectorId trainedWith,
                boolean recorded) {
            this.scorer = scorer;
            this.precision = precision;
            this.threshold = threshold.spoofScore();
            this.trainedWith = trainedWith;
            this.recorded = recorded;
        }

        /** Face detector whose boxes were used to cut out the model's training faces. */
        public DetectorId trainedWith() {
            return trainedWith;
        }

        /** Largest spoof score of a live face. Default: the model's threshold. */
        public Builder threshold(double spoofScore) {
            if (!ModelThreshold.isScore(spoofScore)) {
                throw new IllegalArgumentException("a threshold must be 0 to 1, was " + spoofScore);
            }
            threshold = spoofScore;
            return this;
        }

        /**
         * Face detector; closed with the liveness detector. Default: the one that the model's
         * training data were cut with. Another detector frames faces differently, which changes the
         * scores.
         */
        public Builder faceDetector(FaceDetector detector) {
            faces = Objects.requireNonNull(detector, "detector");
            return this;
        }

        /**
         * Number format in which the network computes its products. Default: the model's own, which
         * is float32 unless it was quantised. {@link #build} rejects a precision for which this
         * processor has no instructions; third-party networks support float32 only.
         */
        public Builder precision(Precision value) {
            precision = Objects.requireNonNull(value, "precision");
            return this;
        }

        /** Limits below which a face is not judged. */
        public Builder quality(QualityLimits value) {
            limits = Objects.requireNonNull(value, "quality");
            return this;
        }

        /** Limits on bytes and pixels of encoded pictures. */
        public Builder decoder(ImageDecoder value) {
            decoder = Objects.requireNonNull(value, "decoder");
            return this;
        }

        /** Builds the detector. */
        public LivenessDetector build() {
            if (faces == null && !recorded) { // a caller who passes a detector knows
                LOG.warn(
                        "The model was written by an earlier version: it records neither its face"
                                + " detector nor a working size. It scores as before, but faces"
                                + " whose box its patches would miss stay undecided.");
            }
            return new LivenessDetector(
                    this, faces == null ? FaceDetectors.open(trainedWith) : faces);
        }
    }
}
