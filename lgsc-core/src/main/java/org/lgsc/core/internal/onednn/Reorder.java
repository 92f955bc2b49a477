package org.lgsc.core.internal.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;

/** Copies from one layout to another. */
final class Reorder {
    private final Call call;

    private Reorder(Call call) {
        this.call = call;
    }

    static Reorder of(String label, memory.desc from, memory.desc to) {
        Reorder reorder = untried(label, from, to);
        OperationTrial.only(reorder.call, "reorder", Expectations::copy);
        return reorder;
    }

    /**
     * Returns a copy operation that multiplies the elements.
     *
     * @param mask 0: one scale for all elements; 1: one scale for each index of the first dimension
     */
    static Reorder scaled(
            String label, memory.desc from, memory.desc to, int mask, float... scales) {
        primitive_attr attributes = Call.attributes();
        attributes.set_output_scales(mask, scales);
        Reorder reorder = untried(label, from, to, attributes);
        OperationTrial.only(
                reorder.call, "reorder", arguments -> Expectations.copy(arguments, scales));
        return reorder;
    }

    /** Returns an operation without a trial, for trials, which check the result themselves. */
    static Reorder untried(String label, memory.desc from, memory.desc to) {
        return untried(label, from, to, Call.attributes());
    }

    private static Reorder untried(
            String label, memory.desc from, memory.desc to, primitive_attr attributes) {
        reorder.primitive_desc description =
                new reorder.primitive_desc(
                        OneDnn.engine(), from, OneDnn.engine(), to, attributes, false);
        Call call =
                new Call(label, new reorder(description), description.scratchpad_desc())
                        .argument(dnnl.DNNL_ARG_FROM, from)
                        .argument(dnnl.DNNL_ARG_TO, to);
        return new Reorder(call);
    }

    /** The operation; its arguments are not bound before the first run. */
    Call call() {
        return call;
    }

    void run(long from, long to) {
        call.bind(dnnl.DNNL_ARG_FROM, from).bind(dnnl.DNNL_ARG_TO, to).run();
    }
}
