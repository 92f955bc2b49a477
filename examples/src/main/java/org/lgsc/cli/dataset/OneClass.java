package org.lgsc.cli.dataset;

import java.util.List;
import java.util.Optional;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;

/** Detects a data set of only one class, from which nothing can be learnt or measured. */
final class OneClass {
    private OneClass() {}

    /** A sentence; empty when both classes are present, or none. */
    static Optional<String> note(List<Presentation> presentations) {
        Protocol.Counts counts = Protocol.Counts.of(presentations);
        if (presentations.isEmpty() || counts.live() > 0 && counts.spoof() > 0) {
            return Optional.empty();
        }
        return Optional.of(
                counts.live() == 0
                        ? "Note: the data contain only attacks and no bona fide presentation: no"
                                + " model can be trained and no threshold fitted on them."
                        : "Note: the data contain only bona fide presentations and no attack: no"
                                + " model can be trained and no threshold fitted on them.");
    }
}
