package org.lgsc.eval.internal.scoring;

import java.util.Locale;

/**
 * How long the pictures of a split took, in batches: a throughput of this machine, not the time of
 * a single request.
 *
 * @param nanos of all, reading and finding faces included
 * @param pictures that were scored or found to have no usable face
 */
public record ScoringTime(long nanos, int pictures) {
    /** For the words of {@link #toString()}: the time a picture, in milliseconds. */
    public double millisecondsEach() {
        return nanos / 1e6 / Math.max(1, pictures);
    }

    /** With what the figure depends on. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.1f ms a picture, in batches, reading and faces included; %d processors, %s %s",
                millisecondsEach(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }
}
