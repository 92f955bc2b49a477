package org.lgsc.core.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lgsc.core.face.FaceLandmarks.Point;

class YuNetOutputTest {
    /** Output for a 32x32 input: 4x4, 2x2, 1x1 and 0 grid points with 3, 2, 2 and 3 anchors. */
    private static final int ANCHORS = 48 + 8 + 2;

    private final float[] places = new float[14 * ANCHORS];
    private final float[] classes = new float[2 * ANCHORS];
    private final float[] overlaps = new float[ANCHORS];

    private List<FaceBox> faces() {
        return new YuNetOutput(32, 32, places, classes, overlaps).faces(2, 3);
    }

    private void answer(int anchor, float face, float overlap) {
        classes[2 * anchor + 1] = face;
        overlaps[anchor] = overlap;
    }

    @Test
    void theOutputOfAnAnchorIsABoxInThePicturesPixels() {
        int anchor = 48 + 2; // the second point of the 16 pixel grid, side 32
        answer(anchor, 0.81f, 1.7f); // more than 1 is 1
        places[14 * anchor] = 1.25f; // 4 pixels to the right
        places[14 * anchor + 3] = (float) (5 * Math.log(0.5)); // half as high
        places[14 * anchor + 4] = -2.5f; // right eye 8 pixels to the left
        List<FaceBox> faces = faces();
        assertThat(faces).hasSize(1);
        FaceBox box = faces.get(0);
        assertThat(box.x()).isEqualTo(2 * (24 + 4 - 16));
        assertThat(box.y()).isEqualTo(3 * (8 - 8));
        assertThat(box.width()).isEqualTo(64);
        assertThat(box.height()).isEqualTo(48);
        assertThat(box.confidence()).isCloseTo(1 / 6.0, within(1e-6));
        assertThat(box.landmarks().orElseThrow().rightEye()).isEqualTo(new Point(32, 24));
        assertThat(box.landmarks().orElseThrow().nose()).isEqualTo(new Point(48, 24));
    }

    @Test
    void oneFaceIsFoundOnceAndLowScoresAreIgnored() {
        answer(48, 0.9f, 0.9f);
        answer(49, 0.4f, 0.5f);
        answer(56, 1f, 1f); // a box of 64 about the middle covers less than half of the first
        answer(50, 0.95f, 0.9f);
        places[14 * 50] = -5; // 16 pixels to the left: where the first is
        assertThat(faces()).hasSize(2).isSortedAccordingTo(FaceDetector.LARGEST_FIRST);
    }

    @Test
    void outputOfAnotherNetworkIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new YuNetOutput(64, 32, places, classes, overlaps).faces(1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new YuNetOutput(32, 32, new float[14], classes, overlaps)
                                        .faces(1, 1));
    }

    private static FaceLandmarks landmarks(double degrees, double nose) {
        return landmarks(degrees, nose, 100);
    }

    private static FaceLandmarks landmarks(double degrees, double nose, double middleY) {
        double c = Math.cos(Math.toRadians(degrees));
        double s = Math.sin(Math.toRadians(degrees));
        double[][] upright = {{-20, -15}, {20, -15}, {0, nose}, {-15, 25}, {15, 25}};
        Point[] p = new Point[5];
        for (int i = 0; i < 5; i++) {
            double x = upright[i][0];
            double y = upright[i][1];
            p[i] = new Point(100 + c * x - s * y, middleY + s * x + c * y);
        }
        return new FaceLandmarks(p[0], p[1], p[2], p[3], p[4]);
    }

    /** A cheek that is turned away from the camera needs less room, the other one more. */
    @Test
    void theRoomBesideAFaceDependsOnWhereItTurns() {
        FaceLandmarks frontal = landmarks(0, 5);
        assertThat(frontal.whole(137, 200)).isTrue();
        assertThat(frontal.whole(135, 200)).isFalse();
        assertThat(turned(frontal, 12).whole(135, 200)).isTrue();
        assertThat(frontal.whole(142, 200)).isTrue();
        assertThat(turned(frontal, -12).whole(142, 200)).isFalse();
        assertThat(turned(landmarks(15, 5), 12).whole(140, 200)).isTrue();
    }

    private static FaceLandmarks turned(FaceLandmarks face, double right) {
        return new FaceLandmarks(
                face.rightEye(),
                face.leftEye(),
                new Point(face.nose().x() + right, face.nose().y()),
                face.rightMouth(),
                face.leftMouth());
    }

    @Test
    void landmarksTellWhetherAFaceIsUpright() {
        FaceBox box = new FaceBox(50, 50, 100, 100, 1);
        assertThat(landmarks(0, 5).roll()).isZero();
        assertThat(landmarks(30, 5).upright()).isTrue();
        assertThat(landmarks(-90, 5).roll()).isCloseTo(90, within(1e-9));
        assertThat(landmarks(180, 5).upright()).isFalse();
        assertThat(landmarks(20, 5).plausible(box)).isTrue();
        assertThat(landmarks(0, 5).whole(150, 150)).isTrue();
        assertThat(landmarks(0, 5).whole(150, 140)).as("no chin").isFalse();
        assertThat(landmarks(0, 5).whole(130, 150)).as("no cheek").isFalse();
        assertThat(landmarks(0, 5, 50).whole(150, 150)).isTrue();
        assertThat(landmarks(0, 5, 48).whole(150, 150)).as("no forehead").isFalse();
        assertThat(landmarks(0, 60).plausible(box)).as("nose under the mouth").isFalse();
        assertThat(landmarks(0, 5).plausible(new FaceBox(0, 0, 60, 60, 1))).as("outside").isFalse();
        assertThat(landmarks(0, 5).plausible(new FaceBox(-200, -200, 600, 600, 1)))
                .as("tiny in its box")
                .isFalse();
    }
}
