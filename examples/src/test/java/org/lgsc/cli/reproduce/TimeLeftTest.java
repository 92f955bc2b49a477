package org.lgsc.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    @Test
    void theRemainingFoldsTakeAsLongAsThoseThatWereRun() {
        AtomicLong clock = new AtomicLong(7);
        TimeLeft left = new TimeLeft(5, clock::get);
        assertThat(left.words()).isEmpty();
        clock.addAndGet(Duration.ofMinutes(2).toNanos());
        left.ran();
        assertThat(left.words())
                .isEqualTo(", about " + PlanText.words(Duration.ofMinutes(8)) + " left");
        clock.addAndGet(Duration.ofMinutes(4).toNanos());
        left.ran();
        assertThat(left.words())
                .isEqualTo(", about " + PlanText.words(Duration.ofMinutes(9)) + " left");
    }
}
