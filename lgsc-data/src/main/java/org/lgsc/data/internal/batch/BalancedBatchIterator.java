package org.lgsc.data.internal.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputBatch;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.patch.PatchSampler;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Training batches with exactly as many live as spoof samples, interleaved live, spoof, live, spoof
 * (invariant 5 of docs/internals.md; published code, dataset/oulu.py).
 *
 * <p>Features are one array {@code [N, 3, S, S]} FLOAT, labels one array {@code [N, 1]} FLOAT (1
 * live, 0 spoof), given once for each output of the network. The example metadata are the samples'
 * ids. An epoch visits every sample of the majority class once and repeats those of the minority
 * class; samples beyond the last full batch are left out (others in each epoch). With {@link
 * Builder#balancedOver groups}, each class takes them in turn, and an epoch is long enough to visit
 * every sample at least once.
 *
 * <p>All randomness comes from (seed, epoch, place in the epoch): the number of threads changes
 * nothing, and {@link #seek} continues exactly, without reading the batches before.
 *
 * <p>Worker threads read and augment pictures ahead of time, into a ring of arrays that are
 * allocated once. A batch is valid until the next call of {@link #next()} but one, or {@link
 * Builder#kept longer}; copy what must live longer. One consumer thread only. A sample that cannot
 * be read is replaced by the next one of its class and reported by {@link #setAside()}.
 */
public final class BalancedBatchIterator implements MultiDataSetIterator, AutoCloseable {
    private final transient EpochPlaces.Source source;
    private final transient ConcurrentMap<String, String> problems = new ConcurrentHashMap<>();
    private final transient ExecutorService pool;
    private final transient Deque<BatchJob<String>> ahead = new ArrayDeque<>();
    private final transient BatchRing ring;
    private final int batchSize;
    private final int prefetch;
    private final int batches;

    private transient EpochPlaces places;
    private transient @Nullable MultiDataSetPreProcessor preProcessor;
    private long epoch;
    private int position;
    private int submitted;

    /** Batches returned over all epochs: keeps the ring rotating across resets. */
    private long given;

    private boolean closed;

    private BalancedBatchIterator(Builder b) {
        ClassSamples live =
                new ClassSamples(Label.LIVE, b.samples, b.group, b.toWorkingSize, problems);
        ClassSamples spoof =
                new ClassSamples(Label.SPOOF, b.samples, b.group, b.toWorkingSize, problems);
        batchSize = b.batchSize;
        prefetch = b.prefetch;
        if (live.size() == 0 || spoof.size() == 0) {
            throw LgscException.of(
                    "The training samples hold %s live and %s spoof samples; both "
                            + "classes are needed.",
                    live.size(), spoof.size());
        }
        int epochLength = Math.max(live.fullLength(), spoof.fullLength());
        batches = epochLength / (batchSize / 2);
        if (batches == 0) {
            throw LgscException.of(
                    "A batch of %s needs %s samples of the larger class, but there are "
                            + "%s; take a smaller batch.",
                    batchSize, batchSize / 2, epochLength);
        }
        source =
                new EpochPlaces.Source(
                        live, spoof, b.sampler, b.augmentation, epochLength, batchSize, b.seed);
        ring =
                new BatchRing(
                        prefetch + b.kept, batchSize, b.sampler.size(), b.scaling, b.labelHeads);
        pool = WorkerThreads.pool("lgsc-batches", b.threads);
        startEpoch(0, 0);
    }

    /**
     * Starts a builder.
     *
     * @param samples of both classes, in any order
     */
    public static Builder builder(List<Sample> samples) {
        return new Builder(samples);
    }

    private void startEpoch(long newEpoch, int newPosition) {
        ahead.forEach(BatchJob::abandon);
        ahead.clear();
        epoch = newEpoch;
        position = newPosition;
        submitted = newPosition;
        places = new EpochPlaces(source, epoch);
    }

    private void submitAhead() {
        while (submitted < batches && submitted <= position + prefetch) {
            int batch = submitted++;
            InputBatch target = ring.input(given + batch - position);
            EpochPlaces ofEpoch = places;
            ahead.add(new BatchJob<>(pool, batchSize, place -> ofEpoch.fill(target, batch, place)));
        }
    }

    @Override
    public boolean hasNext() {
        return position < batches;
    }

    /**
     * Returns the next batch.
     *
     * @throws LgscException when no sample of a class can be read
     * @throws NoSuchElementException at the end of the epoch
     */
    @Override
    public MultiDataSet next() {
        if (closed) {
            throw new IllegalStateException("the iterator is closed");
        }
        if (!hasNext()) {
            throw new NoSuchElementException("the epoch is over; call reset() for the next one");
        }
        submitAhead();
        List<String> ids = ahead.element().await(); // stays queued when it fails, to be abandoned
        ahead.remove();
        MultiDataSet batch = ring.batch(given);
        position++;
        given++;
        batch.setExampleMetaData(new ArrayList<>(ids));
        if (preProcessor != null) {
            preProcessor.preProcess(batch);
        }
        return batch;
    }

    /**
     * Returns the next batch, as {@link #next()}; the batch size is fixed.
     *
     * @param num the batch size
     * @throws UnsupportedOperationException for any other number
     */
    @Override
    public MultiDataSet next(int num) {
        if (num != batchSize) {
            throw new UnsupportedOperationException(
                    RootFormat.of("the batch size is fixed to %s, asked for %s", batchSize, num));
        }
        return next();
    }

    /** Begins the next epoch, in a new order; does nothing before the first batch of an epoch. */
    @Override
    public void reset() {
        if (position > 0) {
            startEpoch(epoch + 1, 0);
        }
    }

    /**
     * Moves to a position in an epoch: the next batch is the same as that of an iterator that has
     * returned all batches before. Those are not read.
     *
     * @param newEpoch 0 is the first
     * @param batch batch of the epoch, 0 to {@link #batchesPerEpoch()} - 1
     */
    public void seek(long newEpoch, int batch) {
        if (newEpoch < 0) {
            throw new IllegalArgumentException("epoch must not be negative: " + newEpoch);
        }
        if (batch < 0 || batch >= batches) {
            throw new IllegalArgumentException(
                    RootFormat.of("batch must be 0 to %s, was %s", batches - 1, batch));
        }
        startEpoch(newEpoch, batch);
    }

    /**
     * Sets aside samples that could not be read before, so that a resumed run continues without
     * them even if they can be read now.
     */
    public void setAside(List<SetAside> before) {
        before.forEach(s -> problems.putIfAbsent(s.id(), s.reason()));
        startEpoch(epoch, position); // batches read ahead may contain them
    }

    /** The current epoch; 0 is the first. */
    public long epoch() {
        return epoch;
    }

    /** Number of batches of an epoch. */
    public int batchesPerEpoch() {
        return batches;
    }

    /** Number N of samples of a batch. */
    public int batchSize() {
        return batchSize;
    }

    /** Samples that could not be read so far, by id; independent of the threads. */
    public List<SetAside> setAside() {
        return problems.entrySet().stream()
                .map(e -> new SetAside(e.getKey(), e.getValue()))
                .sorted(java.util.Comparator.comparing(SetAside::id))
                .toList();
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** False: batches are read ahead here already, and the ring allows for one consumer. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public void setPreProcessor(@Nullable MultiDataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public @Nullable MultiDataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    /** Ends the worker threads; returned batches stay readable. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            ahead.forEach(BatchJob::abandon);
            ahead.clear();
            pool.shutdownNow();
        }
    }

    /** Options of the iterator. */
    public static final class Builder {
        private final List<Sample> samples;
        private Function<Sample, String> group = sample -> "";
        private int batchSize = 32;
        private UnaryOperator<RgbImage> toWorkingSize = UnaryOperator.identity();
        private PatchSampler sampler = PatchSampler.randomNative(224);
        private Augmentation augmentation = Augmentation.none();
        private InputScaling scaling = InputScaling.SYMMETRIC;
        private int labelHeads = 1;
        private long seed = 12345;
        private int threads = WorkerThreads.defaultCount();
        private int prefetch = 2;
        private int kept = 2;

        private Builder(List<Sample> samples) {
            this.samples = List.copyOf(samples);
        }

        /** Samples of a batch N, even, at least 2. Default 32 (paper). */
        public Builder batchSize(int n) {
            if (n < 2 || n % 2 != 0) {
                throw LgscException.of(
                        "The batch size must be even and at least 2, because a batch holds "
                                + "live and spoof 1:1; it was %s.",
                        n);
            }
            batchSize = n;
            return this;
        }

        /**
         * Gives every group as many places of a class as the others, plus or minus one, in each
         * batch; a group without samples of a class gets none. Default: one group.
         *
         * @param name returns the name of a sample's group, e.g. its data set
         */
        public Builder balancedOver(Function<Sample, String> name) {
            group = Objects.requireNonNull(name);
            return this;
        }

        /** Brings faces to their working size. Default: they are used unchanged. */
        public Builder geometry(FaceGeometry value) {
            toWorkingSize = value::atWorkingSize;
            return this;
        }

        /** How a patch is taken. Default {@code PatchSampler.randomNative(224)} (paper). */
        public Builder sampler(PatchSampler value) {
            sampler = Objects.requireNonNull(value);
            return this;
        }

        /** Random changes. Default none. */
        public Builder augmentation(Augmentation value) {
            augmentation = Objects.requireNonNull(value);
            return this;
        }

        /** From pixels to input. Default {@link InputScaling#SYMMETRIC} (paper). */
        public Builder scaling(InputScaling value) {
            scaling = Objects.requireNonNull(value);
            return this;
        }

        /** Outputs of the network, each of which gets the labels. Default 1. */
        public Builder labelHeads(int outputs) {
            labelHeads = atLeastOne("labelHeads", outputs);
            return this;
        }

        /** Seed of order, patches and augmentation, not 0. Default 12345. */
        public Builder seed(long value) {
            if (value == 0) {
                throw new IllegalArgumentException("0 is not a seed");
            }
            seed = value;
            return this;
        }

        /** Worker threads. Default: half the processors, 1 to 4. */
        public Builder threads(int count) {
            threads = atLeastOne("threads", count);
            return this;
        }

        /** Number of batches read ahead. Default 2. Memory: these and the {@link #kept} ones. */
        public Builder prefetch(int count) {
            prefetch = atLeastOne("prefetch", count);
            return this;
        }

        /**
         * Returned batches that are valid at the same time. Default and at least 2: a batch is
         * valid until that many others were returned.
         */
        public Builder kept(int count) {
            kept = Math.max(2, count);
            return this;
        }

        /**
         * Allocates the batches and starts the threads; close the iterator after use.
         *
         * @throws LgscException when there is only one class or too little data for one batch
         */
        public BalancedBatchIterator build() {
            return new BalancedBatchIterator(this);
        }

        private static int atLeastOne(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(
                        RootFormat.of("%s must be at least 1, was %s", what, value));
            }
            return value;
        }
    }
}
