package org.lgsc.examples;

import java.nio.file.Path;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.face.YuNetFaceDetector;
import org.lgsc.data.cache.Fingerprint;
import org.lgsc.data.dataset.FaceCroppedSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say how faces are found in pictures. */
final class FaceOptions {
    /** Who finds faces. */
    enum Detector {
        NONE,
        HAAR,
        YUNET
    }

    /** Face crops kept in memory; the others are cut again from their files. */
    private static final long CACHE_BYTES = 1L << 30;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--detector",
            defaultValue = "haar",
            description =
                    "none (pictures are face crops already), haar or yunet"
                            + " (default: ${DEFAULT-VALUE}).")
    Detector detector;

    @Option(
            names = "--yunet",
            paramLabel = "FILE",
            description = "YuNet's ONNX file, for --detector yunet.")
    Path yunet;

    /**
     * Crops all pictures now, and sets those without a usable face aside.
     *
     * @param crop as the network will be trained
     */
    PadDataset faces(PadDataset dataset, FaceCrop crop) throws Exception {
        if (detector == Detector.NONE) {
            return dataset.cached(CACHE_BYTES);
        }
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());
        try (FaceDetector open = open()) {
            return FaceCroppedSource.cropAll(dataset, open, crop, CACHE_BYTES, threads);
        }
    }

    /**
     * The sample with its face cut out when it is asked for; as it is without a detector.
     *
     * @param open from {@link #open()}
     * @param crop as the network was trained
     */
    Sample face(Sample sample, FaceDetector open, FaceCrop crop) {
        return detector == Detector.NONE
                ? sample
                : sample.withImage(new FaceCroppedSource(sample.id(), sample.image(), open, crop));
    }

    /** The detector as a cache's options name it; with a fingerprint where it has a file. */
    String name() {
        return switch (detector) {
            case NONE -> "whole-image";
            case HAAR -> "haar";
            case YUNET -> "yunet " + Fingerprint.ofFile(yunet).orElse("");
        };
    }

    /** The detector; to be closed. */
    FaceDetector open() {
        return switch (detector) {
            case NONE -> new WholeImageDetector();
            case HAAR -> new HaarFaceDetector();
            case YUNET -> {
                if (yunet == null) {
                    throw new ParameterException(
                            spec.commandLine(), "Option '--detector yunet' needs '--yunet FILE'.");
                }
                yield new YuNetFaceDetector(yunet);
            }
        };
    }
}
