package org.lgsc.train.spark;

import java.io.Serializable;
import org.lgsc.core.Label;

/**
 * A line of a list.
 *
 * @param fileName file name as in the list
 * @param subject the subject shown; empty when unknown
 * @param species empty for bona fide
 * @param video the presentation that a picture is a frame of; empty when the picture is a
 *     presentation of its own
 */
record ListRow(String fileName, String subject, String species, String video)
        implements Serializable {
    /** Returns the key by which frames are fused. */
    String source() {
        return video.isEmpty() ? fileName : video;
    }

    Label label() {
        return species.isEmpty() ? Label.LIVE : Label.SPOOF;
    }
}
