package org.lgsc.core.internal.onednn;

/**
 * Whether the threads of an inference meet as seldom as they can, which is right wherever other
 * processes may want a core.
 */
public final class Waiting {
    private static volatile boolean meetAlways;

    private Waiting() {}

    /**
     * For comparisons: what is built and run from now on shares every operation out among all
     * threads, by oneDNN's first implementation.
     */
    public static void meetAlways(boolean always) {
        meetAlways = always;
    }

    /** Whether every operation is shared out among all threads. */
    public static boolean meetAlways() {
        return meetAlways;
    }
}
