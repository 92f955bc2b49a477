package org.lgsc.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Every so many of the items of a sequence whose length is not known: all of them as long as they
 * are few, then every second one, every fourth one, and so on.
 */
final class EvenSelection<T> {
    private final int most;
    private final List<T> items = new ArrayList<>();
    private long every = 1;
    private long seen;

    /**
     * @param most largest number of items that are kept
     */
    EvenSelection(int most) {
        this.most = most;
    }

    /** Adds the next item, which is only made if it is kept for now. */
    void add(Supplier<T> item) {
        if (seen++ % every == 0) {
            items.add(item.get());
        }
        if (items.size() > most) {
            for (int i = items.size() / 2 * 2 - 1; i > 0; i -= 2) {
                items.remove(i);
            }
            every *= 2;
        }
    }

    /** The kept items, in their order. */
    List<T> items() {
        return items;
    }
}
