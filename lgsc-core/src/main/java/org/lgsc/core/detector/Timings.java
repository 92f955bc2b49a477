package org.lgsc.core.detector;

/**
 * Duration of the steps of a check, in milliseconds. In a batch the time of the network is divided
 * by the number of faces.
 *
 * @param decode decoding; 0 when pixels were given
 * @param detect finding faces
 * @param cut scaling the face to the size that is scored, and decoding the picture again when the
 *     first decoding had too few pixels
 * @param score running the network
 */
public record Timings(double decode, double detect, double cut, double score) {
    /** No step was executed. */
    static final Timings NONE = new Timings(0, 0, 0, 0);

    /** Sum of all steps. */
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
