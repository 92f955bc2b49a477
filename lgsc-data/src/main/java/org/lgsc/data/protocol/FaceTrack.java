package org.lgsc.data.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lgsc.core.face.FaceBox;
import org.lgsc.data.dataset.SetAside;

/**
 * The face boxes published with a video. Frames are numbered from 0. A frame that is missing or
 * marked as having no face has no box.
 */
public final class FaceTrack {
    /** Least part of a box inside the picture; with less the two do not belong together. */
    private static final double LEAST_INSIDE = 0.5;

    /** No frame has a box. */
    public static final FaceTrack NONE = new FaceTrack(Map.of(), 0, List.of());

    /**
     * A box in coordinates that do not yet depend on the size of the picture.
     *
     * @param x left edge, in pixels or in units of the square that coordinates refer to
     * @param y upper edge
     * @param width of the box
     * @param height of the box
     * @param confidence 0 to 1
     */
    public record Region(double x, double y, double width, double height, double confidence) {}

    private final Map<Integer, Region> regions;
    private final int side;
    private final List<SetAside> problems;
    private final double stretchX;
    private final double stretchY;

    /**
     * @param regions by frame
     * @param side of the square that coordinates refer to; 0 when they are pixels
     * @param problems lines that could not be used
     */
    public FaceTrack(Map<Integer, Region> regions, int side, List<SetAside> problems) {
        this(regions, side, problems, 1, 1);
    }

    private FaceTrack(
            Map<Integer, Region> regions,
            int side,
            List<SetAside> problems,
            double stretchX,
            double stretchY) {
        this.regions = Map.copyOf(regions);
        this.side = side;
        this.problems = List.copyOf(problems);
        this.stretchX = stretchX;
        this.stretchY = stretchY;
    }

    /**
     * Returns the boxes for a picture whose pixels were made square. Sets annotate videos in stored
     * pixels.
     *
     * @param x width of the picture in units of the stored width
     * @param y height of the picture in units of the stored height
     */
    public FaceTrack stretched(double x, double y) {
        return new FaceTrack(regions, side, problems, x, y);
    }

    /**
     * Returns the box of a frame.
     *
     * @param frame from 0
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @return empty when there is none, or when more than half of it is outside the picture: then
     *     it is of a picture of another size
     */
    public Optional<FaceBox> at(int frame, int width, int height) {
        Region r = regions.get(frame);
        if (r == null) {
            return Optional.empty();
        }
        double scaleX = side == 0 ? stretchX : (double) width / side;
        double scaleY = side == 0 ? stretchY : (double) height / side;
        FaceBox box =
                new FaceBox(
                        (int) Math.round(r.x() * scaleX),
                        (int) Math.round(r.y() * scaleY),
                        Math.max(1, (int) Math.round(r.width() * scaleX)),
                        Math.max(1, (int) Math.round(r.height() * scaleY)),
                        r.confidence());
        double inside =
                overlap(box.x(), box.width(), width) * overlap(box.y(), box.height(), height);
        return inside < LEAST_INSIDE ? Optional.empty() : Optional.of(box);
    }

    /** Part of a range that is between 0 and an end. */
    private static double overlap(int from, int length, int end) {
        double to = Math.min(end, (double) from + length);
        return Math.max(0, to - Math.max(0, from)) / length;
    }

    /** Whether a box was given for a frame, usable or not. */
    public boolean names(int frame) {
        return regions.containsKey(frame);
    }

    /** Number of frames with a box. */
    public int size() {
        return regions.size();
    }

    /** Lines that could not be used, each with its file and number. */
    public List<SetAside> problems() {
        return problems;
    }
}
