package org.lgsc.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the operating system says of this process' memory; NaN where it does not say (Linux does).
 */
final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** Resident now, in MiB. */
    static double resident() {
        return field("VmRSS:");
    }

    /** The most that was ever resident, in MiB. */
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
