package org.lgsc.core.internal.backend;

import org.lgsc.core.backend.Backend;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * How many OpenMP threads the native operations use that a Java thread starts.
 *
 * <p>Each Java thread that starts operations has a team of its own, and the threads of a team spin
 * while they wait. Several teams that are together larger than the machine are many times slower
 * than one; whoever computes in several Java threads gives each its share.
 */
public final class NativeThreads {
    private NativeThreads() {}

    /**
     * Limits the team of the calling thread from now on; other threads keep theirs. Does nothing on
     * a backend without OpenMP.
     *
     * @param threads at least 1
     */
    public static void limit(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, were " + threads);
        }
        operations().setOmpNumThreads(threads);
    }

    /** Threads that the calling thread's operations use at most. */
    public static int limit() {
        return operations().ompGetMaxThreads();
    }

    /** Each one's share when the calling thread's limit is given to several. */
    public static int share(int several) {
        return Math.max(1, limit() / several);
    }

    private static NativeOps operations() {
        return Holder.OPERATIONS;
    }

    /** Whether there is a backend is asked once: that costs more than a limit. */
    private static final class Holder {
        static final NativeOps OPERATIONS = operations();

        private static NativeOps operations() {
            Backend.require();
            return NativeOpsHolder.getInstance().getDeviceNativeOps();
        }
    }
}
