package org.lgsc.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which threads compute which images of a batch. */
class SharingTest {
    private static final long LITTLE = Sharing.WORTH_A_TEAM - 1;

    @ParameterizedTest(name = "{0} images, {1} threads")
    @CsvSource({"1, 1", "1, 2", "2, 2", "3, 2", "8, 2", "7, 4", "8, 4", "5, 1", "3, 16"})
    void everyImageIsComputedOnce(long images, int threads) {
        long[] times = new long[(int) images];
        List<Sharing.Part> parts = new ArrayList<>(Sharing.apart(images, threads));
        assertThat(parts).allMatch(part -> part.threads() == 1);
        assertThat(parts.stream().map(Sharing.Part::images).distinct()).hasSizeLessThanOrEqualTo(1);
        Sharing.Part rest = Sharing.rest(images, threads, LITTLE);
        if (rest != null) {
            parts.add(rest);
        }
        for (Sharing.Part part : parts) {
            for (long i = part.first(); i < part.first() + part.images(); i++) {
                times[(int) i]++;
            }
        }
        assertThat(times).containsOnly(1);
    }

    @Test
    void aTeamIsForMuchWork() {
        assertThat(Sharing.rest(1, 4, LITTLE).threads()).isEqualTo(1);
        assertThat(Sharing.rest(1, 4, Sharing.WORTH_A_TEAM).threads()).isEqualTo(4);
        assertThat(Sharing.rest(3, 4, Sharing.WORTH_A_TEAM / 2).threads()).isEqualTo(4);
        assertThat(Sharing.rest(1, 1, Sharing.WORTH_A_TEAM).threads()).isEqualTo(1);
        assertThat(Sharing.apart(3, 4)).isEmpty();
        assertThat(Sharing.apart(5, 1)).isEmpty();
    }

    @ParameterizedTest(name = "base width {0}, {1}x{1}: {2}")
    @CsvSource({"16, 96, false", "64, 224, true", "32, 224, true", "4, 32, false"})
    void theNetworksSizeDecides(int width, int size, boolean team) {
        LgscNetwork network = LgscNetwork.builder().baseWidth(width).inputSize(size).build();
        try (CompiledNetwork compiled =
                new CompiledNetwork(network.init(), LgscNetwork.CUE, Precision.FLOAT32, null)) {
            assertThat(compiled.multiplications(size, size) >= Sharing.WORTH_A_TEAM)
                    .isEqualTo(team);
        }
    }

    @ParameterizedTest
    @CsvSource({"INSTANCE, 16", "BATCH, 16", "INSTANCE, 32"})
    void cuesDoNotDependOnThem(NormKind norm, int width) {
        LgscNetwork network =
                LgscNetwork.builder().baseWidth(width).inputSize(64).decoderNorm(norm).build();
        INDArray images = Nd4j.rand(DataType.FLOAT, 5, 3, 64, 64);
        int before = NativeThreads.limit();
        try (InferenceEngine engine = InferenceEngine.of(network.init())) {
            NativeThreads.limit(1);
            INDArray one = engine.cues(images);
            NativeThreads.limit(2);
            INDArray two = engine.cues(images);
            assertThat(NativeThreads.limit()).isEqualTo(2);
            assertThat(Nd4j.math().abs(one.sub(two)).maxNumber().doubleValue()).isLessThan(1e-4);
            assertThat(engine.cues(images)).isEqualTo(two);
        } finally {
            NativeThreads.limit(before);
        }
    }

    @Test
    void ownThreadsComputeAloneAndFailTogether() {
        ConcurrentSkipListSet<Integer> limits = new ConcurrentSkipListSet<>();
        Runnable note = () -> limits.add(NativeThreads.limit());
        OwnThreads.run(List.of(note, note, note));
        assertThat(limits).containsExactly(1);
        Runnable fail =
                () -> {
                    throw new IllegalStateException("one of them");
                };
        for (List<Runnable> works : Arrays.asList(List.of(note, fail), List.of(fail, note))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> OwnThreads.run(works))
                    .withMessage("one of them");
        }
    }

    /** The works use memory that the caller frees. */
    @Test
    void worksThatBeganAreAwaitedWhenThereIsNoFurtherThread() {
        AtomicBoolean finished = new AtomicBoolean();
        Runnable slow =
                () -> {
                    LockSupport.parkNanos(200_000_000);
                    finished.set(true);
                };
        Semaphore threads = new Semaphore(1);
        Executor pool =
                work -> {
                    if (!threads.tryAcquire()) {
                        throw new RejectedExecutionException("no further thread");
                    }
                    new Thread(work).start();
                };
        assertThatThrownBy(() -> OwnThreads.run(List.of(slow, slow, () -> {}), pool))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(finished).isTrue();
    }
}
