package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/** A print with ragged openings through which a living face is seen in the paper's shadow. */
final class MaskSurface implements Surface {
    private final PrintSurface print;
    private final LinearImage wearer;
    private final MaskSettings settings;
    private final float[] centreX;
    private final float[] centreY;
    private final float[] radiusX;
    private final float[] radiusY;
    private final float phase;
    private final float lightX;
    private final float lightY;
    private final float cut;
    private final float[] through = new float[3];

    MaskSurface(
            PrintSurface print,
            LinearImage wearer,
            FaceLayout layout,
            MaskSettings settings,
            SplittableRandom random) {
        this.print = print;
        this.wearer = wearer;
        this.settings = settings;
        int width = wearer.width();
        int height = wearer.height();
        int holes = settings.mouthOpen() ? 3 : 2;
        float eye = (float) (layout.eyeRadius() * settings.eyes() * width);
        float mouth = (float) (layout.mouthRadius() * settings.mouth() * width);
        double[] x = {layout.leftEyeX(), layout.rightEyeX(), layout.mouthX()};
        double[] y = {layout.leftEyeY(), layout.rightEyeY(), layout.mouthY()};
        centreX = new float[holes];
        centreY = new float[holes];
        radiusX = new float[holes];
        radiusY = new float[holes];
        for (int i = 0; i < holes; i++) {
            centreX[i] = (float) (x[i] * width);
            centreY[i] = (float) (y[i] * height);
            radiusX[i] = i < 2 ? eye : mouth;
            radiusY[i] = radiusX[i] * (i < 2 ? 0.62f : 0.5f);
        }
        phase = (float) Draw.uniform(random, 0, 6.28);
        double light = Draw.uniform(random, 0, 2 * Math.PI);
        lightX = (float) Math.cos(light);
        lightY = (float) -Math.abs(Math.sin(light));
        // the cut is visible as a line of about a pixel at 192
        cut = Math.max(0.8f, Math.min(width, height) / 190f);
    }

    @Override
    public void light(float x, float y, float stepX, float stepY, float[] out) {
        for (int i = 0; i < centreX.length; i++) {
            float dx = (x - centreX[i]) / radiusX[i];
            float dy = (y - centreY[i]) / radiusY[i];
            float level = dx * dx + dy * dy;
            if (level > 2) {
                continue;
            }
            float angle = (float) Math.atan2(dy, dx);
            double waves = Math.sin(3 * angle + phase + i) + 0.5 * Math.sin(8 * angle + 2 * phase);
            float ragged = (float) (settings.roughness() * waves);
            // distance to the cut in pixels, positive in the opening
            float inside = (1 + ragged - (float) Math.sqrt(level)) * radiusY[i];
            float open = Math.min(1, Math.max(0, inside + 0.5f));
            if (open < 1) {
                print.light(x, y, stepX, stepY, out);
                float bright = (float) settings.edge() * Math.max(0, 1 + Math.min(0, inside) / cut);
                for (int c = 0; c < 6; c++) {
                    out[c] += bright * (0.8f - out[c]);
                }
            }
            if (open > 0) {
                // eyes are in the dark behind the paper, most of all on the side towards the light
                float depth = cut * (2.5f + 3 * Math.max(0, dx * lightX + dy * lightY));
                float shade =
                        1
                                - (float) settings.shadow()
                                        * (0.6f + 0.4f * Math.max(0, 1 - inside / depth));
                wearer.sample(
                        x - (float) settings.offsetX() * wearer.width(),
                        y - (float) settings.offsetY() * wearer.height(),
                        through);
                for (int c = 0; c < 6; c++) {
                    out[c] += open * (shade * through[c % 3] - out[c]);
                }
            }
            return;
        }
        print.light(x, y, stepX, stepY, out);
    }

    @Override
    public double patternShare() {
        // doubled: the rest of the detail is that of the living eyes
        return 2 * print.patternShare();
    }
}
