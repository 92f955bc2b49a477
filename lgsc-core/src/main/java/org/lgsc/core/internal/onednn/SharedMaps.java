package org.lgsc.core.internal.onednn;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies of maps that the convolutions of one network keep from the forward pass to the backward
 * one. Where several read one map, the first makes the copy. One thread at a time.
 */
public final class SharedMaps {
    private final List<WeakReference<MapCopy>> copies = new ArrayList<>();

    MapCopy add(MapCopy copy) {
        copies.removeIf(c -> c.get() == null);
        copies.add(new WeakReference<>(copy));
        return copy;
    }

    /**
     * A copy of an array: one that was made before in the same pass over the network, or a new one.
     *
     * @param own where a new one is kept
     */
    MapCopy of(INDArray map, MapCopy own) {
        for (WeakReference<MapCopy> reference : copies) {
            MapCopy copy = reference.get();
            if (copy != null && copy != own && copy.isOf(map) && copy.isLike(own)) {
                return copy;
            }
        }
        own.load(map);
        return own;
    }
}
