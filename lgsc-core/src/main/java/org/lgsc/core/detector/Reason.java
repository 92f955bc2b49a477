package org.lgsc.core.detector;

import org.lgsc.core.face.FaceRefusal;

/** Why a picture stays undecided. */
public enum Reason {
    /** Not a picture, damaged, or over the limits on bytes and pixels. */
    UNREADABLE("the picture cannot be read"),
    /** The detector found no face. */
    NO_FACE(FaceRefusal.NO_FACE.text()),
    /** The detector is not sure enough that there is a face. */
    LOW_CONFIDENCE(FaceRefusal.LOW_CONFIDENCE.text()),
    /** A second check of the detector's box found no face in it. */
    NOT_CONFIRMED(FaceRefusal.NOT_CONFIRMED.text()),
    /** The face is turned sideways or upside down. */
    TURNED(FaceRefusal.TURNED.text()),
    /** Another face is of comparable size and confidence. */
    SEVERAL_FACES(FaceRefusal.SEVERAL_FACES.text()),
    /** Part of the face is outside the picture. */
    CUT_OFF(FaceRefusal.CUT_OFF.text()),
    /** Fewer pixels than the model's geometry needs. */
    TOO_SMALL("the face is too small: come closer to the camera"),
    /** The model would score too little of the face's box. */
    NOT_COVERED("the model does not look at enough of this face"),
    /** The face is out of focus or blurred by motion. */
    BLURRED("the face is blurred: hold still"),
    /** The face has too little light. */
    DARK("the face is too dark: find more light"),
    /** Too much of the face is white: overexposed. */
    BURNT_OUT("the face is too bright: find softer light"),
    /** The network's answer is not a number, or a step failed. */
    FAILED("the picture could not be scored");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    static Reason of(FaceRefusal refusal) {
        return switch (refusal) {
            case NO_FACE -> NO_FACE;
            case LOW_CONFIDENCE -> LOW_CONFIDENCE;
            case NOT_CONFIRMED -> NOT_CONFIRMED;
            case TURNED -> TURNED;
            case SEVERAL_FACES -> SEVERAL_FACES;
            case CUT_OFF -> CUT_OFF;
        };
    }

    /** In words, for the person in front of the camera. */
    public String text() {
        return text;
    }
}
