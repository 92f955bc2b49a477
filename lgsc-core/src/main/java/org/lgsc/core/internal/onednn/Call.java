package org.lgsc.core.internal.onednn;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.Pointer;

/**
 * An operation with its arguments, built once and run many times. Arguments are bound to addresses
 * before a run. Not safe for use from several threads.
 */
final class Call {
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final String label;
    private final primitive operation;
    private final IntMemoryMap arguments = new IntMemoryMap();
    private final Map<Integer, memory> memories = new HashMap<>();
    private final Address address = new Address();
    private final long scratchBytes;

    /**
     * @param label label in profiles
     * @param scratchpad working memory that the operation needs
     */
    Call(String label, primitive operation, memory.desc scratchpad) {
        this.label = label;
        this.operation = operation;
        this.scratchBytes = scratchpad.get_size();
        if (scratchBytes > 0) {
            argument(dnnl.DNNL_ARG_SCRATCHPAD, scratchpad);
        }
    }

    /** Attributes of an operation whose working memory is passed to it. */
    static primitive_attr attributes() {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(dnnl.scratchpad_mode.user);
        return attributes;
    }

    /** Adds an argument; it is bound to an address before the first run. */
    Call argument(int key, memory.desc description) {
        memory memory = new memory(description, OneDnn.engine(), (Pointer) null);
        memories.put(key, memory);
        arguments.put(key, memory);
        return this;
    }

    /** Binds an argument to an address from now on; 0 for none. */
    Call bind(int key, long at) {
        Objects.requireNonNull(memories.get(key), "no such argument")
                .set_data_handle(address.at(at));
        return this;
    }

    String label() {
        return label;
    }

    /** The arguments by oneDNN's number, including the working memory. */
    Map<Integer, memory> arguments() {
        return Collections.unmodifiableMap(memories);
    }

    /** Runs the operation in the memory to which its arguments are bound. */
    void execute() {
        operation.execute(OneDnn.stream(), arguments);
    }

    void run() {
        if (scratchBytes > 0) {
            bind(dnnl.DNNL_ARG_SCRATCHPAD, SCRATCH.get().address(scratchBytes));
        }
        if (Guard.ACTIVE != null) {
            Guard.ACTIVE.run(this);
        } else if (Profile.isOn()) {
            long start = System.nanoTime();
            execute();
            Profile.add(label, System.nanoTime() - start);
        } else {
            execute();
        }
    }
}
