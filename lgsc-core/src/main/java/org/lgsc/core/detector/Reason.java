package org.lgsc.core.detector;

/** Why a picture was not decided on. */
public enum Reason {
    /** Not a picture, damaged, or over the limits on bytes and pixels. */
    UNREADABLE("the picture cannot be read"),
    /** The detector found no face. */
    NO_FACE("no face was found"),
    /** Another face is not much smaller than the largest. */
    SEVERAL_FACES("there are several faces"),
    /** Fewer pixels than the model's crop or its patches need. */
    TOO_SMALL("the face is too small: come nearer"),
    /** The face is out of focus or moved. */
    BLURRED("the face is blurred: hold still"),
    /** The face has too little light. */
    DARK("the face is too dark: find more light"),
    /** The network's answer is not a number, or a step failed. */
    FAILED("the picture could not be scored");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** In words, for the person in front of the camera. */
    public String text() {
        return text;
    }
}
