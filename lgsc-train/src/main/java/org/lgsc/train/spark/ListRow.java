package org.lgsc.train.spark;

import java.io.Serializable;
import org.lgsc.core.Label;

/**
 * A line of a list.
 *
 * @param fileName as it stands there
 * @param subject the person shown; empty when unknown
 * @param species empty for bona fide
 */
record ListRow(String fileName, String subject, String species) implements Serializable {
    Label label() {
        return species.isEmpty() ? Label.LIVE : Label.SPOOF;
    }
}
