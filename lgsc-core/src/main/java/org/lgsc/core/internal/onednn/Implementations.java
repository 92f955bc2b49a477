package org.lgsc.core.internal.onednn;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.lgsc.core.backend.NativeThreads;

/**
 * oneDNN's implementations of an operation, starting with the one that it expects to be fastest.
 * oneDNN iterates over them with raw pointers to the descriptions in the request. In C++ these are
 * on the caller's stack; in Java the garbage collector would free them, and the next step would
 * read other data.
 */
final class Implementations<D extends primitive_desc> {
    private static final String WITH_BARRIERS = "bnorm_jit";
    private static final String IN_REGIONS = "bnorm_tbb_jit";

    private final D description;
    private final Pointer[] asked;

    /**
     * @param description description of the first implementation
     * @param asked descriptions in the request that oneDNN does not copy: that of the operation,
     *     and that of the forward pass if there is one
     */
    Implementations(D description, Pointer... asked) {
        this.description = description;
        this.asked = asked.clone();
    }

    /**
     * Implementations of a norm that computes statistics, without the first ones whose threads wait
     * for each other within a run. These threads spin whatever OpenMP's waiting policy: on a core
     * that another process needs, they lose a time slice of the scheduler at every norm. The other
     * implementations run several parallel regions in sequence and take a few microseconds more.
     *
     * @param describe creates a new description of the first implementation at each call
     * @param asked descriptions as for the constructor
     */
    static <D extends primitive_desc> Implementations<D> withoutBarriers(
            Supplier<D> describe, Pointer... asked) {
        Implementations<D> all = new Implementations<>(describe.get(), asked);
        if (NativeThreads.limit() == 1 || ThreadPolicy.meetAlways()) {
            return all; // no other threads to wait for
        }
        Implementations<D> others = new Implementations<>(describe.get(), asked);
        while (others.name().startsWith(WITH_BARRIERS)) {
            if (!others.next()) {
                return all;
            }
        }
        return others.name().startsWith(IN_REGIONS) ? others : all;
    }

    /**
     * Implementations from the first one with a name on; all of them when there is none.
     *
     * @param describe creates new implementations at each call
     * @param name part of oneDNN's name
     */
    static <D extends primitive_desc> Implementations<D> from(
            String name, Supplier<Implementations<D>> describe) {
        Implementations<D> some = describe.get();
        while (!some.name().contains(name)) {
            if (!some.next()) {
                return describe.get();
            }
        }
        return some;
    }

    /** oneDNN's name of the current implementation. */
    String name() {
        return description.impl_info_str().getString();
    }

    /** The current implementation; always the same object. */
    D current() {
        return description;
    }

    /** Moves to the next implementation; false when there are no more. */
    boolean next() {
        try {
            return description.next_impl();
        } finally {
            Reference.reachabilityFence(asked);
        }
    }
}
