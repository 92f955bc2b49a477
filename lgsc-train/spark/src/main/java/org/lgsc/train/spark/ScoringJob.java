package org.lgsc.train.spark;

import java.util.Objects;
import org.lgsc.data.video.FrameSelection;

/**
 * What to score, with what, and where to put it. Places are paths or URLs of any file system that
 * Spark reaches ({@code hdfs://}, {@code s3a://}, {@code file://}); all machines must see them.
 *
 * @param list CSV with the columns {@code filename,subject,attack_type}; file names are relative to
 *     the folder of the list, absolute or URLs; an empty attack type means bona fide
 * @param model the model file
 * @param output folder for the scores; it is made
 * @param rowsPerPart lines of the list that make a task and a part of the result, at least 1
 * @param frames which frames of a video are scored
 * @param faces whether pictures are face crops already
 */
public record ScoringJob(
        String list,
        String model,
        String output,
        int rowsPerPart,
        FrameSelection frames,
        Faces faces) {
    /** Where the face is in a picture. */
    public enum Faces {
        /** The picture is a face crop. */
        CROPPED,
        /** To be found by OpenCV's cascade and cut out as the model says. */
        HAAR
    }

    /** Lines of a part when nothing is said. */
    public static final int ROWS_PER_PART = 1000;

    /** Frames of a video when nothing is said. */
    public static final FrameSelection FRAMES = FrameSelection.evenly(10);

    /** Checks the values. */
    public ScoringJob {
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(faces, "faces");
        if (rowsPerPart < 1) {
            throw new IllegalArgumentException(
                    "rows of a part must be at least 1, were " + rowsPerPart);
        }
    }
}
