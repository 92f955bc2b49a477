package org.lgsc.cli.demo;

import java.util.function.LongSupplier;

/** A bucket of permits that refills steadily (token bucket). Thread-safe. */
final class RateLimit {
    private final int burst;
    private final double perNano;
    private final LongSupplier nanoTime;
    private double permits;
    private long last;

    RateLimit(int burst, double perSecond, LongSupplier nanoTime) {
        this.burst = burst;
        this.perNano = perSecond / 1e9;
        this.nanoTime = nanoTime;
        this.permits = burst;
        this.last = nanoTime.getAsLong();
    }

    /** Takes a permit; returns false when the bucket is empty. */
    synchronized boolean take() {
        long now = nanoTime.getAsLong();
        permits = Math.min(burst, permits + (now - last) * perNano);
        last = now;
        if (permits < 1) {
            return false;
        }
        permits--;
        return true;
    }
}
