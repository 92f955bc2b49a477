package org.lgsc.core.layers;

import java.util.function.Predicate;
import java.util.function.Supplier;

/** Caches the object built for the last shape: most batches of a run have the same shape. */
final class ShapeCache<K> {
    private K built;

    /** Returns the cached object if it fits, else a new one. */
    K get(Predicate<K> fits, Supplier<K> build) {
        if (built == null || !fits.test(built)) {
            built = build.get();
        }
        return built;
    }

    /** Returns the result of the last {@link #get}. */
    K last() {
        return built;
    }
}
