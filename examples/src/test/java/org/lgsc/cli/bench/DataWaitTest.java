package org.lgsc.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.lgsc.data.patch.PatchSampler;

class DataWaitTest {
    private static List<Sample> samples(int count, long millis) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            samples.add(
                    new Sample(
                            "s" + i,
                            i % 2 == 0 ? Label.LIVE : Label.SPOOF,
                            i % 2 == 0 ? "" : "print",
                            "p" + i,
                            "v" + i,
                            () -> {
                                sleep(millis);
                                return RgbImage.black(32, 32);
                            }));
        }
        return samples;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static DataWait measured(long readMillis, long stepMillis) {
        DataWait wait = new DataWait(System::nanoTime);
        try (BalancedBatchIterator batches =
                BalancedBatchIterator.builder(samples(12, readMillis))
                        .batchSize(2)
                        .sampler(PatchSampler.randomNative(32))
                        .threads(1)
                        .build()) {
            wait.measure(batches, batch -> sleep(stepMillis), 9);
        }
        return wait;
    }

    @Test
    void slowReadingShows() {
        DataWait slow = measured(30, 1); // two pictures a batch: 60 ms against 1 ms
        assertThat(slow.share()).isGreaterThan(0.8);
        assertThat(slow.text()).contains("9 steps", "(2 of them)");
    }

    @Test
    void quickReadingIsHiddenByTheStepButForTheStartOfAnEpoch() {
        DataWait quick = measured(5, 60);
        assertThat(quick.share()).isLessThan(0.3);
        assertThat(quick.computeMillis()).isGreaterThanOrEqualTo(59);
    }

    @Test
    void theFirstBatchOfAnEpochIsCountedApart() {
        long[] now = {0};
        DataWait wait = new DataWait(() -> now[0]);
        try (BalancedBatchIterator batches =
                BalancedBatchIterator.builder(samples(4, 0))
                        .batchSize(2)
                        .sampler(PatchSampler.randomNative(32))
                        .build()) {
            // no time passes while waiting by this clock: only the steps count
            wait.measure(batches, batch -> now[0] += 10_000_000, 4);
        }
        assertThat(wait.share()).isZero();
        assertThat(wait.computeMillis()).isCloseTo(10, within(1e-9));
        assertThat(wait.text()).contains("4 steps of 10 ms", "0.00 %", "(2 of them)");
    }
}
