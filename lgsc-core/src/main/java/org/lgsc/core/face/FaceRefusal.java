package org.lgsc.core.face;

/** Why no face of a picture is judged. */
public enum FaceRefusal {
    /** The detector found nothing. */
    NO_FACE("no face was found", "face the camera in even light"),
    /** The confidence is below {@link FaceDetector#minimumConfidence}. */
    LOW_CONFIDENCE("the face cannot be made out", "turn it to the camera, in even light"),
    /** A second check of the box found no face in it. */
    NOT_CONFIRMED("what was found does not look like a face", "turn the face to the camera"),
    /** The face is turned sideways or upside down. */
    TURNED("the face is not upright", "hold head and camera upright"),
    /** Another face is of comparable size and confidence. */
    SEVERAL_FACES("there are several faces", "only one may be in the picture"),
    /** Part of the face is outside the picture. */
    CUT_OFF("the face is cut off by the picture's edge", "move it into the middle");

    private final String what;
    private final String advice;

    FaceRefusal(String what, String advice) {
        this.what = what;
        this.advice = advice;
    }

    /** What is wrong with the picture, as a sentence. */
    public String sentence() {
        return Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".";
    }

    /** In words, for the person in front of the camera: what is wrong, and what to do. */
    public String text() {
        return what + ": " + advice;
    }
}
