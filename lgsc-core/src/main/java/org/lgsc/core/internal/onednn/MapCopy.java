package org.lgsc.core.internal.onednn;

import java.lang.ref.WeakReference;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A copy of a user's map in the layout and number format that operations need. If both are the
 * same, nothing is copied.
 */
final class MapCopy {
    private final memory.desc users;
    private final memory.desc own;
    private final Supplier<Scratch> memory;
    private @Nullable Reorder in;
    private @Nullable Reorder out;
    private WeakReference<INDArray> source = new WeakReference<>(null);

    private MapCopy(memory.desc users, memory.desc own, Supplier<Scratch> memory) {
        this.users = users;
        this.own = own;
        this.memory = memory;
    }

    /** Creates a copy in its own memory, where it stays until the next map is loaded. */
    static MapCopy kept(memory.desc users, memory.desc own) {
        Scratch kept = new Scratch();
        return new MapCopy(users, own, () -> kept);
    }

    /** Creates a temporary copy in memory of the thread. */
    static MapCopy passing(memory.desc users, memory.desc own, ThreadLocal<Scratch> memory) {
        return new MapCopy(users, own, memory::get);
    }

    private boolean isSame() {
        return own.equals(users);
    }

    private long place() {
        return memory.get().address(own.get_size());
    }

    /** Copies a user's map and returns the address for operations. */
    long load(long map) {
        if (isSame()) {
            return map;
        }
        Reorder reorder = in;
        if (reorder == null) {
            reorder = Reorder.of("maps, reorder", users, own);
            in = reorder;
        }
        long place = place();
        reorder.run(map, place);
        return place;
    }

    /** Returns the address of the copy that was loaded last. */
    long loaded(long map) {
        return isSame() ? map : place();
    }

    /** Returns the address to which operations write a map for the user's address. */
    long target(long map) {
        return isSame() ? map : place();
    }

    /** Copies the result of operations to the user's address. */
    void store(long map) {
        if (isSame()) {
            return;
        }
        Reorder reorder = out;
        if (reorder == null) {
            reorder = Reorder.of("maps, reorder", own, users);
            out = reorder;
        }
        reorder.run(place(), map);
    }

    /** As {@link #load(long)}; the array is remembered. */
    void load(INDArray map) {
        load(Address.of(map));
        source = new WeakReference<>(map);
    }

    /** Whether the given array was loaded last. */
    boolean isOf(INDArray map) {
        return source.get() == map;
    }

    /** Whether another copy has the same form. */
    boolean isLike(MapCopy other) {
        return own.equals(other.own) && users.equals(other.users);
    }
}
