package org.lgsc.core.layers;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Caches the object built for the last shape: most batches of a run have the same shape. */
final class ShapeCache<K> {
    private @Nullable K built;

    /** Returns the cached object if it fits, else a new one. */
    K get(Predicate<K> fits, Supplier<K> build) {
        K last = built;
        if (last == null || !fits.test(last)) {
            last = build.get();
            built = last;
        }
        return last;
    }

    /** Returns the result of the last {@link #get}. */
    K last() {
        return Objects.requireNonNull(built, "a forward pass comes first");
    }
}
