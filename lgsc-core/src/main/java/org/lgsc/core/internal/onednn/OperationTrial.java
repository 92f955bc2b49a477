package org.lgsc.core.internal.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counterpart of {@link Trial} for operations other than convolutions: each operation is run once
 * when it is built, on made-up numbers between fences, and some of the elements that it writes are
 * compared with results computed in Java. A backward operation runs after its forward operation,
 * whose mask it reads.
 */
final class OperationTrial {
    private static final Logger LOG = LoggerFactory.getLogger(OperationTrial.class);
    private static final Set<String> PASSED = ConcurrentHashMap.newKeySet();

    /** Expected results of the operation. */
    @FunctionalInterface
    interface Expected {
        /**
         * @return whether the compared elements agree
         */
        boolean isMet(Arguments arguments);
    }

    private OperationTrial() {}

    /**
     * Returns the operation of the first implementation that passes.
     *
     * @param implementations implementations, positioned at the chosen one afterwards
     * @param build creates the operation of an implementation
     * @param before operations that run before it, in order
     */
    static <D extends primitive_desc> Call first(
            Implementations<D> implementations,
            Function<D, Call> build,
            Expected expected,
            Call... before) {
        D description = implementations.current();
        String label;
        do {
            Call call = build.apply(description);
            label = call.label();
            if (passes(call, description.impl_info_str().getString(), expected, before)) {
                return call;
            }
        } while (implementations.next());
        throw failure(label);
    }

    /**
     * Returns an operation that has only one implementation.
     *
     * @throws IllegalStateException when it does not pass
     */
    static Call only(Call call, String implementation, Expected expected) {
        if (!passes(call, implementation, expected)) {
            throw failure(call.label());
        }
        return call;
    }

    private static IllegalStateException failure(String label) {
        return new IllegalStateException(
                RootFormat.of(
                        "%s has no implementation of \"%s\" that computes it correctly on this"
                                + " processor; run with -D%s=false",
                        OneDnn.version(), label, OneDnn.SWITCH));
    }

    private static boolean passes(
            Call call, String implementation, Expected expected, Call... before) {
        StringBuilder subject = new StringBuilder(call.label()).append(' ').append(implementation);
        new TreeMap<>(call.arguments())
                .forEach(
                        (key, memory) ->
                                subject.append(' ')
                                        .append(key)
                                        .append(new Elements(memory.get_desc())));
        if (PASSED.contains(subject.toString())) {
            return true;
        }
        Call[] calls = new Call[before.length + 1];
        System.arraycopy(before, 0, calls, 0, before.length);
        calls[before.length] = call;
        String fault = fault(expected, calls);
        if (fault == null) {
            PASSED.add(subject.toString());
        } else {
            LOG.debug(
                    "oneDNN's next implementation is used, because this one {}: {}",
                    fault,
                    subject);
        }
        return fault == null;
    }

    /**
     * Returns the fault of the last operation; null when it passes.
     *
     * @param calls calls whose arguments are not bound before and after; an argument of the same
     *     number is the same memory in all of them
     */
    static @Nullable String fault(Expected expected, Call... calls) {
        return Fences.borrow(fences -> fault(expected, fences, calls));
    }

    private static @Nullable String fault(Expected expected, Fences fences, Call... calls) {
        Map<Integer, Elements> arguments = new HashMap<>();
        for (Call call : calls) {
            call.arguments()
                    .forEach(
                            (key, memory) ->
                                    arguments.merge(
                                            key,
                                            new Elements(memory.get_desc()),
                                            (a, b) -> a.bytes() < b.bytes() ? b : a));
        }
        arguments.forEach(
                (key, elements) -> {
                    elements.lieAt(fences.fit(key, elements.bytes(), Fence.MARGIN));
                    fill(key, elements, fences.address(key));
                });
        for (Call call : calls) {
            Set<Integer> own = call.arguments().keySet();
            try {
                own.forEach(key -> call.bind(key, fences.address(key)));
                call.execute();
            } finally {
                own.forEach(key -> call.bind(key, 0));
            }
            if (!own.stream().allMatch(key -> fences.get(key).isWhole())) {
                return "writes outside its memory";
            }
        }
        return expected.isMet(new Arguments(arguments)) ? null : "computes wrong results";
    }

    /**
     * Fills an argument, even if it is only written, because it may contain the right numbers of an
     * earlier trial.
     */
    private static void fill(int key, Elements elements, long address) {
        boolean own = key == dnnl.DNNL_ARG_WORKSPACE || key == dnnl.DNNL_ARG_SCRATCHPAD;
        if (own || !elements.known()) {
            Pointer.memset(new Address().at(address), 0, elements.bytes());
            return;
        }
        MadeUp numbers =
                switch (key) {
                    case dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_DIFF_SCALE, dnnl.DNNL_ARG_DIFF_SHIFT ->
                            MadeUp.INPUT;
                    case dnnl.DNNL_ARG_SRC_1, dnnl.DNNL_ARG_DIFF_SRC, dnnl.DNNL_ARG_SCALE ->
                            MadeUp.WEIGHTS;
                    case dnnl.DNNL_ARG_DST -> MadeUp.OUTPUT;
                    default -> MadeUp.BIAS;
                };
        numbers.fill(address, elements.count(), elements.numbers());
        if (key == dnnl.DNNL_ARG_VARIANCE) {
            float[] variances = Memory.copy(address, (int) elements.count());
            for (int i = 0; i < variances.length; i++) {
                variances[i] += 1;
            }
            Memory.copy(variances, address);
        }
    }
}
