package org.lgsc.core.face;

/**
 * Five points of a face in the picture's pixels. Right and left are the person's own: in a picture
 * that is not mirrored the right eye is on the left.
 *
 * @param rightEye its centre
 * @param leftEye its centre
 * @param nose its tip
 * @param rightMouth the mouth's right corner
 * @param leftMouth the mouth's left corner
 */
public record FaceLandmarks(
        Point rightEye, Point leftEye, Point nose, Point rightMouth, Point leftMouth) {
    /** How far a face may lie on its side, in degrees, and still be called upright. */
    public static final double UPRIGHT = 35;

    /** What a whole face has about eyes and mouth, in distances from the eyes to the mouth. */
    private static final double BESIDE_EYES = 0.4;

    private static final double ABOVE_EYES = 0.8;
    private static final double BELOW_MOUTH = 0.5;

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
     * By how much the face is turned in the picture's plane, from the line between the middle of
     * the eyes and that of the mouth: 0 when upright, 180 when upside down.
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
     * Whether eyes, nose and mouth lie inside the box and as they do in a face that looks into the
     * camera or somewhat aside: the eyes apart, the nose between eyes and mouth.
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
     * Whether the picture holds the face from its forehead to its chin and from cheek to cheek, as
     * far as can be told from where the points are: nineteen in twenty whole faces that touch an
     * edge do, and one in four of those that lose a seventh of their width or height to it.
     *
     * @param width of the picture in pixels
     * @param height likewise
     */
    public boolean whole(int width, int height) {
        Point eyes = rightEye.middle(leftEye);
        Point mouth = rightMouth.middle(leftMouth);
        double length = Math.hypot(mouth.x() - eyes.x(), mouth.y() - eyes.y());
        double aside = BESIDE_EYES * length;
        return Math.min(rightEye.x(), leftEye.x()) >= aside
                && Math.max(rightEye.x(), leftEye.x()) <= width - aside
                && Math.min(rightEye.y(), leftEye.y()) >= ABOVE_EYES * length
                && Math.max(rightMouth.y(), leftMouth.y()) <= height - BELOW_MOUTH * length;
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
