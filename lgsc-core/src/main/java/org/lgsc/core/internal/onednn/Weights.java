package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.memory;

/**
 * Weights, or their gradient, in the layout that an operation prefers, beside the user's layout.
 * Where both are the same nothing is copied.
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

    /** Where the operation finds the weights that stand at the user's address. */
    long load(long users) {
        if (memory == null) {
            return users;
        }
        long own = own();
        in.run(users, own);
        return own;
    }

    /** Where the operation is to put weights that are for the user's address. */
    long target(long users) {
        return memory == null ? users : own();
    }

    /** Brings what the operation has put there to the user. */
    void store(long users) {
        if (memory != null) {
            out.run(own(), users);
        }
    }

    private long own() {
        return memory.get_data_handle().address();
    }
}
