package org.lgsc.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lgsc.core.LgscException;

/**
 * A process that keeps one core busy for the given number of seconds, but not longer than the
 * process that started it lives.
 */
final class BusyProcess {
    private BusyProcess() {}

    /** Several busy processes, which end when this is closed. */
    static final class Group implements AutoCloseable {
        private final List<Process> processes = new ArrayList<>();
        private final Thread last = new Thread(this::end);

        /**
         * @param seconds time after which they end by themselves
         * @throws LgscException when a process cannot be started
         */
        Group(int count, int seconds) {
            Runtime.getRuntime().addShutdownHook(last);
            try {
                for (int i = 0; i < count; i++) {
                    processes.add(start(seconds));
                }
            } catch (IOException e) {
                end();
                throw new LgscException("A busy process cannot be started: " + e.getMessage(), e);
            }
        }

        private static Process start(int seconds) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "-Xmx16m",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BusyProcess.class.getName(),
                            String.valueOf(seconds))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }

        private void end() {
            processes.forEach(Process::destroyForcibly);
        }

        int alive() {
            return (int) processes.stream().filter(Process::isAlive).count();
        }

        @Override
        public void close() {
            end();
            try {
                for (Process process : processes) {
                    process.waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Runtime.getRuntime().removeShutdownHook(last);
        }
    }

    /** Spins for the seconds of its argument. */
    public static void main(String... args) {
        long end = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000L;
        ProcessHandle parent = ProcessHandle.current().parent().orElse(null);
        while (System.nanoTime() < end && parent != null && parent.isAlive()) {
            long pause = System.nanoTime() + 50_000_000L;
            while (System.nanoTime() < pause) {
                Thread.onSpinWait();
            }
        }
    }
}
