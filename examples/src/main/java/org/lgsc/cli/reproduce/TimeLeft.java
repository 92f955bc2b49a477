package org.lgsc.cli.reproduce;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Estimates the time left of a run from the mean duration of the folds that it has run. */
final class TimeLeft {
    private final LongSupplier nanoTime;
    private final int all;
    private final long start;
    private int done;

    TimeLeft(int folds, LongSupplier nanoTime) {
        this.all = folds;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    synchronized void ran() {
        done++;
    }

    /** For example {@code ", about 12 min left"}; empty before the end of the first fold. */
    synchronized String words() {
        if (done == 0) {
            return "";
        }
        long each = (nanoTime.getAsLong() - start) / done;
        return ", about " + PlanText.words(Duration.ofNanos(each * (all - done))) + " left";
    }
}
