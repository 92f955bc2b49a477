package org.lgsc.core.backend;

import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * Number of OpenMP threads used by the native operations of a Java thread.
 *
 * <p>Each Java thread that starts operations has its own team of OpenMP threads, which spin while
 * they wait. Several teams with more threads than the machine has cores are many times slower than
 * one team, so a program that computes in several Java threads must give each its share.
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

    /** Largest number of threads used by the calling thread's operations. */
    public static int limit() {
        return operations().ompGetMaxThreads();
    }

    /** Share of each thread when the calling thread's limit is divided among several. */
    public static int share(int several) {
        return Math.max(1, limit() / several);
    }

    private static NativeOps operations() {
        return Holder.OPERATIONS;
    }

    /** The backend is looked up once, because that takes longer than setting a limit. */
    private static final class Holder {
        static final NativeOps OPERATIONS = operations();

        private static NativeOps operations() {
            Backend.require();
            return NativeOpsHolder.getInstance().getDeviceNativeOps();
        }
    }
}
