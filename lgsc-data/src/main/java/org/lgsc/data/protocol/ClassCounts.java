package org.lgsc.data.protocol;

import java.util.List;

/**
 * How many presentations of each class there are.
 *
 * @param live bona fide presentations
 * @param spoof attack presentations
 */
public record ClassCounts(int live, int spoof) {
    /** Counts presentations. */
    public static ClassCounts of(List<Presentation> presentations) {
        int live = (int) presentations.stream().filter(p -> p.label().isLive()).count();
        return new ClassCounts(live, presentations.size() - live);
    }

    /** E.g. "240 + 960". */
    @Override
    public String toString() {
        return live + " + " + spoof;
    }
}
