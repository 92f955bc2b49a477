package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;

/**
 * A few presentations of a set, to measure the time of their preparation.
 *
 * @param set the complete set
 * @param presentations a part of its presentations
 */
record PartOfSet(RawDataset set, List<Presentation> presentations) implements RawDataset {
    /**
     * Selects evenly spaced presentations of both classes.
     *
     * @param each number of presentations per class; fewer if the set has fewer
     * @param place position within each part, 0 to 1; different values select different
     *     presentations
     */
    static PartOfSet of(RawDataset set, int each, double place) {
        List<Presentation> chosen = new ArrayList<>();
        for (boolean live : new boolean[] {true, false}) {
            List<Presentation> all =
                    set.presentations().stream().filter(p -> p.label().isLive() == live).toList();
            int count = Math.min(each, all.size());
            for (int i = 0; i < count; i++) {
                chosen.add(all.get((int) ((i + place) * all.size() / count)));
            }
        }
        return new PartOfSet(set, chosen);
    }

    @Override
    public String name() {
        return set.name();
    }

    @Override
    public List<SetAside> setAside() {
        return List.of();
    }

    @Override
    public List<ProtocolId> protocols() {
        return set.protocols();
    }

    @Override
    public Protocol protocol(ProtocolId id) {
        return set.protocol(id);
    }

    @Override
    public FaceTrack faces(Presentation presentation) {
        return set.faces(presentation);
    }
}
