package org.lgsc.data.internal.recapture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Resin masks and make-up cover a part of the living face: each looks like what it is. */
class WornInstrumentsTest {
    private static final int SIDE = 192;
    private static final FaceLayout LAYOUT = FaceLayout.typical();

    /** A fine chequered skin of one colour. */
    private static LinearImage skin(float red, float green, float blue) {
        LinearImage image = new LinearImage(SIDE, SIDE);
        float[] colour = {red, green, blue};
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < SIDE * SIDE; i++) {
                int cell = i % SIDE / 2 + i / SIDE / 2;
                image.plane(c)[i] = colour[c] * (cell % 2 == 0 ? 0.7f : 1.3f);
            }
        }
        return image;
    }

    private static ResinSettings resin(double gloss, double polish) {
        return new ResinSettings(0.01, 0.6, 0.05, gloss, polish, 0.3, 0.006, 1.2, 0.4, 0.3, -0.5);
    }

    private static ResinSurface resin(LinearImage face, ResinSettings settings) {
        return new ResinSurface(face, face, LAYOUT, settings, new SplittableRandom(1));
    }

    private static MakeupSurface makeup(LinearImage face) {
        MakeupSettings settings = new MakeupSettings(0.8, 0.012, 0.5, 1.1, 0.5, 0.3, 0.7, 0.7, 0.3);
        return new MakeupSurface(face, LAYOUT, settings, new SplittableRandom(1));
    }

    /** What the surface shows at a place of the picture, 0 to 1; from 3, without its pattern. */
    private static float[] at(Surface surface, double x, double y) {
        float[] out = new float[6];
        surface.light((float) (x * SIDE), (float) (y * SIDE), 0.5f, 0, out);
        return out;
    }

    private static float[] at(LinearImage image, double x, double y) {
        float[] mean = new float[3];
        float[] one = new float[3];
        for (int p = 0; p < 4; p++) {
            float a = p % 2 - 0.5f;
            float b = p / 2 - 0.5f;
            image.sample((float) (x * SIDE + a / 2), (float) (y * SIDE + b / 2), one);
            for (int c = 0; c < 3; c++) {
                mean[c] += one[c] / 4;
            }
        }
        return mean;
    }

    /** Contrast of the finest detail without the pattern, on the cheek or in the background. */
    private static double detail(Surface surface, double x, double y) {
        double change = 0;
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            double left = at(surface, x + i / (double) SIDE, y)[4];
            change += Math.abs(left - at(surface, x + (i + 2) / (double) SIDE, y)[4]);
            sum += left;
        }
        return change / sum;
    }

    @Test
    void hairNeckAndBackgroundStayLiving() {
        LinearImage face = skin(0.4f, 0.25f, 0.2f);
        for (Surface surface : new Surface[] {resin(face, resin(0.3, 30)), makeup(face)}) {
            for (double[] place : new double[][] {{0.05, 0.1}, {0.9, 0.5}, {0.5, 0.97}}) {
                float[] seen = at(surface, place[0], place[1]);
                float[] living = at(face, place[0], place[1]);
                for (int c = 0; c < 3; c++) {
                    assertThat(seen[c]).isCloseTo(living[c], within(1e-5f));
                    assertThat(seen[3 + c]).isCloseTo(living[c], within(1e-5f));
                }
            }
        }
    }

    @Test
    void skinLosesItsFineDetail() {
        LinearImage face = skin(0.4f, 0.25f, 0.2f);
        for (Surface surface : new Surface[] {resin(face, resin(0, 30)), makeup(face)}) {
            assertThat(detail(surface, 0.4, 0.62)).isLessThan(0.4 * detail(surface, 0.02, 0.62));
        }
    }

    @Test
    void eyesBehindResinAreLivingAndInShadow() {
        LinearImage face = skin(0.4f, 0.25f, 0.2f);
        float[] seen = at(resin(face, resin(0.3, 30)), LAYOUT.leftEyeX(), LAYOUT.leftEyeY());
        float[] living = at(face, LAYOUT.leftEyeX(), LAYOUT.leftEyeY());
        // the shadow of these settings is 0.7 of 0.4
        assertThat(seen[1] / living[1]).isCloseTo(0.72f, within(1e-4f));
    }

    @Test
    void resinHasHighlightsOfTheLightsColour() {
        LinearImage face = skin(0.4f, 0.25f, 0.2f);
        Surface dull = resin(face, resin(0, 30));
        Surface glossy = resin(face, resin(0.4, 30));
        float most = 0;
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 40; x++) {
                float[] without = at(dull, 0.3 + x * 0.01, 0.3 + y * 0.01);
                float[] with = at(glossy, 0.3 + x * 0.01, 0.3 + y * 0.01);
                assertThat(with[3] - without[3]).isCloseTo(with[5] - without[5], within(1e-5f));
                most = Math.max(most, with[3] - without[3]);
            }
        }
        assertThat(most).isBetween(0.3f, 0.41f);
    }

    @Test
    void resinIsOfOneToneAndMakeupReddensTheLips() {
        LinearImage face = skin(0.4f, 0.25f, 0.2f);
        // one cheek is of another colour
        for (int i = 0; i < SIDE * SIDE; i++) {
            if (i % SIDE > SIDE / 2) {
                face.plane(0)[i] *= 0.7f;
            }
        }
        Surface painted = resin(face, resin(0, 30));
        float[] left = at(painted, 0.35, 0.6);
        float[] right = at(painted, 0.65, 0.6);
        float living = 0.7f; // red to green on the right relative to the left
        assertThat(right[3] / right[4] / (left[3] / left[4])).isBetween(living + 0.1f, 1f);

        float[] lips = at(makeup(face), LAYOUT.mouthX(), LAYOUT.mouthY());
        assertThat(lips[3] / lips[4]).isGreaterThan(2.2f); // 1.1 to 1.6 on the skin
    }

    @Test
    void ovalTurnsWithTheEyes() {
        FaceLayout level = new FaceLayout(0.4, 0.4, 0.6, 0.4, 0.06, 0.5, 0.65, 0.1);
        FaceLayout turned = new FaceLayout(0.4, 0.6, 0.4, 0.4, 0.06, 0.65, 0.5, 0.1);
        FaceOval upright = new FaceOval(level, 100, 100);
        FaceOval lying = new FaceOval(turned, 100, 100);
        assertThat(upright.inside(50, 49)).isPositive();
        assertThat(upright.inside(50, 85)).isNegative();
        for (float[] p : new float[][] {{50, 49}, {60, 60}, {30, 70}, {50, 85}}) {
            // a quarter turn: down becomes right
            assertThat(lying.inside(p[1], 100 - p[0]))
                    .isCloseTo(upright.inside(p[0], p[1]), within(1e-3f));
        }
    }

    private static org.assertj.core.data.Offset<Float> within(float offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }
}
