package org.lgsc.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    @Test
    void aBurstThenASteadyRate() {
        AtomicLong clock = new AtomicLong();
        RateLimit limit = new RateLimit(2, 4, clock::get);
        assertThat(limit.take()).isTrue();
        assertThat(limit.take()).isTrue();
        assertThat(limit.take()).isFalse();
        clock.addAndGet(250_000_000);
        assertThat(limit.take()).isTrue();
        assertThat(limit.take()).isFalse();
        clock.addAndGet(60_000_000_000L);
        assertThat(limit.take()).isTrue();
        assertThat(limit.take()).isTrue();
        assertThat(limit.take()).isFalse();
    }
}
