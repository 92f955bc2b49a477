package org.lgsc.core.internal.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Where time goes: while a profile is started, every operation adds its time to its label. One at a
 * time in a process; costs nothing when none is started.
 */
public final class Profile implements AutoCloseable {
    private static volatile Profile active;

    private final Map<String, LongAdder> nanoseconds = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> runs = new ConcurrentHashMap<>();

    private Profile() {}

    /**
     * Time of the operations of one label.
     *
     * @param label what ran, for example {@code convolution 3x3 64->64 112x112, weight gradient}
     * @param milliseconds all runs together
     * @param runs how many
     */
    public record Entry(String label, double milliseconds, long runs) {}

    /** Starts to measure; ends a profile that was started before. */
    public static Profile start() {
        active = new Profile();
        return active;
    }

    /** Whether operations are timed: one after the other, or their times would add up to more. */
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

    /** Ends the measurement; {@link #entries()} stays readable. */
    @Override
    public void close() {
        if (active == this) {
            active = null;
        }
    }

    /** Times by label, the longest first. */
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
