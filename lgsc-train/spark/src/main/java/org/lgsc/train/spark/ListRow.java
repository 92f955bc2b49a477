package org.lgsc.train.spark;

import java.io.Serializable;
import org.lgsc.core.Label;

/**
 * A line of a list.
 *
 * @param fileName as it stands there
 * @param subject the person shown; empty when unknown
 * @param species empty for bona fide
 * @param video the presentation that a picture is a frame of; empty when it is one of its own
 */
record ListRow(String fileName, String subject, String species, String video)
        implements Serializable {
    /** What frames are put together by. */
    String source() {
        return video.isEmpty() ? fileName : video;
    }

    Label label() {
        return species.isEmpty() ? Label.LIVE : Label.SPOOF;
    }
}
