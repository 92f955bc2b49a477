package org.lgsc.data.dataset;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;

/**
 * Counts of the samples of a data set.
 *
 * @param name of the data set
 * @param splits counts of each split; empty splits too
 * @param setAside number of files and samples that could not be used
 */
public record DatasetSummary(String name, Map<Split, Counts> splits, int setAside) {

    /**
     * Counts of one split.
     *
     * @param live bona fide presentations
     * @param spoof attack presentations
     * @param species attack presentations by PAI species
     * @param subjects number of distinct subjects
     */
    public record Counts(int live, int spoof, SortedMap<String, Integer> species, int subjects) {
        /** Copies the map. */
        public Counts {
            species = Collections.unmodifiableSortedMap(new TreeMap<>(species));
        }

        private static Counts of(List<Sample> samples) {
            SortedMap<String, Integer> species = new TreeMap<>();
            Set<String> subjects = new HashSet<>();
            int live = 0;
            for (Sample sample : samples) {
                subjects.add(sample.subject());
                if (sample.label().isLive()) {
                    live++;
                } else {
                    species.merge(SafeText.text(sample.species()), 1, Integer::sum);
                }
            }
            return new Counts(live, samples.size() - live, species, subjects.size());
        }
    }

    /** Copies the map. */
    public DatasetSummary {
        splits = Collections.unmodifiableMap(new EnumMap<>(splits));
    }

    static DatasetSummary of(PadDataset dataset) {
        Map<Split, Counts> splits = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            splits.put(split, Counts.of(dataset.samples(split)));
        }
        return new DatasetSummary(dataset.name(), splits, dataset.setAside().size());
    }

    /** Returns a line for the data set and one for each split with samples, e.g. for a console. */
    public String asText() {
        StringBuilder text = new StringBuilder("Data set ").append(name);
        if (setAside > 0) {
            text.append(" (").append(setAside).append(" set aside)");
        }
        splits.forEach(
                (split, c) -> {
                    if (c.live() + c.spoof() > 0) { // without samples: not reported
                        text.append(
                                RootFormat.of(
                                        "%n  %-5s  %d live, %d spoof %s, %d subjects",
                                        split.folder(),
                                        c.live(),
                                        c.spoof(),
                                        c.species(),
                                        c.subjects()));
                    }
                });
        return text.toString();
    }
}
