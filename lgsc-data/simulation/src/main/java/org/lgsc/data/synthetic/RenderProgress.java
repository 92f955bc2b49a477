package org.lgsc.data.synthetic;

/** Told how far the drawing of a data set has come. */
@FunctionalInterface
public interface RenderProgress {
    /** Tells nobody. */
    RenderProgress NONE = (done, total) -> {};

    /**
     * Called once a picture, in increasing order of {@code done} but from changing threads, never
     * two at once.
     *
     * @param done pictures drawn so far, from 1
     * @param total pictures of the data set
     */
    void drawn(int done, int total);
}
