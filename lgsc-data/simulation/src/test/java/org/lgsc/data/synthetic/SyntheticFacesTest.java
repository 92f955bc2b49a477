package org.lgsc.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.face.FaceFinder;
import org.lgsc.core.internal.face.FaceFinding;
import org.lgsc.core.internal.face.FaceRules;
import org.lgsc.data.internal.recapture.FaceLayout;

class SyntheticFacesTest {
    private static final SyntheticFaces FACES = SyntheticFaces.of(11);

    private static CaptureConditions conditions(long seed) {
        return CaptureConditions.random(new SplittableRandom(seed));
    }

    @Test
    void sameSeedDrawsSamePicture() {
        RgbImage first = FACES.render(FACES.subject(2), conditions(1), 96);
        SyntheticFaces again = SyntheticFaces.of(11);
        assertThat(again.render(again.subject(2), conditions(1), 96).data())
                .isEqualTo(first.data());
        SyntheticFaces other = SyntheticFaces.of(12);
        assertThat(other.render(other.subject(2), conditions(1), 96).data())
                .isNotEqualTo(first.data());
    }

    @Test
    void haarCascadeFindsTheFaces() {
        int found = 0;
        int subjects = 30;
        try (FaceDetector detector = new HaarFaceDetector()) {
            FaceFinder finder = new FaceFinder(detector, FaceRules.TRAINING);
            for (int i = 0; i < subjects; i++) {
                RgbImage image = FACES.render(FACES.subject(i), conditions(500 + i), 192);
                // a face, not a corner of the background
                if (finder.find(image) instanceof FaceFinding.Found f
                        && f.face().width() > image.width() / 3) {
                    found++;
                }
            }
        }
        assertThat(found).isGreaterThanOrEqualTo(25);
    }

    @Test
    void subjectsDifferMoreThanCapturesOfOneSubject() {
        // aligned and evenly lit but for small changes of light and expression
        int subjects = 12;
        List<float[]> first = new ArrayList<>();
        List<float[]> second = new ArrayList<>();
        for (int i = 0; i < subjects; i++) {
            first.add(thumbnail(FACES.render(FACES.subject(i), aligned(2 * i), 64)));
            second.add(thumbnail(FACES.render(FACES.subject(i), aligned(2 * i + 1), 64)));
        }
        int recognised = 0;
        for (int i = 0; i < subjects; i++) {
            int nearest = 0;
            for (int j = 1; j < subjects; j++) {
                if (distance(first.get(i), second.get(j))
                        < distance(first.get(i), second.get(nearest))) {
                    nearest = j;
                }
            }
            recognised += nearest == i ? 1 : 0;
        }
        assertThat(recognised).isGreaterThanOrEqualTo(11);
    }

    private static CaptureConditions aligned(int seed) {
        CaptureConditions c = conditions(100 + seed);
        CaptureConditions f = CaptureConditions.frontal();
        return new CaptureConditions(
                0.2f * c.yaw(),
                0.2f * c.pitch(),
                0,
                f.scale(),
                0,
                0,
                0.4f * c.lightAzimuth(),
                f.lightElevation(),
                f.lightColour(),
                f.ambient(),
                1,
                0.5f * c.smile(),
                0,
                c.lids(),
                c.gazeX(),
                0);
    }

    /** 8x8 means of each colour over the middle of the picture. */
    private static float[] thumbnail(RgbImage image) {
        float[] out = new float[8 * 8 * 3];
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 48; x++) {
                for (int c = 0; c < 3; c++) {
                    out[(y / 6 * 8 + x / 6) * 3 + c] += image.get(8 + x, 8 + y, c) / 36f;
                }
            }
        }
        return out;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    @Test
    void layoutPointsAtDarkPupils() {
        int dark = 0;
        for (int i = 0; i < 20; i++) {
            SyntheticSubject subject = FACES.subject(i);
            CaptureConditions conditions = conditions(i + 1);
            RgbImage image = FACES.render(subject, conditions, 192);
            FaceLayout layout = FACES.layout(subject, conditions);
            double eye = darkest(image, layout.leftEyeX(), layout.leftEyeY());
            double cheek =
                    darkest(
                            image,
                            layout.leftEyeX(),
                            0.55 * layout.leftEyeY() + 0.45 * layout.mouthY());
            dark += eye < 0.6 * cheek ? 1 : 0;
        }
        assertThat(dark).isGreaterThanOrEqualTo(17);
    }

    private static double darkest(RgbImage image, double x, double y) {
        int px = (int) (x * image.width());
        int py = (int) (y * image.height());
        int least = 255;
        for (int dy = -4; dy <= 4; dy++) {
            for (int dx = -4; dx <= 4; dx++) {
                least = Math.min(least, image.get(px + dx, py + dy, 1));
            }
        }
        return least;
    }

    @Test
    void badArgumentsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SyntheticFaces.of(0))
                .withMessageContaining("seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FACES.subject(-1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FACES.portrait(0, 31))
                .withMessageContaining("31");
    }
}
