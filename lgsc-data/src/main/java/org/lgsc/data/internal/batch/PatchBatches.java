package org.lgsc.data.internal.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.FaceView;
import org.lgsc.core.image.InputBatch;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The samples of a split in order, as batches of their scored parts, which remember their samples.
 * The parts of a batch are of one size.
 *
 * <p>Worker threads read pictures ahead. Batches of one size share an array: a batch is valid until
 * the next call of {@link #next()}. One consumer thread only. Samples that cannot be read are left
 * out and reported by {@link #setAside()}.
 */
public final class PatchBatches implements Iterator<PatchBatches.Batch>, AutoCloseable {

    /**
     * The parts of a few samples.
     *
     * @param samples the samples, in the split's order
     * @param parts {@code [N, 3, H, W]} FLOAT; the parts of a sample are next to each other
     * @param counts number of parts of each sample
     */
    public record Batch(List<Sample> samples, INDArray parts, List<Integer> counts) {
        /** Returns the mean of each sample over the values of its parts. */
        public double[] means(double[] ofParts) {
            double[] means = new double[counts.size()];
            int part = 0;
            for (int i = 0; i < means.length; i++) {
                for (int k = 0; k < counts.get(i); k++) {
                    means[i] += ofParts[part++] / counts.get(i);
                }
            }
            return means;
        }
    }

    private record Size(int width, int height) {}

    private record Waiting(Sample sample, Future<FaceView> view) {}

    private record Ready(Sample sample, List<RgbImage> parts) {
        Size size() {
            RgbImage first = parts.get(0);
            return new Size(first.width(), first.height());
        }
    }

    private final Iterator<Sample> samples;
    private final int sampleCount;
    private final FaceGeometry geometry;
    private final InputScaling scaling;
    private final int partsPerBatch;
    private @Nullable InputBatch input;
    private @Nullable Size inputSize;
    private final ExecutorService pool;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Ready> ready = new ArrayDeque<>();
    private final List<SetAside> setAside = new ArrayList<>();

    /**
     * @param samples samples to score
     * @param geometry the scored parts of each sample
     * @param scaling from pixels to input
     * @param partsPerBatch at least 1; a sample with more parts is a batch of its own
     * @param threads worker threads, at least 1
     * @throws LgscException when there is no sample
     */
    public PatchBatches(
            List<Sample> samples,
            FaceGeometry geometry,
            InputScaling scaling,
            int partsPerBatch,
            int threads) {
        if (samples.isEmpty()) {
            throw new LgscException("There are no samples to score.");
        }
        if (partsPerBatch < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "partsPerBatch and threads must be at least 1, were %s and %s",
                            partsPerBatch, threads));
        }
        this.samples = List.copyOf(samples).iterator();
        this.sampleCount = samples.size();
        this.geometry = geometry;
        this.scaling = scaling;
        this.partsPerBatch = partsPerBatch;
        this.pool = WorkerThreads.pool("lgsc-patches", threads);
    }

    /**
     * Returns whether a readable sample is left.
     *
     * @throws LgscException when none of the samples could be read
     */
    @Override
    public boolean hasNext() {
        while (ready.size() < partsPerBatch) {
            readAhead();
            Waiting next = waiting.poll();
            if (next == null) {
                break;
            }
            try {
                ready.add(new Ready(next.sample(), BatchJob.await(next.view()).images()));
            } catch (LgscException e) {
                setAside.add(new SetAside(next.sample().id(), e.getMessage()));
            }
        }
        if (setAside.size() == sampleCount) {
            throw LgscException.of(
                    "None of the %s samples can be used: %s",
                    sampleCount, setAside.get(0).reason());
        }
        return !ready.isEmpty();
    }

    private void readAhead() {
        while (waiting.size() < 2 * partsPerBatch && samples.hasNext()) {
            Sample sample = samples.next();
            waiting.add(
                    new Waiting(sample, pool.submit(() -> geometry.view(sample.image().load()))));
        }
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all samples have been returned");
        }
        Size size = ready.element().size();
        List<Sample> given = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        List<RgbImage> images = new ArrayList<>();
        while (!ready.isEmpty()
                && ready.element().size().equals(size)
                && (images.isEmpty()
                        || images.size() + ready.element().parts().size() <= partsPerBatch)) {
            Ready sample = ready.remove();
            given.add(sample.sample());
            counts.add(sample.parts().size());
            images.addAll(sample.parts());
        }
        InputBatch batch = input(size, images.size());
        for (int i = 0; i < images.size(); i++) {
            batch.set(i, images.get(i));
        }
        readAhead(); // so that workers are busy while this batch is scored
        return new Batch(List.copyOf(given), batch.first(images.size()), List.copyOf(counts));
    }

    /** Returns the array of the previous batch if the size is still the same. */
    private InputBatch input(Size size, int parts) {
        if (input == null || !size.equals(inputSize) || input.capacity() < parts) {
            if (input != null) {
                input.array().close();
            }
            input =
                    new InputBatch(
                            Math.max(parts, partsPerBatch), size.height(), size.width(), scaling);
            inputSize = size;
        }
        return input;
    }

    /** Samples that could not be read so far (non-responses), in the split's order. */
    public List<SetAside> setAside() {
        return List.copyOf(setAside);
    }

    /** Ends the worker threads. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
