package org.lgsc.cli.command;

import java.util.Optional;
import org.lgsc.core.internal.RootFormat;

/** Explains in one sentence which of the two memories of a process was too small. */
final class TooLittleMemory {
    /** Causes in a cycle would never end. */
    private static final int MOST_CAUSES = 20;

    private TooLittleMemory() {}

    /** Returns empty when an exception has another cause than memory. */
    static Optional<String> sentence(Throwable thrown) {
        OutOfMemoryError found = null;
        Throwable e = thrown;
        for (int i = 0; e != null && i < MOST_CAUSES; i++, e = e.getCause()) {
            if (e instanceof OutOfMemoryError error) {
                found = error; // JavaCPP's inner one names the limit
            }
        }
        return Optional.ofNullable(found).map(TooLittleMemory::words);
    }

    private static String words(OutOfMemoryError error) {
        String message = String.valueOf(error.getMessage());
        return message.contains("hysical") || message.contains("llocate")
                ? RootFormat.of(
                        "There is too little memory for ND4J's arrays (%s): allow more by"
                                + " -Dorg.bytedeco.javacpp.maxbytes and"
                                + " -Dorg.bytedeco.javacpp.maxphysicalbytes, or use smaller batches"
                                + " or fewer threads (docs/deployment.md, Memory).",
                        message)
                : RootFormat.of("The Java heap is too small (%s): allow more by -Xmx.", message);
    }
}
