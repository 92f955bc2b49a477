package org.lgsc.cli.option;

import java.nio.file.Path;
import java.util.Locale;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.face.YuNetFaceDetector;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.face.FaceDetectors;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.face.FaceCroppedSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options for the detection of faces in pictures. */
public final class FaceOptions {
    public enum Detector {
        NONE,
        HAAR,
        YUNET
    }

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    /** Bytes of face crops kept in memory; the others are cut again from their files. */
    private static final long CACHE_BYTES = 1L << 30;

    @Option(
            names = "--detector",
            description =
                    "none (the pictures are face crops), haar or yunet (default: the detector that"
                            + " the model was trained with; for a new model haar).")
    public Detector detector;

    @Option(
            names = "--yunet",
            paramLabel = "FILE",
            description =
                    "YuNet's ONNX file; selects --detector yunet"
                            + " (default: the file that fetch-detector downloads).")
    Path yunet;

    /** Crops all pictures immediately, and sets those without a usable face aside. */
    public PadDataset faces(PadDataset dataset, FaceCrop crop) {
        if (areCrops()) {
            return dataset.withFraming(Framing.CROPS).cached(CACHE_BYTES);
        }
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        try (FaceDetector open = open()) {
            return FaceCroppedSource.cropAll(dataset, open, crop, CACHE_BYTES, threads);
        }
    }

    /** Returns the sample with its face cut out on demand; without a detector, the same sample. */
    public Sample face(Sample sample, FaceDetector open, FaceCrop crop) {
        return open instanceof WholeImageDetector
                ? sample
                : sample.withImage(new FaceCroppedSource(sample.id(), sample.image(), open, crop));
    }

    /**
     * Opens the requested detector, else the model's; the caller closes it. Prints a note to
     * standard error if the two differ, or if the model does not name its detector.
     */
    public FaceDetector open(DetectorId trained) {
        if (detector == null && yunet == null) {
            if (trained.isUnknown()) {
                note(
                        "The model was written by an earlier version: it names neither its face"
                                + " detector nor a working size. Faces are found by OpenCV's"
                                + " cascade; only a small part of a large face may be scored.");
            }
            return FaceDetectors.open(trained);
        }
        FaceDetector opened = open();
        noteOther(trained, DetectorId.of(opened));
        return opened;
    }

    /** Prints a note to standard error if the faces were cut out by another detector. */
    public void noteOther(DetectorId trained, DetectorId used) {
        if (!trained.isUnknown() && !used.equals(trained)) {
            note(
                    RootFormat.of(
                            "The model was trained on faces cut out by %s, these were cut out by"
                                    + " %s: scores differ.",
                            trained, used));
        }
    }

    private void note(String sentence) {
        spec.commandLine().getErr().println(sentence);
    }

    /** Whether the user declares that the pictures are face crops. */
    public boolean areCrops() {
        return chosen() == Detector.NONE;
    }

    /** The detector's name in a cache's options, with a fingerprint if it has a file. */
    public String name() {
        return switch (chosen()) {
            case NONE -> "whole-image";
            case HAAR ->
                    "haar 2"; // version 1 had no confidence and only one pass: caches must not mix
            case YUNET ->
                    "yunet "
                            + Sha256.ofReadable(yunet == null ? YuNetFaceDetector.fetched() : yunet)
                                    .orElse("");
        };
    }

    /** The requested detector; a file of YuNet requests YuNet. */
    private Detector chosen() {
        if (yunet == null) {
            return detector == null ? Detector.HAAR : detector;
        }
        if (detector != null && detector != Detector.YUNET) {
            throw LgscCommand.wrong(
                    spec,
                    "Option '--yunet' names a file of --detector yunet, but the detector is %s:"
                            + " leave out one of the two.",
                    detector.name().toLowerCase(Locale.ROOT));
        }
        return Detector.YUNET;
    }

    /** Opens the detector if there is no model yet; the caller closes it. */
    public FaceDetector open() {
        return switch (chosen()) {
            case NONE -> new WholeImageDetector();
            case HAAR -> new HaarFaceDetector();
            case YUNET ->
                    yunet == null ? YuNetFaceDetector.published() : new YuNetFaceDetector(yunet);
        };
    }
}
