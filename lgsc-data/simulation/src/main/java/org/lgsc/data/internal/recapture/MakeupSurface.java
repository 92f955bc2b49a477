package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * A living face under theatrical make-up: the foundation hides pores and spots and gives the skin
 * one matte tone, its powder has a grain, and eyes, brows, lips and hollows of the cheeks are drawn
 * with hard edges. Eyes, hair, neck and background are as they were.
 */
final class MakeupSurface extends SampledSurface {
    private static final float[] LIPSTICK = {0.42f, 0.05f, 0.07f};
    private static final float[] LINER = {0.02f, 0.015f, 0.015f};
    private static final float[] FOUNDATION = {1.18f, 0.98f, 0.84f};

    private final MakeupSettings settings;
    private final LinearImage face;
    private final LinearImage powdered;
    private final LinearImage plain;
    private final FaceOval oval;
    private final float[] seen = new float[3];

    /** Not safe for several threads: one surface per picture. */
    MakeupSurface(
            LinearImage photo,
            FaceLayout layout,
            MakeupSettings settings,
            SplittableRandom random) {
        this.settings = settings;
        face = photo;
        oval = new FaceOval(layout, photo.width(), photo.height());
        plain = new LinearImage(photo.width(), photo.height());
        powdered = new LinearImage(photo.width(), photo.height());
        paint(layout, random);
    }

    private void paint(FaceLayout layout, SplittableRandom random) {
        int width = face.width();
        int height = face.height();
        double depth = settings.depth() * Math.min(width, height);
        LinearImage soft = face.blurred(depth);
        float[] grain = Planes.blur(Draw.whiteNoise(random, width * height), width, height, 0.5);
        Strokes strokes = new Strokes(layout, width, height);
        float mean = mean(soft);
        float[] colour = new float[3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                float inside = Math.min(1, Math.max(0, oval.inside(x, y) / (float) (2 * depth)));
                float skin = inside * (1 - strokes.eye(x, y));
                foundation(i, soft, skin, mean, colour);
                float lips = (float) settings.lips() * strokes.mouth(x, y);
                float line = (float) settings.liner() * strokes.line(x, y);
                float hollow = 1 - (float) settings.contour() * inside * strokes.hollow(x, y);
                float shade = soft.luminance(i) / Math.max(0.02f, mean);
                for (int c = 0; c < 3; c++) {
                    float v = hollow * colour[c];
                    v += lips * (shade * LIPSTICK[c] - v);
                    v += line * (LINER[c] - v);
                    plain.plane(c)[i] = v;
                    powdered.plane(c)[i] = v * Math.max(0, 1 + 0.25f * skin * grain[i]);
                }
            }
        }
    }

    /** Colour under the foundation, which keeps the shading of the face. */
    private void foundation(int i, LinearImage soft, float skin, float mean, float[] colour) {
        float fine = 1 - (float) settings.cover() * skin;
        float grey = soft.luminance(i);
        // powder scatters: what is brighter than the face's mean is compressed
        float bright = Math.max(0, grey - 1.2f * mean);
        float dull = (grey - (float) settings.matte() * bright) / Math.max(1e-4f, grey);
        float level = 1 + skin * ((float) settings.pale() * dull - 1);
        for (int c = 0; c < 3; c++) {
            float low = soft.plane(c)[i];
            float detail = face.plane(c)[i] - low;
            low += skin * (float) settings.tone() * (FOUNDATION[c] * grey - low);
            colour[c] = Math.max(0, level * (low + fine * detail));
        }
    }

    private float mean(LinearImage soft) {
        double sum = 0;
        int count = 0;
        for (int y = 0; y < soft.height(); y++) {
            for (int x = 0; x < soft.width(); x++) {
                if (oval.inside(x, y) > 0) {
                    sum += soft.luminance(y * soft.width() + x);
                    count++;
                }
            }
        }
        return (float) (sum / Math.max(1, count));
    }

    @Override
    void add(float x, float y, float[] sum) {
        powdered.sample(x, y, seen);
        for (int c = 0; c < 3; c++) {
            sum[c] += seen[c];
        }
        plain.sample(x, y, seen);
        for (int c = 0; c < 3; c++) {
            sum[3 + c] += seen[c];
        }
    }

    @Override
    public double patternShare() {
        return settings.powderShare();
    }

    /** Where eyes, lips, lines and hollows are, each 0 to 1. */
    private final class Strokes {
        private final float[] eyeX;
        private final float[] eyeY;
        private final float eyeRadius;
        private final float mouthX;
        private final float mouthY;
        private final float mouthRadius;
        private final float width;

        Strokes(FaceLayout layout, int pixelsAcross, int pixelsDown) {
            eyeX =
                    new float[] {
                        (float) layout.leftEyeX() * pixelsAcross,
                        (float) layout.rightEyeX() * pixelsAcross
                    };
            eyeY =
                    new float[] {
                        (float) layout.leftEyeY() * pixelsDown,
                        (float) layout.rightEyeY() * pixelsDown
                    };
            eyeRadius = (float) layout.eyeRadius() * pixelsAcross;
            mouthX = (float) layout.mouthX() * pixelsAcross;
            mouthY = (float) layout.mouthY() * pixelsDown;
            mouthRadius = (float) layout.mouthRadius() * pixelsAcross;
            width = Math.max(0.8f, Math.min(pixelsAcross, pixelsDown) / 130f);
        }

        /** Distance to the lids in pixels, positive inside the eye, of the nearer eye. */
        private float toLids(float x, float y) {
            float nearest = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < 2; i++) {
                float dx = (x - eyeX[i]) / eyeRadius;
                float dy = (y - eyeY[i]) / (0.5f * eyeRadius);
                float level = (float) Math.sqrt(dx * dx + dy * dy);
                nearest = Math.max(nearest, (1 - level) * 0.5f * eyeRadius);
            }
            return nearest;
        }

        float eye(float x, float y) {
            return clip(toLids(x, y) + 0.5f);
        }

        float line(float x, float y) {
            return clip(width - Math.abs(toLids(x, y)) + 0.5f);
        }

        float mouth(float x, float y) {
            float dx = (x - mouthX) / mouthRadius;
            float dy = (y - mouthY) / (0.34f * mouthRadius);
            float level = (float) Math.sqrt(dx * dx + dy * dy);
            return clip((1 - level) * 0.34f * mouthRadius + 0.5f);
        }

        float hollow(float x, float y) {
            float u = Math.abs(oval.u(x, y)) - 0.62f;
            float v = oval.v(x, y) - 0.3f;
            return clip(1.2f - 20 * (u + 0.35f * v) * (u + 0.35f * v) - 9 * v * v);
        }

        private float clip(float value) {
            return Math.min(1, Math.max(0, value));
        }
    }
}
