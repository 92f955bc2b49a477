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
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.bytedeco.opencv.opencv_core.Mat;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.FaceDetectors;
import org.lgsc.core.foreign.ForeignCard;
import org.lgsc.core.foreign.ForeignNetwork;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.MatConverter;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.model.ModelDescription;
import org.lgsc.core.model.ModelThreshold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a live face from a presentation attack in a picture: finds the face, crops it as in
 * training, scores it whole and decides by the model's threshold.
 *
 * <pre>{@code
 * try (LivenessDetector detector = LivenessDetector.load(Path.of("lgsc.zip"))) {
 *     LivenessResult result = detector.check(Path.of("selfie.jpg"));
 *     result.isLive();
 * }
 * }</pre>
 *
 * <p>Pictures come from strangers: whatever is wrong with one, the answer is {@link
 * Decision#UNDECIDED} with {@link Reason}s, never an exception and never "live". Safe to use from
 * several threads. {@link #close} waits for checks that run and frees the native memory; checking
 * afterwards is an {@link IllegalStateException}.
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
        scorer = builder.scorer.get();
        intake = new FaceIntake(scorer.cutter(), faces, builder.limits, threshold);
    }

    /**
     * A detector with the model's own face detector and threshold, and the default limits.
     *
     * @param model a model file, or the card of a network of others
     * @throws org.lgsc.core.LgscException as {@link LgscModel#load} and {@link ForeignNetwork#load}
     */
    public static LivenessDetector load(Path model) {
        return builder(model).build();
    }

    /**
     * Starts a builder.
     *
     * @param model a model file, or the card of a network of others
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
     * @param network of others; the detector takes it over: it is closed with it
     */
    public static Builder builder(ForeignNetwork network) {
        Objects.requireNonNull(network, "network");
        ForeignCard card = network.card();
        return new Builder(
                () -> new ForeignScorer(network), card.threshold(), card.detector(), true);
    }

    /**
     * Starts a builder.
     *
     * @param model the detector takes it over: it is closed with it
     */
    public static Builder builder(LgscModel model) {
        Objects.requireNonNull(model, "model");
        FaceGeometry geometry = model.metadata().preprocessing().geometry();
        return new Builder(
                () -> new CueScorer(model),
                model.metadata().threshold(),
                geometry.detector(),
                geometry.isRecorded());
    }

    /** Live needs a spoof score of at most this. */
    public double threshold() {
        return threshold;
    }

    /**
     * What the model was made of, is worth and is not for: look at {@link ModelCard#caution} before
     * its answers decide anything.
     */
    public ModelCard card() {
        return scorer.card();
    }

    /** The card in words, with geometry and threshold of the model. */
    public ModelDescription description() {
        return scorer.description();
    }

    /** Checks the face in a picture file: JPEG, PNG, WebP or BMP. */
    public LivenessResult check(Path file) {
        Objects.requireNonNull(file, "file");
        return one(() -> Picture.of(decoder.open(decoder.read(file), file.toString())));
    }

    /** Checks the face in an encoded picture: JPEG, PNG, WebP or BMP. */
    public LivenessResult check(byte[] encoded) {
        Objects.requireNonNull(encoded, "encoded");
        return one(() -> Picture.of(decoder.open(encoded, "the picture")));
    }

    /**
     * Checks the face in an encoded picture: JPEG, PNG, WebP or BMP, read to the end of the stream.
     *
     * @param encoded not closed here
     */
    public LivenessResult check(InputStream encoded) {
        Objects.requireNonNull(encoded, "encoded");
        String name = "the picture";
        return one(() -> Picture.of(decoder.open(decoder.read(encoded, name), name)));
    }

    /** Checks the face in an encoded picture whose header was read. */
    public LivenessResult check(EncodedPicture picture) {
        Objects.requireNonNull(picture, "picture");
        return one(() -> Picture.of(picture));
    }

    /** Checks the face in a picture of any type. */
    public LivenessResult check(BufferedImage image) {
        Objects.requireNonNull(image, "image");
        return one(() -> Picture.of(RgbImage.of(image)));
    }

    /**
     * Checks the face in an OpenCV matrix, 8 bits a channel: 3 channels B, G, R.
     *
     * @param bgr not closed here
     */
    public LivenessResult check(Mat bgr) {
        Objects.requireNonNull(bgr, "bgr");
        return one(() -> Picture.of(MatConverter.fromBgrMat(bgr)));
    }

    /** Checks the face in a picture. */
    public LivenessResult check(RgbImage image) {
        Objects.requireNonNull(image, "image");
        return one(() -> Picture.of(image));
    }

    private LivenessResult one(Supplier<Picture> picture) {
        return checking(() -> judge(List.of(intake.one(picture)))).get(0).get(0);
    }

    /**
     * Checks pictures together, which is faster than one after the other.
     *
     * @return a result for each, in their order
     */
    public List<LivenessResult> check(List<RgbImage> images) {
        List<LivenessResult> results = new ArrayList<>();
        checking(() -> judge(images.stream().map(i -> intake.one(() -> Picture.of(i))).toList()))
                .forEach(r -> results.add(r.get(0)));
        return results;
    }

    /**
     * Checks every face of a picture.
     *
     * @return a result for each face, largest first; a single undecided one where there is none
     */
    public List<LivenessResult> checkAllFaces(RgbImage image) {
        Objects.requireNonNull(image, "image");
        return checking(() -> judge(List.of(intake.all(() -> Picture.of(image))))).get(0);
    }

    /** Starts a check of a video: frames go in one by one, in any number. */
    public VideoCheck video() {
        return new VideoCheck(this);
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

    /** Scores the faces of all pictures in one go. */
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
        double each = looks.isEmpty() ? 0 : Timings.since(start) / looks.size();
        List<List<LivenessResult>> results = new ArrayList<>();
        for (List<FaceIntake.Candidate> picture : pictures) {
            List<LivenessResult> ofPicture = new ArrayList<>();
            for (FaceIntake.Candidate c : picture) {
                if (c.result().isPresent()) {
                    ofPicture.add(c.result().get());
                } else if (failure != null) {
                    ofPicture.add(
                            LivenessResult.undecided(
                                    threshold,
                                    Optional.of(c.face().face()),
                                    List.of(Reason.FAILED),
                                    failure,
                                    c.timings()));
                } else {
                    ofPicture.add(
                            LivenessResult.scored(
                                    answers.next(),
                                    threshold,
                                    c.face().face(),
                                    c.face().area(),
                                    c.timings().withScore(each)));
                }
            }
            results.add(ofPicture);
        }
        return results;
    }

    /** Waits for checks that run, then frees the network, its batches and the face detector. */
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
        private final Supplier<FaceScorer> scorer;

        private final DetectorId trainedWith;

        /** Whether whoever made the model wrote down how faces were found and cut. */
        private final boolean recorded;

        private double threshold;
        private FaceDetector faces;
        private QualityLimits limits = QualityLimits.DEFAULT;
        private ImageDecoder decoder = ImageDecoder.defaults();

        private Builder(
                Supplier<FaceScorer> scorer,
                ModelThreshold threshold,
                DetectorId trainedWith,
                boolean recorded) {
            this.scorer = scorer;
            this.threshold = threshold.spoofScore();
            this.trainedWith = trainedWith;
            this.recorded = recorded;
        }

        /** The detector whose boxes the model's faces were cut out by. */
        public DetectorId trainedWith() {
            return trainedWith;
        }

        /** Live needs a spoof score of at most this. Default: the model's. */
        public Builder threshold(double spoofScore) {
            if (!ModelThreshold.isScore(spoofScore)) {
                throw new IllegalArgumentException("a threshold must be 0 to 1, was " + spoofScore);
            }
            threshold = spoofScore;
            return this;
        }

        /**
         * Finds faces; closed with the detector. Default: the one that the model's training data
         * were cut with. Another one's boxes frame faces in another way, so that scores differ.
         */
        public Builder faceDetector(FaceDetector detector) {
            faces = Objects.requireNonNull(detector, "detector");
            return this;
        }

        /** When a face is better not decided on. */
        public Builder quality(QualityLimits value) {
            limits = Objects.requireNonNull(value, "quality");
            return this;
        }

        /** Limits on bytes and pixels of encoded pictures. */
        public Builder decoder(ImageDecoder value) {
            decoder = Objects.requireNonNull(value, "decoder");
            return this;
        }

        /** The detector. */
        public LivenessDetector build() {
            if (faces == null && !recorded) { // else whoever gave one knows
                LOG.warn(
                        "The model was written by an earlier version: it names neither its face"
                                + " detector nor a working size. It scores as it did, and does not"
                                + " decide about faces whose box its patches would miss.");
            }
            return new LivenessDetector(
                    this, faces == null ? FaceDetectors.open(trainedWith) : faces);
        }
    }
}
