package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the user's weights, or of their gradient, in the layout that an operation prefers. If
 * both layouts are the same, nothing is copied.
 */
final class Weights {
    private final @Nullable Copy copy;

    /** Memory in the operation's layout, and the ways to it and back. */
    private record Copy(memory memory, Reorder in, Reorder out) {
        long address() {
            return memory.get_data_handle().address();
        }
    }

    Weights(memory.desc users, memory.desc preferred) {
        copy =
                preferred.equals(users)
                        ? null
                        : new Copy(
                                new memory(preferred, OneDnn.engine()),
                                Reorder.of("weights, reorder", users, preferred),
                                Reorder.of("weights, reorder", preferred, users));
    }

    /** Copies the weights at the user's address and returns their address for the operation. */
    long load(long users) {
        if (copy == null) {
            return users;
        }
        copy.in().run(users, copy.address());
        return copy.address();
    }

    /** Returns the address to which the operation writes weights for the user's address. */
    long target(long users) {
        return copy == null ? users : copy.address();
    }

    /** Copies the operation's result to the user's address. */
    void store(long users) {
        if (copy != null) {
            copy.out().run(copy.address(), users);
        }
    }
}
