package org.lgsc.core.detector;

/**
 * How long the steps of a check took, in milliseconds. In a batch the score's time is that of the
 * whole batch divided by its pictures.
 *
 * @param decode from bytes to pixels; 0 where pixels were given
 * @param detect finding faces
 * @param score crop, patches and network
 */
public record Timings(double decode, double detect, double score) {
    /** Nothing was done. */
    static final Timings NONE = new Timings(0, 0, 0);

    /** All steps together. */
    public double total() {
        return decode + detect + score;
    }

    Timings withScore(double milliseconds) {
        return new Timings(decode, detect, milliseconds);
    }

    static double since(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e6;
    }
}
