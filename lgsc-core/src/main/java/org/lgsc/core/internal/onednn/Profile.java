package org.lgsc.core.internal.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Time profile of operations: while a profile is active, every operation adds its time to its
 * label. Only one profile can be active in a process; without one, operations are not slowed down.
 */
public final class Profile implements AutoCloseable {
    private static volatile Profile active;

    private final Map<String, LongAdder> nanoseconds = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> runs = new ConcurrentHashMap<>();

    private Profile() {}

    /**
     * Time of the operations of one label.
     *
     * @param label name of the operation, for example {@code convolution 3x3 64->64 112x112, weight
     *     gradient}
     * @param milliseconds total time of all runs
     * @param runs number of runs
     */
    public record Entry(String label, double milliseconds, long runs) {}

    /** Starts a profile and ends an active one. */
    public static Profile start() {
        active = new Profile();
        return active;
    }

    /**
     * Whether operations are timed. They must then run in sequence, or the sum of their times would
     * be too large.
     */
    public static boolean isOn() {
        return active != null;
    }

    static void add(String label, long nanoseconds) {
        Profile profile = active;
        if (profile != null) {
            profile.nanoseconds.computeIfAbsent(label, l -> new LongAdder()).add(nanoseconds);
            profile.runs.computeIfAbsent(label, l -> new LongAdder()).increment();
        }
    }

    /** Ends the measurement; {@link #entries()} remains available. */
    @Override
    public void close() {
        if (active == this) {
            active = null;
        }
    }

    /** Times by label, longest first. */
    public Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        nanoseconds.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue().sum(), a.getValue().sum()))
                .forEach(
                        e ->
                                entries.put(
                                        e.getKey(),
                                        new Entry(
                                                e.getKey(),
                                                e.getValue().sum() / 1e6,
                                                runs.get(e.getKey()).sum())));
        return entries;
    }
}
