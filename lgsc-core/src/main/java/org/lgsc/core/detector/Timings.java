package org.lgsc.core.detector;

/**
 * How long the steps of a check took, in milliseconds. In a batch the score's time is that of the
 * whole batch divided by its pictures.
 *
 * @param decode from bytes to pixels; 0 where pixels were given
 * @param detect finding faces
 * @param cut bringing the face to the size that is scored, and a second look at the picture where
 *     the first had too few pixels
 * @param score the network
 */
public record Timings(double decode, double detect, double cut, double score) {
    /** Nothing was done. */
    static final Timings NONE = new Timings(0, 0, 0, 0);

    /** All steps together. */
    public double total() {
        return decode + detect + cut + score;
    }

    Timings withScore(double milliseconds) {
        return new Timings(decode, detect, cut, milliseconds);
    }

    Timings withCut(double milliseconds) {
        return new Timings(decode, detect, milliseconds, score);
    }

    static double since(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1e6;
    }
}
