package org.lgsc.data.dataset;

import java.util.Objects;
import java.util.Optional;
import org.lgsc.core.face.DetectorId;

/**
 * Whether the pictures of a data set are photographs with a face somewhere, or face crops. A
 * network is trained on faces, so photographs go through a face detector first.
 *
 * @param detector detector by whose boxes the faces were cut out; empty for photographs
 */
public record Framing(Optional<DetectorId> detector) {
    /** Photographs: faces must be found first. */
    public static final Framing PHOTOGRAPHS = new Framing(Optional.empty());

    /** Face crops that were made elsewhere in an unknown way. */
    public static final Framing CROPS = crops(DetectorId.NONE);

    /** Checks that nothing is missing. */
    public Framing {
        Objects.requireNonNull(detector, "detector");
    }

    /** Returns the framing of faces cut out by this detector's boxes. */
    public static Framing crops(DetectorId detector) {
        return new Framing(Optional.of(detector));
    }

    /** Returns whether faces must be found first. */
    public boolean isPhotographs() {
        return detector.isEmpty();
    }
}
