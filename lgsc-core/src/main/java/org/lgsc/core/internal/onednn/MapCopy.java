package org.lgsc.core.internal.onednn;

import java.lang.ref.WeakReference;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A map in the layout and numbers that operations want, beside the user's. Where both are the same
 * nothing is copied.
 */
final class MapCopy {
    private final memory.desc users;
    private final memory.desc own;
    private final ThreadLocal<Scratch> passing;
    private final Scratch kept;
    private Reorder in;
    private Reorder out;
    private WeakReference<INDArray> source = new WeakReference<>(null);

    private MapCopy(memory.desc users, memory.desc own, ThreadLocal<Scratch> passing) {
        this.users = users;
        this.own = own;
        this.passing = passing;
        this.kept = passing == null ? new Scratch() : null;
    }

    /** In memory of its own, where it stays until the next one is loaded. */
    static MapCopy kept(memory.desc users, memory.desc own) {
        return new MapCopy(users, own, null);
    }

    /** In memory of the thread, for the moment. */
    static MapCopy passing(memory.desc users, memory.desc own, ThreadLocal<Scratch> memory) {
        return new MapCopy(users, own, memory);
    }

    private boolean isSame() {
        return own.equals(users);
    }

    private long place() {
        return (passing == null ? kept : passing.get()).address(own.get_size());
    }

    /** Copies a user's map; where operations find it. */
    long load(long map) {
        if (isSame()) {
            return map;
        }
        if (in == null) {
            in = Reorder.of("maps, reorder", users, own);
        }
        long place = place();
        in.run(map, place);
        return place;
    }

    /** Where operations find what was loaded last from the user's map. */
    long loaded(long map) {
        return isSame() ? map : place();
    }

    /** Where operations are to put a map that is for the user's address. */
    long target(long map) {
        return isSame() ? map : place();
    }

    /** Brings what they have put there to the user. */
    void store(long map) {
        if (isSame()) {
            return;
        }
        if (out == null) {
            out = Reorder.of("maps, reorder", own, users);
        }
        out.run(place(), map);
    }

    /** As {@link #load(long)}; the array is remembered. */
    void load(INDArray map) {
        load(Address.of(map));
        source = new WeakReference<>(map);
    }

    /** Whether that array was loaded last. */
    boolean isOf(INDArray map) {
        return source.get() == map;
    }

    /** Whether another holds maps in the same form. */
    boolean isLike(MapCopy other) {
        return own.equals(other.own) && users.equals(other.users);
    }
}
