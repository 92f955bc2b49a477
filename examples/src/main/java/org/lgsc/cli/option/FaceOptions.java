package org.lgsc.cli.option;

import java.nio.file.Path;
import java.util.Locale;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.face.YuNetFaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.internal.face.FaceDetectors;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.data.dataset.FaceCroppedSource;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say how faces are found in pictures. */
public final class FaceOptions {
    /** Who finds faces. */
    public enum Detector {
        NONE,
        HAAR,
        YUNET
    }

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    /** Face crops kept in memory; the others are cut again from their files. */
    private static final long CACHE_BYTES = 1L << 30;

    @Option(
            names = "--detector",
            description =
                    "none (pictures are face crops already), haar or yunet (default: the one that"
                            + " the model was trained with; for a new model haar).")
    public Detector detector;

    @Option(
            names = "--yunet",
            paramLabel = "FILE",
            description =
                    "YuNet's ONNX file, for --detector yunet"
                            + " (default: the one that fetch-detector gets).")
    Path yunet;

    /**
     * Crops all pictures now, and sets those without a usable face aside.
     *
     * @param crop as the network will be trained
     */
    public PadDataset faces(PadDataset dataset, FaceCrop crop) {
        if (detector == Detector.NONE) {
            return dataset.withFraming(Framing.CROPS).cached(CACHE_BYTES);
        }
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        try (FaceDetector open = open()) {
            return FaceCroppedSource.cropAll(dataset, open, crop, CACHE_BYTES, threads);
        }
    }

    /**
     * The sample with its face cut out when it is asked for; as it is without a detector.
     *
     * @param open from {@link #open}
     * @param crop as the network was trained
     */
    public Sample face(Sample sample, FaceDetector open, FaceCrop crop) {
        return open instanceof WholeImageDetector
                ? sample
                : sample.withImage(new FaceCroppedSource(sample.id(), sample.image(), open, crop));
    }

    /**
     * The detector that was asked for, else the model's; to be closed. A note goes to standard
     * error where the two differ, or where the model does not name its own.
     */
    public FaceDetector open(FaceGeometry geometry) {
        return open(geometry.detector());
    }

    /** The same by what a model says of its detector. */
    public FaceDetector open(DetectorId trained) {
        if (detector == null) {
            if (trained.isUnknown()) {
                note(
                        "The model was written by an earlier version: it names neither its face"
                                + " detector nor a working size. Faces are found by OpenCV's"
                                + " cascade; what it scores of a large face may be little.");
            }
            if (yunet == null) {
                return FaceDetectors.open(trained);
            }
        }
        FaceDetector opened = detector == null ? new YuNetFaceDetector(yunet) : open();
        noteOther(trained, DetectorId.of(opened));
        return opened;
    }

    /** Says on standard error that faces were cut out by another detector than the model's. */
    public void noteOther(DetectorId trained, DetectorId used) {
        if (!trained.isUnknown() && !used.equals(trained)) {
            note(
                    String.format(
                            Locale.ROOT,
                            "The model was trained on faces cut out by %s, these are by %s: scores differ.",
                            trained,
                            used));
        }
    }

    private void note(String sentence) {
        spec.commandLine().getErr().println(sentence);
    }

    /** Whether the user says that pictures are face crops already. */
    public boolean areCrops() {
        return detector == Detector.NONE;
    }

    /** The detector as a cache's options name it; with a fingerprint where it has a file. */
    public String name() {
        return switch (chosen()) {
            case NONE -> "whole-image";
            case HAAR -> "haar 2"; // 1 had no confidence and looked once: caches do not mix
            case YUNET ->
                    "yunet "
                            + Sha256.ofReadable(yunet == null ? YuNetFaceDetector.fetched() : yunet)
                                    .orElse("");
        };
    }

    private Detector chosen() {
        return detector == null ? Detector.HAAR : detector;
    }

    /**
     * The detector for what has no model yet; to be closed.
     *
     * @throws org.lgsc.core.LgscException when its file is not there or is another one
     */
    public FaceDetector open() {
        return switch (chosen()) {
            case NONE -> new WholeImageDetector();
            case HAAR -> new HaarFaceDetector();
            case YUNET ->
                    yunet == null ? YuNetFaceDetector.published() : new YuNetFaceDetector(yunet);
        };
    }
}
