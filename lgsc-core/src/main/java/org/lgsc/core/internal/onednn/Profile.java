package org.lgsc.core.internal.onednn;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Time profile of operations: while a profile is active, every operation adds its time to its
 * label. Only one profile can be active in a process; without one, operations are not slowed down.
 */
public final class Profile implements AutoCloseable {
    private static volatile @Nullable Profile active;

    private final Map<String, Total> totals = new ConcurrentHashMap<>();

    private record Total(LongAdder nanoseconds, LongAdder runs) {
        Total() {
            this(new LongAdder(), new LongAdder());
        }

        Entry entry(String label) {
            return new Entry(label, nanoseconds.sum() / 1e6, runs.sum());
        }
    }

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
        Profile started = new Profile();
        active = started;
        return started;
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
            Total total = profile.totals.computeIfAbsent(label, l -> new Total());
            total.nanoseconds().add(nanoseconds);
            total.runs().increment();
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
        totals.entrySet().stream()
                .map(e -> e.getValue().entry(e.getKey()))
                .sorted(Comparator.comparingDouble(Entry::milliseconds).reversed())
                .forEach(e -> entries.put(e.label(), e));
        return entries;
    }
}
