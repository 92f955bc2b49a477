package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * A rigid mask in the shape of the face, worn by a living person: cast, so it has the face's relief
 * and none of the skin's pores; painted, so its colour is nearly one tone with blotches; of resin,
 * so light spreads in it, red most of all, and its uneven surface has waxy highlights. Eyes are
 * seen through openings with a hard edge; hair, neck and background are living.
 */
final class ResinSurface extends SampledSurface {
    /** Relief of nose and cheeks, which shading shows, relative to the oval's own slope. */
    private static final float RELIEF = 1.5f;

    /** Root of the mean square of the uneven surface's slope in each direction. */
    private static final float PEEL = 0.09f;

    private final ResinSettings settings;
    private final LinearImage wearer;
    private final LinearImage plain;
    private final LinearImage uneven;
    private final FaceOval oval;
    private final float[] eyeX;
    private final float[] eyeY;
    private final float eyeRadius;
    private final float edge;
    private final float[] seen = new float[3];

    /** Not safe for several threads: one surface per picture. */
    ResinSurface(
            LinearImage photo,
            LinearImage wearer,
            FaceLayout layout,
            ResinSettings settings,
            SplittableRandom random) {
        this.settings = settings;
        this.wearer = wearer;
        int width = photo.width();
        int height = photo.height();
        oval = new FaceOval(layout, width, height);
        eyeX = new float[] {(float) layout.leftEyeX() * width, (float) layout.rightEyeX() * width};
        eyeY =
                new float[] {
                    (float) layout.leftEyeY() * height, (float) layout.rightEyeY() * height
                };
        eyeRadius = (float) (layout.eyeRadius() * settings.eyes() * width);
        edge = Math.max(0.8f, Math.min(width, height) / 190f);
        plain = new LinearImage(width, height);
        uneven = new LinearImage(width, height);
        paint(photo, random);
    }

    /** Draws the mask over the entire picture, with the uneven surface and without it. */
    private void paint(LinearImage photo, SplittableRandom random) {
        int width = photo.width();
        int height = photo.height();
        int side = Math.min(width, height);
        double cast = settings.cast() * side;
        double[] spread = {1.5 * cast, 1.15 * cast, cast};
        float[][] body = new float[3][];
        for (int c = 0; c < 3; c++) {
            body[c] = Planes.blur(photo.plane(c), width, height, spread[c]);
        }
        float[] tone = tone(body, width, height);
        float[] blotches = noise(random, width, height, 0.05 * side);
        float[] peel = noise(random, width, height, settings.peel() * side);
        // the slope of smooth noise is 1 / (root of 2 times its length)
        float steep = PEEL * (float) (Math.sqrt(2) * settings.peel() * side);
        float[] shape = Planes.blur(body[1], width, height, 0.02 * side);
        Highlight light = new Highlight(settings);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                float grey = (body[0][i] + body[1][i] + body[2][i]) / 3;
                float relief = RELIEF * side / 60f / Math.max(0.05f, shape[i]);
                float slopeX = oval.u(x, y) - relief * across(shape, x, y, width);
                float slopeY = oval.v(x, y) - relief * down(shape, x, y, width, height);
                float peelX = steep * across(peel, x, y, width);
                float peelY = steep * down(peel, x, y, width, height);
                float smooth = light.at(slopeX, slopeY);
                float rough = light.at(slopeX + peelX, slopeY + peelY);
                float thick = 1 + (float) settings.blotch() * blotches[i];
                float shade = Math.max(0, 1 + light.diffuse(peelX, peelY));
                for (int c = 0; c < 3; c++) {
                    float own = body[c][i];
                    own += (float) settings.paint() * (tone[c] * grey - own);
                    own *= thick;
                    plain.plane(c)[i] = own + smooth;
                    uneven.plane(c)[i] = own * shade + rough;
                }
            }
        }
    }

    /** Mean colour of the covered part relative to its grey. */
    private float[] tone(float[][] body, int width, int height) {
        double[] mean = new double[3];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (oval.inside(x, y) > 0) {
                    for (int c = 0; c < 3; c++) {
                        mean[c] += body[c][y * width + x];
                    }
                }
            }
        }
        double grey = Math.max(1e-6, (mean[0] + mean[1] + mean[2]) / 3);
        return new float[] {
            (float) (mean[0] / grey), (float) (mean[1] / grey), (float) (mean[2] / grey)
        };
    }

    /** Smooth noise of standard deviation 1. */
    private static float[] noise(SplittableRandom random, int width, int height, double sigma) {
        float[] noise = Planes.blur(Draw.whiteNoise(random, width * height), width, height, sigma);
        float scale = (float) (1 / Math.sqrt(Math.max(1e-9, Planes.power(noise))));
        for (int i = 0; i < noise.length; i++) {
            noise[i] *= scale;
        }
        return noise;
    }

    private static float across(float[] plane, int x, int y, int width) {
        int row = y * width;
        return (plane[row + Math.min(width - 1, x + 1)] - plane[row + Math.max(0, x - 1)]) / 2;
    }

    private static float down(float[] plane, int x, int y, int width, int height) {
        return (plane[Math.min(height - 1, y + 1) * width + x]
                        - plane[Math.max(0, y - 1) * width + x])
                / 2;
    }

    @Override
    void add(float x, float y, float[] sum) {
        float covered = covered(x, y);
        float shade = 1;
        if (covered < 1) {
            float near = Math.max(0, 1 - Math.abs(oval.inside(x, y)) / (4 * edge));
            boolean eye = oval.inside(x, y) > 4 * edge;
            shade = 1 - (float) settings.shadow() * (eye ? 0.7f : near);
        }
        wearer.sample(x, y, seen);
        float open = (1 - covered) * shade;
        for (int c = 0; c < 3; c++) {
            sum[c] += open * seen[c];
            sum[3 + c] += open * seen[c];
        }
        if (covered > 0) {
            uneven.sample(x, y, seen);
            for (int c = 0; c < 3; c++) {
                sum[c] += covered * seen[c];
            }
            plain.sample(x, y, seen);
            for (int c = 0; c < 3; c++) {
                sum[3 + c] += covered * seen[c];
            }
        }
    }

    /** Returns 1 on the mask, 0 in the eye openings and around it. */
    private float covered(float x, float y) {
        float inside = oval.inside(x, y);
        for (int i = 0; i < eyeX.length; i++) {
            float dx = (x - eyeX[i]) / eyeRadius;
            float dy = (y - eyeY[i]) / (0.6f * eyeRadius);
            float level = (float) Math.sqrt(dx * dx + dy * dy);
            inside = Math.min(inside, (level - 1) * 0.6f * eyeRadius);
        }
        return Math.min(1, Math.max(0, inside + 0.5f));
    }

    @Override
    public double patternShare() {
        return settings.peelShare();
    }

    /** Light mirrored by a glossy surface (Blinn and Phong) and the shading of its unevenness. */
    private static final class Highlight {
        private final float halfX;
        private final float halfY;
        private final float halfZ;
        private final float lightX;
        private final float lightY;
        private final float gloss;
        private final double polish;

        Highlight(ResinSettings settings) {
            double x = settings.lightX();
            double y = settings.lightY();
            double length = Math.sqrt(x * x + y * y + 1);
            lightX = (float) (x / length);
            lightY = (float) (y / length);
            double z = 1 / length + 1;
            double half = Math.sqrt(lightX * lightX + lightY * lightY + z * z);
            halfX = (float) (lightX / half);
            halfY = (float) (lightY / half);
            halfZ = (float) (z / half);
            gloss = (float) settings.gloss();
            polish = settings.polish();
        }

        float at(float slopeX, float slopeY) {
            float length = (float) Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
            float towards = (slopeX * halfX + slopeY * halfY + halfZ) / length;
            return towards > 0 ? gloss * (float) Math.pow(towards, polish) : 0;
        }

        float diffuse(float slopeX, float slopeY) {
            return slopeX * lightX + slopeY * lightY;
        }
    }
}
