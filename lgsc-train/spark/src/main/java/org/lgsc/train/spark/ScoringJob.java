package org.lgsc.train.spark;

import java.io.Serializable;
import java.util.Objects;
import org.lgsc.data.video.FrameSelection;

/**
 * The list to score, the model and the output folder. Locations are paths or URLs of any file
 * system that Spark reaches ({@code hdfs://}, {@code s3a://}, {@code file://}); all machines must
 * see them.
 *
 * @param list CSV with the columns {@code filename,subject,attack_type}; file names are relative to
 *     the folder of the list, absolute or URLs; an empty attack type means bona fide
 * @param model the model file
 * @param output folder for the scores, created if missing
 * @param rowsPerPart number of lines of the list per task and part of the result, at least 1
 * @param frames the frames of a video that are scored
 * @param faces whether pictures are already face crops
 */
public record ScoringJob(
        String list,
        String model,
        String output,
        int rowsPerPart,
        FrameSelection frames,
        Faces faces)
        implements Serializable {
    /** Where the face is in a picture. */
    public enum Faces {
        /** The picture is a face crop. */
        CROPPED,
        /** OpenCV's cascade finds the face, which is cut out by the model's geometry. */
        HAAR
    }

    /** Default number of lines of a part. */
    public static final int ROWS_PER_PART = 1000;

    /** Default frames of a video. */
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

    /**
     * Result of a scoring.
     *
     * @param scores path of the score file, with one row for each picture or frame
     * @param setAside path of the list of unusable files, with reasons
     * @param rows number of lines of the list
     * @param parts number of parts of the list
     * @param partsBefore number of parts that an earlier run had finished
     * @param unusable number of pictures, frames and videos that could not be used
     */
    public record ScoringSummary(
            String scores, String setAside, long rows, int parts, int partsBefore, long unusable) {}
}
