package org.lgsc.data.recapture;

/** The cameras that can be simulated. */
public enum CameraKind {
    /** A phone: sharp, little noise, mild processing. It takes all training data. */
    PHONE("phone"),
    /**
     * A cheap webcam: a soft lens, more noise, strong sharpening, hard compression, drifting
     * colours. It is for tests of models trained on the other camera: do not train or tune on it.
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
