package org.lgsc.data.dataset;

import java.util.Objects;
import java.util.Optional;
import org.lgsc.core.face.DetectorId;

/**
 * What the pictures of a data set show: photographs with a face somewhere, or faces that were cut
 * out already. A network is trained on faces, so photographs go through a face detector first.
 *
 * @param detector whose boxes the faces were cut out by; empty for photographs
 */
public record Framing(Optional<DetectorId> detector) {
    /** Photographs: faces have to be found. */
    public static final Framing PHOTOGRAPHS = new Framing(Optional.empty());

    /** Faces that were cut out elsewhere, nobody knows how. */
    public static final Framing CROPS = crops(DetectorId.NONE);

    /** Checks that nothing is missing. */
    public Framing {
        Objects.requireNonNull(detector, "detector");
    }

    /** Faces that were cut out by this detector's boxes. */
    public static Framing crops(DetectorId detector) {
        return new Framing(Optional.of(detector));
    }

    /** Whether faces have to be found first. */
    public boolean isPhotographs() {
        return detector.isEmpty();
    }
}
