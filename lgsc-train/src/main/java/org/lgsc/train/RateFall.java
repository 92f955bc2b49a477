package org.lgsc.train;

/** The decay of the learning rate after the warm-up. */
public enum RateFall {
    /** By a factor every so many steps, whatever the length of the run (paper). */
    STEPS("steps"),

    /**
     * Along half a cosine over the length of the run, to a hundredth: high for most of the run and
     * low at its end, however short it is.
     */
    COSINE("cosine over the run");

    private final String text;

    RateFall(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
