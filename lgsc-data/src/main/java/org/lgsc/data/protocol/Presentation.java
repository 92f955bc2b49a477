package org.lgsc.data.protocol;

import java.nio.file.Path;
import java.util.Objects;
import org.lgsc.core.Label;
import org.lgsc.core.internal.RootFormat;

/**
 * A video, or a picture, that shows one live subject or one attack.
 *
 * @param id unique in its data set: the path below the root without its extension, with forward
 *     slashes
 * @param file the video or picture file
 * @param label live or spoof
 * @param species PAI species, e.g. "print"; empty for bona fide
 * @param subject the subject shown, unique across the data set; empty when unknown
 * @param firstFrame frames before this one are known to be damaged
 * @param rotation degrees clockwise by which the picture must be turned where the file itself does
 *     not state it: 0 or 180
 * @param video names the presentation that the picture is a frame of, where frames were extracted
 *     to pictures; empty where the file is a presentation of its own
 */
public record Presentation(
        String id,
        Path file,
        Label label,
        String species,
        String subject,
        int firstFrame,
        int rotation,
        String video) {
    /** Checks that bona fide has no species and attacks have one. */
    public Presentation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(video, "video");
        if (label.isLive() != species.isEmpty()) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "presentation %s: bona fide has no species, an attack has one", id));
        }
        if (firstFrame < 0 || rotation != 0 && rotation != 180) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "presentation %s: first frame %s, rotation %s",
                            id, firstFrame, rotation));
        }
    }

    /**
     * Returns an upright presentation without damaged frames.
     *
     * @param species empty for bona fide
     */
    public static Presentation of(String id, Path file, String species, String subject) {
        Label label = species.isEmpty() ? Label.LIVE : Label.SPOOF;
        return new Presentation(id, file, label, species, subject, 0, 0, "");
    }

    /** Returns the same presentation with damaged frames at its start. */
    public Presentation withFirstFrame(int frame) {
        return new Presentation(id, file, label, species, subject, frame, rotation, video);
    }

    /** Returns the same presentation with a rotation. */
    public Presentation withRotation(int degrees) {
        return new Presentation(id, file, label, species, subject, firstFrame, degrees, video);
    }

    /** Returns the same presentation as a frame of one that several pictures show. */
    public Presentation withVideo(String name) {
        return new Presentation(id, file, label, species, subject, firstFrame, rotation, name);
    }

    /**
     * Returns the same presentation as part of several sets: its names begin with the set's name.
     */
    public Presentation within(String set) {
        return new Presentation(
                set + "/" + id,
                file,
                label,
                species,
                subject.isEmpty() ? "" : set + "/" + subject,
                firstFrame,
                rotation,
                video.isEmpty() ? "" : set + "/" + video);
    }
}
