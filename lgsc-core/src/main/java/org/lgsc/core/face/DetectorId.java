package org.lgsc.core.face;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Objects;
import org.lgsc.core.internal.RootFormat;

/**
 * Identifies the detector whose boxes are used to cut out faces. Detectors draw different boxes, so
 * a model is used with the detector that its training data were cut with.
 *
 * @param name "haar", "yunet", "none" or another; "unknown" when it was not recorded
 * @param sha256 SHA-256 of the detector's file in 64 hexadecimal digits; empty when it has none
 */
public record DetectorId(String name, String sha256) {
    /** OpenCV's frontal face cascade. */
    public static final DetectorId HAAR = new DetectorId("haar", "");

    /** Pictures were face crops already; how they were cut is not known. */
    public static final DetectorId NONE = new DetectorId("none", "");

    /** Used for models that were written before detectors were recorded. */
    public static final DetectorId UNKNOWN = new DetectorId("unknown", "");

    /** Checks that both components are present and valid. */
    public DetectorId {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sha256, "sha256");
        if (!name.matches("[a-z0-9][a-z0-9 ._-]{0,63}") || !sha256.matches("([0-9a-f]{64})?")) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "a detector has a lower-case name and a SHA-256 or none, not '%s', '%s'",
                            name, sha256));
        }
    }

    /** Returns the identity of a detector. */
    public static DetectorId of(FaceDetector detector) {
        if (detector instanceof WholeImageDetector) {
            return NONE;
        }
        return new DetectorId(detector.name(), detector.sha256().orElse(""));
    }

    /** Whether no detector is used. */
    @JsonIgnore
    public boolean isNone() {
        return name.equals(NONE.name);
    }

    /** Whether the detector was not recorded. */
    @JsonIgnore
    public boolean isUnknown() {
        return name.equals(UNKNOWN.name);
    }

    /** For example {@code haar}, or {@code yunet 50ef07f702a3}. */
    @Override
    public String toString() {
        return sha256.isEmpty() ? name : name + " " + sha256.substring(0, 12);
    }
}
