package org.lgsc.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lgsc.core.scoring.CueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

@Timeout(60)
class RequestBatcherTest {
    private final List<Long> batches = Collections.synchronizedList(new ArrayList<>());

    /** Twice the image; negative images are refused. */
    private final CueSource doubling =
            images -> {
                batches.add(images.size(0));
                if (images.minNumber().doubleValue() < 0) {
                    throw new IllegalArgumentException("negative");
                }
                return images.mul(2);
            };

    private static INDArray images(long n, int size, double value) {
        return Nd4j.valueArrayOf(new long[] {n, 3, size, size}, value, DataType.FLOAT);
    }

    @Test
    void everyThreadGetsItsOwnAnswerAndBatchesAreShared() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> runs = new ArrayList<>();
        try (RequestBatcher batcher = new RequestBatcher(doubling, 8, Duration.ofSeconds(5))) {
            for (int i = 0; i < threads; i++) {
                double value = i;
                runs.add(
                        pool.submit(
                                () -> {
                                    start.await();
                                    INDArray cues = batcher.cues(images(1, 32, value));
                                    assertThat(cues).isEqualTo(images(1, 32, 2 * value));
                                    return null;
                                }));
            }
            start.countDown();
            for (Future<?> run : runs) {
                run.get();
            }
        }
        pool.shutdown();
        assertThat(batches).containsExactly(8L);
    }

    @Test
    void sizesDoNotMixAndALargeRequestGoesAlone() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try (RequestBatcher batcher = new RequestBatcher(doubling, 4, Duration.ofMillis(200))) {
            Future<INDArray> small = pool.submit(() -> batcher.cues(images(1, 32, 1)));
            Future<INDArray> large = pool.submit(() -> batcher.cues(images(1, 64, 1)));
            Future<INDArray> many = pool.submit(() -> batcher.cues(images(9, 32, 3)));
            assertThat(small.get().shape()).containsExactly(1, 3, 32, 32);
            assertThat(large.get().shape()).containsExactly(1, 3, 64, 64);
            assertThat(many.get()).isEqualTo(images(9, 32, 6));
        }
        pool.shutdown();
        assertThat(batches).containsExactlyInAnyOrder(1L, 1L, 9L);
    }

    @Test
    void whatTheSourceThrowsReachesTheCaller() {
        try (RequestBatcher batcher = new RequestBatcher(doubling, 4, Duration.ZERO)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> batcher.cues(images(1, 32, -1)))
                    .withMessage("negative");
            assertThat(batcher.cues(images(1, 32, 1))).isEqualTo(images(1, 32, 2));
        }
    }

    @Test
    void isOverWhenClosed() {
        RequestBatcher batcher = new RequestBatcher(doubling, 4, Duration.ZERO);
        batcher.close();
        batcher.close();
        assertThatIllegalStateException().isThrownBy(() -> batcher.cues(images(1, 32, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RequestBatcher(doubling, 0, Duration.ZERO));
    }
}
