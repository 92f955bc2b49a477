package org.lgsc.core.layers;

import java.util.function.Predicate;
import java.util.function.Supplier;

/** What was built for the last shape seen: batches of a run mostly have one. */
final class ShapeCache<K> {
    private K built;

    /** The one at hand when it fits, else a new one. */
    K get(Predicate<K> fits, Supplier<K> build) {
        if (built == null || !fits.test(built)) {
            built = build.get();
        }
        return built;
    }

    /** The one that the last {@link #get} returned. */
    K last() {
        return built;
    }
}
