package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.List;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.PadSet;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;

/**
 * A few presentations of a set, to see how long they take.
 *
 * @param set that they are of
 * @param presentations of it
 */
record PartOfSet(PadSet set, List<Presentation> presentations) implements PadSet {
    /**
     * Presentations of both classes, evenly over the set.
     *
     * @param each number of a class, fewer where there are not so many
     * @param place which of each part is taken, 0 to 1: another gives others
     */
    static PartOfSet of(PadSet set, int each, double place) {
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
