package org.lgsc.data.dataset;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An immutable list of samples for each split. */
public final class PadDataset {
    private final String name;
    private final Map<Split, List<Sample>> samples;

    /**
     * @param name for reports, e.g. "synthetic"
     * @param samples samples by split; a missing split is empty
     */
    public PadDataset(String name, Map<Split, List<Sample>> samples) {
        this.name = name;
        this.samples = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            this.samples.put(split, List.copyOf(samples.getOrDefault(split, List.of())));
        }
    }

    /** Name for reports. */
    public String name() {
        return name;
    }

    /** The samples of a split, in order; empty when there are none. */
    public List<Sample> samples(Split split) {
        return samples.get(split);
    }
}
