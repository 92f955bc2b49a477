package org.lgsc.core.internal.onednn;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the first of oneDNN's implementations of a convolution that writes only to its own memory
 * and computes correct results. oneDNN 2.5.2 (like later releases) has one that does not: the
 * weight gradient of a 1x1 convolution with stride 2 and up to 8 input channels writes kilobytes
 * beyond its working memory.
 *
 * <p>Each implementation is run once, on made-up data between fences ({@link ConvolutionTrial}). A
 * verdict is valid for the process.
 */
final class Trial {
    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);
    private static final Map<String, Boolean> VERDICTS = new ConcurrentHashMap<>();

    /**
     * An operation and the layout in which it reads the weights, or writes their gradient.
     *
     * @param call call whose arguments are not bound
     * @param weights layout of the weights
     */
    record Candidate(Call call, memory.desc weights) {}

    private Trial() {}

    /**
     * Returns the operation of the first implementation that passes.
     *
     * @param implementations implementations, positioned at the chosen one afterwards
     * @param build creates the operation of an implementation
     * @return operation; null when none passes
     */
    static <D extends primitive_desc> @Nullable Candidate first(
            Implementations<D> implementations,
            Function<D, Candidate> build,
            ConvolutionTrial trial) {
        D description = implementations.current();
        do {
            Candidate candidate = build.apply(description);
            String implementation = description.impl_info_str().getString();
            String subject =
                    String.join(
                            ", ",
                            trial.toString(),
                            implementation,
                            String.valueOf(description.scratchpad_desc().get_size()));
            if (VERDICTS.computeIfAbsent(subject, s -> passes(candidate, trial, s))) {
                return candidate;
            }
        } while (implementations.next());
        return null;
    }

    /** As {@link #first}, but fails when no implementation passes. */
    static <D extends primitive_desc> Candidate require(
            Implementations<D> implementations,
            Function<D, Candidate> build,
            ConvolutionTrial trial) {
        Candidate candidate = first(implementations, build, trial);
        if (candidate == null) {
            throw new IllegalStateException(
                    RootFormat.of(
                            "%s has no implementation of %s that computes it correctly on this"
                                    + " processor; run with -D%s=false",
                            OneDnn.version(), trial, OneDnn.SWITCH));
        }
        return candidate;
    }

    private static boolean passes(Candidate candidate, ConvolutionTrial trial, String subject) {
        String fault = trial.fault(candidate.call(), candidate.weights());
        if (fault != null) {
            LOG.debug(
                    "oneDNN's next implementation is used, because this one {}: {}",
                    fault,
                    subject);
        }
        return fault == null;
    }
}
