package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.memory;

/**
 * A copy of the user's weights, or of their gradient, in the layout that an operation prefers. If
 * both layouts are the same, nothing is copied.
 */
final class Weights {
    private final memory memory;
    private final Reorder in;
    private final Reorder out;

    Weights(memory.desc users, memory.desc preferred) {
        if (preferred.equals(users)) {
            memory = null;
            in = null;
            out = null;
        } else {
            memory = new memory(preferred, OneDnn.engine());
            in = Reorder.of("weights, reorder", users, preferred);
            out = Reorder.of("weights, reorder", preferred, users);
        }
    }

    /** Copies the weights at the user's address and returns their address for the operation. */
    long load(long users) {
        if (memory == null) {
            return users;
        }
        long own = own();
        in.run(users, own);
        return own;
    }

    /** Returns the address to which the operation writes weights for the user's address. */
    long target(long users) {
        return memory == null ? users : own();
    }

    /** Copies the operation's result to the user's address. */
    void store(long users) {
        if (memory != null) {
            out.run(own(), users);
        }
    }

    private long own() {
        return memory.get_data_handle().address();
    }
}
