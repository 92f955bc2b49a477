package org.lgsc.data.protocol;

import java.util.List;

/**
 * Number of presentations of each class.
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

    /** Returns e.g. "240 + 960". */
    @Override
    public String toString() {
        return live + " + " + spoof;
    }
}
