package org.lgsc.core.internal.onednn;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies of maps that the convolutions of one network keep from the forward pass to the backward
 * pass. When several convolutions read one map, the first one creates the copy. Not safe for use
 * from several threads.
 */
public final class SharedMaps {
    private final List<WeakReference<MapCopy>> copies = new ArrayList<>();

    MapCopy add(MapCopy copy) {
        copies.removeIf(c -> c.get() == null);
        copies.add(new WeakReference<>(copy));
        return copy;
    }

    /**
     * Returns a copy of an array: an existing one of the same pass over the network, or a new one.
     *
     * @param own copy that is used for a new one
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
