package org.lgsc.data.recapture;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Halftone print: the photograph's colours are split into four inks, each laid down as dots on its
 * own rotated screen (amplitude modulation), and the inks multiply on paper (Neugebauer colours
 * with Demichel's random overlap follow from the product at each place).
 */
final class PrintSurface implements Surface {
    private static final int TILE = 64;
    private static final float[] THRESHOLD = new float[TILE * TILE];
    private static final int INKS = 4;

    /** Linear RGB reflectance of solid cyan, magenta, yellow and black ink on white. */
    private static final float[][] INK = {
        {0.05f, 0.42f, 0.70f}, {0.62f, 0.06f, 0.30f}, {0.86f, 0.74f, 0.07f}, {0.03f, 0.03f, 0.03f}
    };

    private static final double[] ANGLES = {15, 75, 0, 45};

    /** Width of a dot's soft edge in units of coverage. */
    private static final float DOT_EDGE = 0.22f;

    static {
        Integer[] order = new Integer[TILE * TILE];
        double[] height = new double[TILE * TILE];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            height[i] =
                    Math.cos(2 * Math.PI * (i % TILE) / TILE)
                            + Math.cos(2 * Math.PI * (i / TILE) / TILE);
        }
        Arrays.sort(order, (a, b) -> Double.compare(height[a], height[b]));
        // ranks, so that a coverage of c inks exactly the share c of the area
        for (int rank = 0; rank < order.length; rank++) {
            THRESHOLD[order[rank]] = (rank + 0.5f) / order.length;
        }
    }

    private final PrintSettings settings;
    private final LinearImage file;
    private final float[] grain;
    private final float[] stepX = new float[INKS];
    private final float[] stepY = new float[INKS];
    private final float[] phase = new float[2 * INKS];
    private final float[] ink = new float[INKS];
    private final float curlX;
    private final float curlY;
    private final float curlPhase;

    /** Not safe for several threads: one surface a picture. */
    PrintSurface(LinearImage photo, PrintSettings settings, SplittableRandom random) {
        this.settings = settings;
        file = photo.blurred(settings.softness());
        int width = photo.width();
        int height = photo.height();
        grain = Planes.blur(Draw.whiteNoise(random, width * height), width, height, 0.7);
        double lines = settings.linesPerWidth() / Math.min(width, height);
        for (int k = 0; k < INKS; k++) {
            double angle = Math.toRadians(ANGLES[k] + settings.screenAngle());
            stepX[k] = (float) (Math.cos(angle) * lines * TILE);
            stepY[k] = (float) (Math.sin(angle) * lines * TILE);
            phase[2 * k] = (float) Draw.uniform(random, 0, TILE);
            phase[2 * k + 1] = (float) Draw.uniform(random, 0, TILE);
        }
        double turns = Draw.uniform(random, 0.4, 1.1) * 2 * Math.PI;
        curlX = (float) (Math.cos(settings.curlAngle()) * turns / width);
        curlY = (float) (Math.sin(settings.curlAngle()) * turns / height);
        curlPhase = (float) Draw.uniform(random, 0, 2 * Math.PI);
    }

    @Override
    public void light(float x, float y, float[] photo, float[] out) {
        int width = file.width();
        int height = file.height();
        float gain = (float) settings.dotGain();
        float density = (float) settings.inkDensity();
        float cyan = 1 - Planes.sample(file.plane(0), width, height, x, y);
        float magenta = 1 - Planes.sample(file.plane(1), width, height, x, y);
        float yellow = 1 - Planes.sample(file.plane(2), width, height, x, y);
        float black = (float) settings.blackShare() * Math.min(cyan, Math.min(magenta, yellow));
        black *= black;
        float rest = 1 / Math.max(0.05f, 1 - black);
        ink[0] = (cyan - black) * rest;
        ink[1] = (magenta - black) * rest;
        ink[2] = (yellow - black) * rest;
        ink[3] = black;
        float contrast = (float) settings.dotContrast();
        float red = 1;
        float green = 1;
        float blue = 1;
        float flatRed = 1;
        float flatGreen = 1;
        float flatBlue = 1;
        for (int k = 0; k < INKS; k++) {
            float tint = Math.min(1, Math.max(0, ink[k])) * density;
            tint += 2 * gain * tint * (1 - tint);
            float a = x * stepX[k] + y * stepY[k] + phase[2 * k];
            float b = y * stepX[k] - x * stepY[k] + phase[2 * k + 1];
            int ia = (int) Math.floor(a) & TILE - 1;
            int ib = (int) Math.floor(b) & TILE - 1;
            float dot = (tint - THRESHOLD[ib * TILE + ia]) / DOT_EDGE + 0.5f;
            dot = dot < 0 ? 0 : dot > 1 ? 1 : dot;
            float cover = tint + contrast * (dot - tint);
            float[] solid = INK[k];
            red *= 1 - cover * (1 - solid[0]);
            green *= 1 - cover * (1 - solid[1]);
            blue *= 1 - cover * (1 - solid[2]);
            flatRed *= 1 - tint * (1 - solid[0]);
            flatGreen *= 1 - tint * (1 - solid[1]);
            flatBlue *= 1 - tint * (1 - solid[2]);
        }
        // the printer's profile corrects the inks' side absorptions for the mean tint, within gamut
        float[] paper = settings.paperTint();
        float grey = (float) settings.gamut() * (3 - cyan - magenta - yellow) / 3;
        float keep = 1 - (float) settings.gamut();
        out[0] =
                paper[0]
                        * (0.02f + 0.98f * (keep * (1 - cyan) + grey))
                        * Math.min(3, red / flatRed);
        out[1] =
                paper[1]
                        * (0.02f + 0.98f * (keep * (1 - magenta) + grey))
                        * Math.min(3, green / flatGreen);
        out[2] =
                paper[2]
                        * (0.02f + 0.98f * (keep * (1 - yellow) + grey))
                        * Math.min(3, blue / flatBlue);
        float shade =
                1
                        + (float) settings.curl()
                                * (float) Math.sin(curlX * x + curlY * y + curlPhase)
                        + (float) settings.paperGrain()
                                * 3
                                * Planes.sample(grain, width, height, x, y);
        out[0] *= shade;
        out[1] *= shade;
        out[2] *= shade;
    }
}
