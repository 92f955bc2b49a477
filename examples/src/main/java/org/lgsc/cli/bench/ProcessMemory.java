package org.lgsc.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process as reported by Linux; NaN on other systems. */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** Returns the resident memory, in MiB. */
    static double resident() {
        return field("VmRSS:");
    }

    /** Returns the peak of the resident memory, in MiB. */
    static double peak() {
        return field("VmHWM:");
    }

    private static double field(String name) {
        if (Files.isReadable(STATUS)) {
            try {
                for (String line : Files.readAllLines(STATUS)) {
                    if (line.startsWith(name)) {
                        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
                    }
                }
            } catch (IOException e) {
                return Double.NaN;
            }
        }
        return Double.NaN;
    }
}
