package org.lgsc.data.dataset;

import java.util.Objects;
import org.lgsc.core.Label;
import org.lgsc.core.internal.RootFormat;

/**
 * One presentation: a picture or frame with its metadata.
 *
 * @param id unique within its data set, e.g. the relative path
 * @param label live or spoof
 * @param species PAI species, e.g. "print"; empty for a live sample
 * @param subject the subject shown, unique across the data set; empty when unknown
 * @param source the file, video or generator that it comes from
 * @param frame number in its video from 0; -1 when it is not a frame of a video, or unknown
 * @param image source of the picture
 */
public record Sample(
        String id,
        Label label,
        String species,
        String subject,
        String source,
        int frame,
        ImageSource image) {
    /** Checks that live samples have no species and attacks have one. */
    public Sample {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(species, "species");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(image, "image");
        if (label.isLive() != species.isEmpty()) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "sample %s: a live sample has no species, an attack has one", id));
        }
    }

    /** Creates a sample that is not a frame of a video. */
    public Sample(
            String id,
            Label label,
            String species,
            String subject,
            String source,
            ImageSource image) {
        this(id, label, species, subject, source, -1, image);
    }

    /** Returns the same sample with another source of its picture. */
    public Sample withImage(ImageSource other) {
        return new Sample(id, label, species, subject, source, frame, other);
    }
}
