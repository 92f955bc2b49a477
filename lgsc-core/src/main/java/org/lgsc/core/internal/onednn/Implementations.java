package org.lgsc.core.internal.onednn;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.lgsc.core.internal.backend.NativeThreads;

/**
 * oneDNN's implementations of an operation, the one that it takes for the fastest first. oneDNN
 * walks through them by bare pointers to what they were asked for with: in C++ that lies on the
 * stack of the caller, in Java the garbage collector would free it, and the next step would read
 * what stands there by then.
 */
final class Implementations<D extends primitive_desc> {
    private static final String WITH_BARRIERS = "bnorm_jit";
    private static final String IN_REGIONS = "bnorm_tbb_jit";

    private final D description;
    private final Pointer[] asked;

    /**
     * @param description of the first implementation
     * @param asked what the description was made of and oneDNN does not copy: the operation's
     *     description, and that of the forward pass if it has one
     */
    Implementations(D description, Pointer... asked) {
        this.description = description;
        this.asked = asked.clone();
    }

    /**
     * Those of a norm that takes statistics, without the ones at the front whose threads wait for
     * each other within a run. They spin there, whatever OpenMP's waiting policy: on a core that
     * another process wants as well, for a slice of the scheduler's time at every norm. The others
     * run one parallel region behind the other, for a few microseconds more.
     *
     * @param describe makes the description of the first implementation, each time anew
     * @param asked as for the constructor
     */
    static <D extends primitive_desc> Implementations<D> withoutBarriers(
            Supplier<D> describe, Pointer... asked) {
        Implementations<D> all = new Implementations<>(describe.get(), asked);
        if (NativeThreads.limit() == 1 || Waiting.meetAlways()) {
            return all; // nobody to wait for
        }
        Implementations<D> others = new Implementations<>(describe.get(), asked);
        while (others.name().startsWith(WITH_BARRIERS)) {
            if (!others.next()) {
                return all;
            }
        }
        return others.name().startsWith(IN_REGIONS) ? others : all;
    }

    /** oneDNN's name of the one that it is at. */
    String name() {
        return description.impl_info_str().getString();
    }

    /** The one that it is at; always the same object. */
    D current() {
        return description;
    }

    /** Moves on; false when there are no more. */
    boolean next() {
        try {
            return description.next_impl();
        } finally {
            Reference.reachabilityFence(asked);
        }
    }
}
