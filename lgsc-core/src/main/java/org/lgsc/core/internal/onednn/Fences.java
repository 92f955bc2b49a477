package org.lgsc.core.internal.onednn;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * Memory for the arguments of trials, kept from one trial to the next until the garbage collector
 * runs: the first access to pages, and reordering weights for Winograd's filtering, take more time
 * than most trials.
 */
final class Fences {
    /**
     * Largest number of bytes that are kept, so that a process does not hold the maps of a training
     * batch twice: enough for the weights of a full-size network in inference, and for the largest
     * of its maps.
     */
    private static final long MOST_BYTES_KEPT = 64L << 20;

    private static WeakReference<Fences> kept = new WeakReference<>(null);

    private final Map<Integer, Fence> all = new HashMap<>();
    private final List<Weights> weights = new ArrayList<>();

    /** Made-up weights in a layout, which includes their shape. */
    private record Weights(memory.desc layout, Fence fence) {}

    private Fences() {}

    /**
     * Lends the memory to one trial; trials of other threads wait.
     *
     * @param trial returns null when it passes; otherwise the memory is discarded
     */
    static synchronized @Nullable String borrow(Function<Fences, @Nullable String> trial) {
        Fences fences = kept.get();
        if (fences == null) {
            fences = new Fences();
            kept = new WeakReference<>(fences);
        }
        boolean well = false;
        try {
            String fault = trial.apply(fences);
            well = fault == null;
            return fault;
        } finally {
            fences.release(well ? MOST_BYTES_KEPT : 0);
        }
    }

    private void release(long most) {
        all.values().removeIf(this::isWeights);
        all.values().removeIf(fence -> closed(fence, fence.held() > most));
        long bytes = weights.stream().mapToLong(w -> w.fence().held()).sum();
        weights.removeIf(w -> closed(w.fence(), bytes > most));
    }

    private boolean isWeights(Fence fence) {
        return weights.stream().anyMatch(w -> w.fence() == fence);
    }

    private static boolean closed(Fence fence, boolean close) {
        if (close) {
            fence.close();
        }
        return close;
    }

    /** Returns the address of an argument's memory with the given size and intact margins. */
    long fit(int key, long bytes, long margin) {
        Fence fence = all.computeIfAbsent(key, k -> new Fence());
        fence.fit(bytes, margin);
        return fence.address();
    }

    /**
     * Provides weights as an argument.
     *
     * @param fill writes them to an address, unless they are kept from an earlier trial
     */
    void put(int key, memory.desc layout, LongConsumer fill) {
        for (Weights w : weights) {
            if (w.layout().equals(layout)) {
                all.put(key, w.fence());
                return;
            }
        }
        Fence fence = new Fence(layout.get_size(), Fence.MARGIN);
        fill.accept(fence.address());
        weights.add(new Weights(layout, fence));
        all.put(key, fence);
    }

    Fence get(int key) {
        return Objects.requireNonNull(all.get(key), "no such argument");
    }

    long address(int key) {
        return get(key).address();
    }
}
