package org.lgsc.data.recapture;

/** The cameras that can be simulated. */
public enum CameraKind {
    /** A phone's: sharp, little noise, mild processing. All training data are taken by it. */
    PHONE("phone"),
    /**
     * A cheap webcam's: a soft lens, more noise, strong sharpening, hard compression, colours that
     * drift. For tests of what was trained on the other, so nothing may be trained or tuned on it.
     */
    WEBCAM("webcam");

    private final String id;

    CameraKind(String id) {
        this.id = id;
    }

    /** Name in reports, e.g. "phone". */
    public String id() {
        return id;
    }
}
