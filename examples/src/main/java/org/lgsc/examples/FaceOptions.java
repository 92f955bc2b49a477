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
import picocli.CommandLine.Option;

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
            description =
                    "YuNet's ONNX file, for --detector yunet"
                            + " (default: the one that fetch-detector gets).")
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
            case HAAR -> "haar 2"; // 1 had no confidence and looked once: caches do not mix
            case YUNET ->
                    "yunet "
                            + Fingerprint.ofFile(
                                            yunet == null ? YuNetFaceDetector.fetched() : yunet)
                                    .orElse("");
        };
    }

    /**
     * The detector; to be closed.
     *
     * @throws org.lgsc.core.LgscException when its file is not there or is another one
     */
    FaceDetector open() {
        return switch (detector) {
            case NONE -> new WholeImageDetector();
            case HAAR -> new HaarFaceDetector();
            case YUNET ->
                    yunet == null ? YuNetFaceDetector.published() : new YuNetFaceDetector(yunet);
        };
    }
}
