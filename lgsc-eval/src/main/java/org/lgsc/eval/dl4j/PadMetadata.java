package org.lgsc.eval.dl4j;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of one example besides its label. It is passed as example metadata of a {@code
 * MultiDataSet}.
 *
 * @param id unique name
 * @param species PAI species of an attack; ignored for live examples
 * @param subject the subject shown; empty when unknown
 * @param video groups frames; empty for a single picture
 * @param frame index in the video, -1 when it does not apply
 */
public record PadMetadata(String id, String species, String subject, String video, int frame)
        implements Serializable {
    /** Checks for null. */
    public PadMetadata {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(species, "species");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(video, "video");
    }

    /** Converts an iterator's own metadata. */
    @FunctionalInterface
    public interface Reader extends Serializable {
        /**
         * @param metadata entry of the metadata list; may be null
         * @return null when nothing is known
         */
        @Nullable PadMetadata read(@Nullable Serializable metadata);
    }
}
