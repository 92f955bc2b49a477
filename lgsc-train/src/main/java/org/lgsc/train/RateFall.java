package org.lgsc.train;

/** How the learning rate falls after the warm-up. */
public enum RateFall {
    /** By a factor every so many steps, whatever the length of the run (paper). */
    STEPS("steps"),

    /**
     * Along half a cosine over the length of the run, to a hundredth: high for most of it, and low
     * at its end, however short it is.
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
