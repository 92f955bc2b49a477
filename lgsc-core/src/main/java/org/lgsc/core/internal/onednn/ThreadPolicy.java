package org.lgsc.core.internal.onednn;

/**
 * Whether the threads of an inference synchronise as rarely as possible, which is best when other
 * processes may need a core.
 */
public final class ThreadPolicy {
    private static volatile boolean meetAlways;

    private ThreadPolicy() {}

    /**
     * For comparisons: operations built and run from now on are divided among all threads, by
     * oneDNN's first implementation.
     */
    public static void meetAlways(boolean always) {
        meetAlways = always;
    }

    /** Whether every operation is divided among all threads. */
    public static boolean meetAlways() {
        return meetAlways;
    }
}
