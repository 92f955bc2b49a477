package org.lgsc.cli.dataset;

import java.util.List;
import java.util.Optional;
import org.lgsc.data.protocol.ClassCounts;
import org.lgsc.data.protocol.Presentation;

/** Whether a data set holds one class alone, from which nothing can be learnt or measured. */
final class OneClass {
    private OneClass() {}

    /** A sentence; empty when both classes are there, or nothing. */
    static Optional<String> note(List<Presentation> presentations) {
        ClassCounts counts = ClassCounts.of(presentations);
        if (presentations.isEmpty() || counts.live() > 0 && counts.spoof() > 0) {
            return Optional.empty();
        }
        return Optional.of(
                counts.live() == 0
                        ? "Note: there is no bona fide presentation, only attacks: nothing can be"
                                + " trained on it, and no threshold fitted."
                        : "Note: there is no attack, only bona fide presentations: nothing can be"
                                + " trained on it, and no threshold fitted.");
    }
}
