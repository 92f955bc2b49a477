package org.lgsc.core.face;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;
import java.util.Objects;

/**
 * Which detector's boxes faces are cut out by. Another detector draws other boxes, so a model is
 * used with the one that its training data were cut with.
 *
 * @param name "haar", "yunet", "none" or another; "unknown" when nobody wrote it down
 * @param sha256 of the detector's file in 64 hexadecimal digits; empty when it has none
 */
public record DetectorId(String name, String sha256) {
    /** OpenCV's frontal face cascade. */
    public static final DetectorId HAAR = new DetectorId("haar", "");

    /** Pictures were face crops already: nobody knows how they were cut. */
    public static final DetectorId NONE = new DetectorId("none", "");

    /** Of models that were written before detectors were recorded. */
    public static final DetectorId UNKNOWN = new DetectorId("unknown", "");

    /** Checks that nothing is missing. */
    public DetectorId {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sha256, "sha256");
        if (!name.matches("[a-z0-9][a-z0-9 ._-]{0,63}") || !sha256.matches("([0-9a-f]{64})?")) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "a detector has a name of small letters and a SHA-256 or none, not '%s', '%s'",
                            name,
                            sha256));
        }
    }

    /** What a detector says of itself. */
    public static DetectorId of(FaceDetector detector) {
        if (detector instanceof WholeImageDetector) {
            return NONE;
        }
        return new DetectorId(detector.name(), detector.sha256().orElse(""));
    }

    /** Whether faces are not looked for at all. */
    @JsonIgnore
    public boolean isNone() {
        return name.equals(NONE.name);
    }

    /** Whether nothing is known of it. */
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
