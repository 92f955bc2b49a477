package org.lgsc.core.face;

/**
 * Five points of a face in the picture's pixels. Right and left are the person's own: in a picture
 * that is not mirrored the right eye is on the left.
 *
 * @param rightEye centre of the right eye
 * @param leftEye centre of the left eye
 * @param nose tip of the nose
 * @param rightMouth right corner of the mouth
 * @param leftMouth left corner of the mouth
 */
public record FaceLandmarks(
        Point rightEye, Point leftEye, Point nose, Point rightMouth, Point leftMouth) {
    /** Largest roll of an upright face in degrees. */
    public static final double UPRIGHT = 35;

    /**
     * Room that a whole face has above its eyes and below its mouth, in units of the distance
     * between eyes and mouth.
     */
    private static final double ABOVE_EYES = 0.85;

    private static final double BELOW_MOUTH = 0.5;

    /** Least {@link #room} beside a whole face, in the same unit. */
    private static final double ASIDE = 1.03;

    /**
     * A place in a picture.
     *
     * @param x pixels from the left edge
     * @param y pixels from the top edge
     */
    public record Point(double x, double y) {
        private Point scaled(double horizontally, double vertically) {
            return new Point(x * horizontally, y * vertically);
        }

        private Point middle(Point other) {
            return new Point((x + other.x) / 2, (y + other.y) / 2);
        }
    }

    /** The same points in a picture of another size. */
    FaceLandmarks scaled(double horizontally, double vertically) {
        return new FaceLandmarks(
                rightEye.scaled(horizontally, vertically),
                leftEye.scaled(horizontally, vertically),
                nose.scaled(horizontally, vertically),
                rightMouth.scaled(horizontally, vertically),
                leftMouth.scaled(horizontally, vertically));
    }

    /**
     * Rotation of the face in the picture plane, measured by the line between the centre of the
     * eyes and the centre of the mouth: 0 when upright, 180 when upside down.
     *
     * @return degrees, 0 to 180, in either direction
     */
    public double roll() {
        Point eyes = rightEye.middle(leftEye);
        Point mouth = rightMouth.middle(leftMouth);
        double down = mouth.y() - eyes.y();
        double aside = mouth.x() - eyes.x();
        return Math.toDegrees(Math.abs(Math.atan2(aside, down)));
    }

    /** Whether {@link #roll} is at most {@link #UPRIGHT}. */
    public boolean upright() {
        return roll() <= UPRIGHT;
    }

    /**
     * Whether eyes, nose and mouth are inside the box and arranged as in a face that looks into the
     * camera or slightly to the side: the eyes apart, the nose between eyes and mouth.
     */
    public boolean plausible(FaceBox box) {
        Point eyes = rightEye.middle(leftEye);
        Point mouth = rightMouth.middle(leftMouth);
        double downX = mouth.x() - eyes.x();
        double downY = mouth.y() - eyes.y();
        double length = Math.hypot(downX, downY);
        double side = Math.sqrt(box.area());
        if (length < 0.15 * side) {
            return false;
        }
        double apart = Math.hypot(leftEye.x() - rightEye.x(), leftEye.y() - rightEye.y());
        double along =
                ((nose.x() - eyes.x()) * downX + (nose.y() - eyes.y()) * downY) / (length * length);
        return apart >= 0.15 * side
                && along > 0.05
                && along < 0.95
                && inside(box, rightEye)
                && inside(box, leftEye)
                && inside(box, nose)
                && inside(box, rightMouth)
                && inside(box, leftMouth);
    }

    /**
     * Whether the picture contains the face from forehead to chin and from cheek to cheek, as far
     * as the landmarks show. The test passes for more than nine of ten whole faces that touch an
     * edge, and for one in ten faces that lose a seventh of their width or height at the edge.
     *
     * @param width width of the picture in pixels
     * @param height height of the picture in pixels
     */
    public boolean whole(int width, int height) {
        Point eyes = rightEye.middle(leftEye);
        Point mouth = rightMouth.middle(leftMouth);
        double length = Math.hypot(mouth.x() - eyes.x(), mouth.y() - eyes.y());
        return room(0, 1) >= ASIDE * length
                && room(width, -1) >= ASIDE * length
                && Math.min(rightEye.y(), leftEye.y()) >= ABOVE_EYES * length
                && Math.max(rightMouth.y(), leftMouth.y()) <= height - BELOW_MOUTH * length;
    }

    /**
     * Room between the face and the left or right edge: the distances of the nearer eye and the
     * nearer corner of the mouth, and that between the eyes, less the distance of the nose. A face
     * that turns to the edge needs less room there, because its cheek is foreshortened; then the
     * nose is nearer to the edge, too.
     *
     * @param edge the edge's x
     * @param inward 1 if the picture lies to the right of the edge, -1 if to the left
     */
    private double room(double edge, int inward) {
        double eye = Math.min(inward * (rightEye.x() - edge), inward * (leftEye.x() - edge));
        double corner = Math.min(inward * (rightMouth.x() - edge), inward * (leftMouth.x() - edge));
        double apart = Math.hypot(leftEye.x() - rightEye.x(), leftEye.y() - rightEye.y());
        return eye + corner + apart - inward * (nose.x() - edge);
    }

    private static boolean inside(FaceBox box, Point p) {
        double marginX = 0.1 * box.width();
        double marginY = 0.1 * box.height();
        return p.x() >= box.x() - marginX
                && p.x() <= box.x() + box.width() + marginX
                && p.y() >= box.y() - marginY
                && p.y() <= box.y() + box.height() + marginY;
    }
}
