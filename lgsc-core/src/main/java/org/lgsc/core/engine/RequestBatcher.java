package org.lgsc.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.lgsc.core.scoring.CueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Joins the requests of several threads into batches: worth it where many threads ask for one face
 * each and the source runs a batch in less time than its faces one by one.
 *
 * <p>A request waits for others, at most for the given time; faces of different sizes do not share
 * a batch. Safe to use from any number of threads.
 */
public final class RequestBatcher implements CueSource, AutoCloseable {
    private record Request(INDArray images, CompletableFuture<INDArray> cues) {
        boolean sameSize(Request other) {
            long[] a = images.shape();
            long[] b = other.images.shape();
            return Arrays.equals(a, 1, a.length, b, 1, b.length);
        }
    }

    /** Ends the worker. */
    private static final Request END = new Request(null, new CompletableFuture<>());

    private final CueSource source;
    private final int largestBatch;
    private final long longestWait;
    private final BlockingQueue<Request> queue = new LinkedBlockingQueue<>();
    private final Thread worker;
    private boolean closed;

    /**
     * @param source what draws the cue maps; not closed by this
     * @param largestBatch images of a batch, at least 1
     * @param longestWait of a request for others to share its batch
     */
    public RequestBatcher(CueSource source, int largestBatch, Duration longestWait) {
        this.source = Objects.requireNonNull(source, "source");
        if (largestBatch < 1 || longestWait.isNegative()) {
            throw new IllegalArgumentException(
                    "the largest batch must be at least 1 and the wait not negative, were "
                            + largestBatch
                            + " and "
                            + longestWait);
        }
        this.largestBatch = largestBatch;
        this.longestWait = longestWait.toNanos();
        this.worker = new Thread(this::work, "lgsc-request-batcher");
        worker.setDaemon(true);
        worker.start();
    }

    /**
     * As {@link CueSource#cues}; comes back when the batch with these images is done.
     *
     * @throws IllegalStateException when this is closed
     */
    @Override
    public INDArray cues(INDArray images) {
        Request request = new Request(images, new CompletableFuture<>());
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("the request batcher is closed");
            }
            queue.add(request);
        }
        try {
            return request.cues().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause; // what the source threw
            }
            throw e;
        }
    }

    private void work() {
        Request next = null;
        while (next != END) {
            List<Request> batch = new ArrayList<>();
            next = collect(next, batch);
            run(batch);
        }
    }

    /** Fills a batch; returns the request that did not fit into it, if there was one. */
    private Request collect(Request first, List<Request> batch) {
        try {
            Request request = first == null ? queue.take() : first;
            long deadline = System.nanoTime() + longestWait;
            long images = 0;
            while (request != null && request != END) {
                long more = request.images().size(0);
                boolean fits =
                        batch.isEmpty()
                                || (images + more <= largestBatch
                                        && request.sameSize(batch.get(0)));
                if (!fits) {
                    return request;
                }
                batch.add(request);
                images += more;
                if (images >= largestBatch) {
                    return null;
                }
                request = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return request;
        } catch (InterruptedException e) {
            return END; // nobody else knows this thread: it was told to end
        }
    }

    private void run(List<Request> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            if (batch.size() == 1) {
                batch.get(0).cues().complete(source.cues(batch.get(0).images()));
                return;
            }
            INDArray images =
                    Nd4j.concat(0, batch.stream().map(Request::images).toArray(INDArray[]::new));
            INDArray cues = source.cues(images);
            long from = 0;
            for (Request request : batch) {
                long to = from + request.images().size(0);
                request.cues().complete(cues.get(NDArrayIndex.interval(from, to)).dup('c'));
                from = to;
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(request -> request.cues().completeExceptionally(e));
        }
    }

    /** Ends after the requests that wait; later ones are refused. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.add(END);
        }
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
