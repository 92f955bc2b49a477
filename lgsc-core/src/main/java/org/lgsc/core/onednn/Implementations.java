package org.lgsc.core.onednn;

import java.lang.ref.Reference;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.javacpp.Pointer;

/**
 * oneDNN's implementations of an operation, the one that it takes for the fastest first. oneDNN
 * walks through them by bare pointers to what they were asked for with: in C++ that lies on the
 * stack of the caller, in Java the garbage collector would free it, and the next step would read
 * what stands there by then.
 */
final class Implementations<D extends primitive_desc> {
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
