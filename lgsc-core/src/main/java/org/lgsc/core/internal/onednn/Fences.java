package org.lgsc.core.internal.onednn;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.bytedeco.dnnl.memory;

/**
 * Memory for the arguments of trials, kept from one trial to the next until the garbage collector
 * runs: pages that the process has not touched before, and weights brought into the layout of
 * Winograd's filtering, cost more than most trials.
 */
final class Fences {
    /**
     * More go at once, so that a process does not hold the maps of a training batch twice: the
     * weights of a full-size network for inference, and the largest of its maps.
     */
    private static final long MOST_BYTES_KEPT = 64L << 20;

    private static WeakReference<Fences> kept = new WeakReference<>(null);

    private final Map<Integer, Fence> all = new HashMap<>();
    private final List<Weights> weights = new ArrayList<>();

    /** Made-up weights in a layout, which says their shape as well. */
    private record Weights(memory.desc layout, Fence fence) {}

    private Fences() {}

    /**
     * Lends them to one trial; those of other threads wait.
     *
     * @param trial gives null when all is well; after anything else no memory is trusted
     */
    static synchronized String borrow(Function<Fences, String> trial) {
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
        all.keySet().removeIf(key -> isWeights(all.get(key)));
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

    /** Address of an argument's memory, in that size and with whole margins. */
    long fit(int key, long bytes, long margin) {
        Fence fence = all.computeIfAbsent(key, k -> new Fence());
        fence.fit(bytes, margin);
        return fence.address();
    }

    /**
     * Puts weights in the place of an argument.
     *
     * @param fill writes them to an address, unless they are there from an earlier trial
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
        return all.get(key);
    }

    long address(int key) {
        return get(key).address();
    }
}
