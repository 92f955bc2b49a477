package org.lgsc.data.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputBatch;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.patch.PatchPolicy;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The samples of a split in order, as batches of test-time patches that remember their samples.
 *
 * <p>Pictures are read ahead in worker threads. All batches share one array: a batch is valid until
 * the next call of {@link #next()}. One consumer thread only. Samples that cannot be read are left
 * out and reported by {@link #setAside()}.
 */
public final class PatchBatches implements Iterator<PatchBatches.Batch>, AutoCloseable {

    /**
     * Patches of a few samples.
     *
     * @param samples the samples, in the split's order
     * @param patches {@code [samples * patchesPerSample, 3, S, S]} FLOAT; the patches of a sample
     *     are next to each other
     * @param patchesPerSample K
     */
    public record Batch(List<Sample> samples, INDArray patches, int patchesPerSample) {}

    private record Waiting(Sample sample, Future<List<RgbImage>> patches) {}

    private record Ready(Sample sample, List<RgbImage> patches) {}

    private final Iterator<Sample> samples;
    private final int sampleCount;
    private final PatchPolicy policy;
    private final int samplesPerBatch;
    private final InputBatch input;
    private final ExecutorService pool;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Ready> ready = new ArrayList<>();
    private final List<SetAside> setAside = new ArrayList<>();

    /**
     * @param samples what to score
     * @param policy which patches of each
     * @param scaling from pixels to input
     * @param samplesPerBatch at least 1; a batch holds that many times K patches
     * @param threads worker threads, at least 1
     * @throws LgscException when there is no sample
     */
    public PatchBatches(
            List<Sample> samples,
            PatchPolicy policy,
            InputScaling scaling,
            int samplesPerBatch,
            int threads) {
        if (samples.isEmpty()) {
            throw new LgscException("There are no samples to score.");
        }
        if (samplesPerBatch < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "samplesPerBatch and threads must be at least 1, were "
                            + samplesPerBatch
                            + " and "
                            + threads);
        }
        this.samples = List.copyOf(samples).iterator();
        this.sampleCount = samples.size();
        this.policy = policy;
        this.samplesPerBatch = samplesPerBatch;
        this.input =
                new InputBatch(
                        Math.multiplyExact(samplesPerBatch, policy.count()),
                        policy.size(),
                        policy.size(),
                        scaling);
        this.pool = WorkerThreads.pool("lgsc-patches", threads);
    }

    /**
     * Whether a sample that can be read is left.
     *
     * @throws LgscException when not a single sample could be read
     */
    @Override
    public boolean hasNext() {
        while (ready.size() < samplesPerBatch) {
            readAhead();
            Waiting next = waiting.poll();
            if (next == null) {
                break;
            }
            try {
                ready.add(new Ready(next.sample(), BatchJob.await(next.patches())));
            } catch (LgscException e) {
                setAside.add(new SetAside(next.sample().id(), e.getMessage()));
            }
        }
        if (setAside.size() == sampleCount) {
            throw new LgscException(
                    "None of the "
                            + sampleCount
                            + " samples can be used: "
                            + setAside.get(0).reason());
        }
        return !ready.isEmpty();
    }

    private void readAhead() {
        while (waiting.size() < 2 * samplesPerBatch && samples.hasNext()) {
            Sample sample = samples.next();
            waiting.add(
                    new Waiting(sample, pool.submit(() -> policy.patches(sample.image().load()))));
        }
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all samples have been given");
        }
        List<Sample> given = new ArrayList<>();
        int index = 0;
        for (Ready sample : ready) {
            given.add(sample.sample());
            for (RgbImage patch : sample.patches()) {
                input.set(index++, patch);
            }
        }
        ready.clear();
        readAhead(); // so that workers are busy while this batch is scored
        return new Batch(List.copyOf(given), input.first(index), policy.count());
    }

    /** Samples that could not be read so far: failures to acquire, in the split's order. */
    public List<SetAside> setAside() {
        return List.copyOf(setAside);
    }

    /** Ends the worker threads. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
