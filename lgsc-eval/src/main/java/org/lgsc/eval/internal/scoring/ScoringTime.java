package org.lgsc.eval.internal.scoring;

import org.lgsc.core.internal.RootFormat;

/**
 * The time that the pictures of a split took, in batches: a throughput of this machine, not the
 * latency of a single request.
 *
 * @param nanos total time, reading and face detection included
 * @param pictures that were scored or found to have no usable face
 */
public record ScoringTime(long nanos, int pictures) {
    /** Returns the time per picture in milliseconds. */
    public double millisecondsEach() {
        return nanos / 1e6 / Math.max(1, pictures);
    }

    /** Returns the time per picture with the conditions that it depends on. */
    @Override
    public String toString() {
        return RootFormat.of(
                "%.1f ms per picture, in batches, with reading and face detection; %d processors,"
                        + " %s %s",
                millisecondsEach(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }
}
