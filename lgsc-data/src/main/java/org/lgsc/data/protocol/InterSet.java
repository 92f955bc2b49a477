package org.lgsc.data.protocol;

import java.util.List;
import org.lgsc.data.dataset.Split;

/**
 * Trained on one data set, tested on another. The threshold comes from the development split of the
 * set that was trained on: nothing of the other set is seen before the test.
 */
public final class InterSet {
    private InterSet() {}

    /**
     * Training and development of one protocol, test of another. Ids and subjects begin with the
     * names of their sets.
     *
     * @param source trained on
     * @param target tested on
     * @throws org.lgsc.core.LgscException when both are of the same data set and share subjects
     */
    public static Protocol of(Protocol source, Protocol target) {
        ProtocolId id = ProtocolId.of(name(source) + " to " + name(target));
        Protocol.Builder inter =
                Protocol.builder(source.dataset() + " to " + target.dataset(), id)
                        .trainFrames(source.trainFrames())
                        .sharedSubjects(source.allowsSharedSubjects());
        for (Split split : Split.values()) {
            Protocol from = split == Split.TEST ? target : source;
            List<Presentation> presentations =
                    from.presentations(split).stream().map(p -> p.within(from.dataset())).toList();
            inter.split(split, presentations)
                    .missing(
                            split,
                            from.missing(split).stream()
                                    .map(name -> from.dataset() + "/" + name)
                                    .toList());
            ClassCounts published = from.published().get(split);
            if (published != null) {
                inter.published(split, published.live(), published.spoof());
            }
        }
        source.remarks().forEach(r -> inter.remark(source.dataset() + ": " + r));
        target.remarks().forEach(r -> inter.remark(target.dataset() + ": " + r));
        return inter.remark("development, and so the threshold, is of " + source.dataset()).build();
    }

    private static String name(Protocol protocol) {
        String fold = protocol.id().fold();
        return protocol.id().name() + (fold.isEmpty() ? "" : "." + fold);
    }
}
