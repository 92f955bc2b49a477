package org.lgsc.data.synthetic;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;

/** Loads every picture of a data set into memory, several at a time. */
final class MemoryCopy {
    private final RenderProgress progress;
    private final int total;
    private int done;

    private MemoryCopy(RenderProgress progress, int total) {
        this.progress = progress;
        this.total = total;
    }

    static PadDataset of(PadDataset dataset, int threads, RenderProgress progress) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, got " + threads);
        }
        int total = 0;
        for (Split split : Split.values()) {
            total += dataset.samples(split).size();
        }
        return new MemoryCopy(progress, total).copy(dataset, threads);
    }

    private PadDataset copy(PadDataset dataset, int threads) {
        ExecutorService workers =
                Executors.newFixedThreadPool(
                        threads,
                        task -> {
                            Thread thread = new Thread(task, "lgsc-render");
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            Map<Split, List<Future<Sample>>> pending = new EnumMap<>(Split.class);
            for (Split split : Split.values()) {
                List<Future<Sample>> list = new ArrayList<>();
                for (Sample sample : dataset.samples(split)) {
                    list.add(workers.submit(() -> load(sample)));
                }
                pending.put(split, list);
            }
            Map<Split, List<Sample>> out = new EnumMap<>(Split.class);
            for (Split split : Split.values()) {
                List<Sample> list = new ArrayList<>();
                for (Future<Sample> future : pending.getOrDefault(split, List.of())) {
                    list.add(future.get());
                }
                out.put(split, list);
            }
            return dataset.withSamples(out);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LgscException.of(
                    e, "loading data set %s into memory was interrupted", dataset.name());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw LgscException.of(
                    e.getCause(), "data set %s could not be loaded into memory", dataset.name());
        } finally {
            workers.shutdownNow();
        }
    }

    private Sample load(Sample sample) {
        RgbImage image = sample.image().load();
        synchronized (this) {
            progress.drawn(++done, total);
        }
        return new Sample(
                sample.id(),
                sample.label(),
                sample.species(),
                sample.subject(),
                sample.source(),
                () -> image);
    }
}
