package org.lgsc.data.synthetic;

/** Receives progress updates while a data set is drawn. */
@FunctionalInterface
public interface RenderProgress {
    /** Ignores all updates. */
    RenderProgress NONE = (done, total) -> {};

    /**
     * Called once per picture, in increasing order of {@code done} but from changing threads, never
     * two at once.
     *
     * @param done number of pictures drawn so far, from 1
     * @param total number of pictures of the data set
     */
    void drawn(int done, int total);
}
