package org.lgsc.data.internal.recapture;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Halftone print: the photograph's colours are split into four inks, each laid down as dots on its
 * own rotated screen (amplitude modulation), and the inks multiply on paper (Neugebauer colours
 * with Demichel's random overlap follow from the product at each place).
 */
final class PrintSurface implements Surface {
    private static final int TILE = 64;

    /** Coverage from which a point of the screen's cell is inked, in units of the dot's edge. */
    private static final float[] THRESHOLD = new float[TILE * TILE];

    private static final int INKS = 4;
    private static final int POINTS = CameraModel.GRID * CameraModel.GRID;

    /** Whole tiles added before rounding towards zero, so that the result is rounded down. */
    private static final float POSITIVE = TILE * 4096f;

    private static final float NO_INK = 0.004f;

    /** Most light between dots relative to their mean. */
    private static final float MAX_RATIO = 3;

    private static final int SINES = 1024;
    private static final float[] SINE = new float[SINES];

    /** Linear RGB reflectance of solid cyan, magenta, yellow and black ink on white. */
    private static final float[][] INK = {
        {0.05f, 0.42f, 0.70f}, {0.62f, 0.06f, 0.30f}, {0.86f, 0.74f, 0.07f}, {0.03f, 0.03f, 0.03f}
    };

    private static final double[] ANGLES = {15, 75, 0, 45};

    /** Width of a dot's soft edge in units of coverage. */
    private static final float DOT_EDGE = 0.22f;

    static {
        for (int i = 0; i < SINES; i++) {
            SINE[i] = (float) Math.sin(2 * Math.PI * i / SINES);
        }
        Integer[] order = new Integer[TILE * TILE];
        double[] height = new double[TILE * TILE];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
            int row = i / TILE;
            height[i] =
                    Math.cos(2 * Math.PI * (i % TILE) / TILE) + Math.cos(2 * Math.PI * row / TILE);
        }
        Arrays.sort(order, (a, b) -> Double.compare(height[a], height[b]));
        // ranks, so that a coverage of c inks exactly the share c of the area
        for (int rank = 0; rank < order.length; rank++) {
            THRESHOLD[order[rank]] = (rank + 0.5f) / order.length / DOT_EDGE;
        }
    }

    private final PrintSettings settings;
    private final LinearImage file;
    private final float[] grain;
    private final float[] points = new float[3 * POINTS];
    private final float[] screenX = new float[INKS];
    private final float[] screenY = new float[INKS];
    private final float[] phase = new float[2 * INKS];
    private final float[] ink = new float[INKS];
    private final float curlX;
    private final float curlY;
    private final float curlPhase;

    /** Not safe for several threads: one surface per picture. */
    PrintSurface(LinearImage photo, PrintSettings settings, SplittableRandom random) {
        this.settings = settings;
        file = photo.blurred(settings.softness());
        int width = photo.width();
        int height = photo.height();
        grain = Planes.blur(Draw.whiteNoise(random, width * height), width, height, 0.7);
        double lines = settings.linesPerWidth() / Math.min(width, height);
        for (int k = 0; k < INKS; k++) {
            double angle = Math.toRadians(ANGLES[k] + settings.screenAngle());
            screenX[k] = (float) (Math.cos(angle) * lines * TILE);
            screenY[k] = (float) (Math.sin(angle) * lines * TILE);
            phase[2 * k] = (float) Draw.uniform(random, 0, TILE);
            phase[2 * k + 1] = (float) Draw.uniform(random, 0, TILE);
        }
        double turns = Draw.uniform(random, 0.4, 1.1);
        curlX = (float) (Math.cos(settings.curlAngle()) * turns / width);
        curlY = (float) (Math.sin(settings.curlAngle()) * turns / height);
        curlPhase = (float) random.nextDouble();
    }

    @Override
    public void light(float x, float y, float stepX, float stepY, float[] out) {
        file.sample(x, y, ink);
        float gain = (float) settings.dotGain();
        float density = (float) settings.inkDensity();
        float cyan = 1 - ink[0];
        float magenta = 1 - ink[1];
        float yellow = 1 - ink[2];
        float black = (float) settings.blackShare() * Math.min(cyan, Math.min(magenta, yellow));
        black *= black;
        float rest = 1 / Math.max(0.05f, 1 - black);
        ink[0] = (cyan - black) * rest;
        ink[1] = (magenta - black) * rest;
        ink[2] = (yellow - black) * rest;
        ink[3] = black;
        float flatRed = 1;
        float flatGreen = 1;
        float flatBlue = 1;
        java.util.Arrays.fill(points, 1);
        for (int k = 0; k < INKS; k++) {
            float tint = Math.min(1, Math.max(0, ink[k])) * density;
            tint += 2 * gain * tint * (1 - tint);
            float[] solid = INK[k];
            float absorbRed = 1 - solid[0];
            float absorbGreen = 1 - solid[1];
            float absorbBlue = 1 - solid[2];
            flatRed *= 1 - tint * absorbRed;
            flatGreen *= 1 - tint * absorbGreen;
            flatBlue *= 1 - tint * absorbBlue;
            if (tint < NO_INK) {
                continue;
            }
            float cos = screenX[k];
            float sin = screenY[k];
            float a0 = x * cos + y * sin + phase[2 * k] + POSITIVE;
            float b0 = y * cos - x * sin + phase[2 * k + 1] + POSITIVE;
            float alongA = stepX * cos + stepY * sin;
            float alongB = stepY * cos - stepX * sin;
            float level = tint / DOT_EDGE + 0.5f;
            for (int p = 0, at = 0; p < POINTS; p++, at += 3) {
                float i = p % CameraModel.GRID - (CameraModel.GRID - 1) / 2f;
                int row = p / CameraModel.GRID;
                float j = row - (CameraModel.GRID - 1) / 2f;
                int a = (int) (a0 + i * alongA - j * alongB) & TILE - 1;
                int b = (int) (b0 + i * alongB + j * alongA) & TILE - 1;
                float dot = level - THRESHOLD[b * TILE + a];
                dot = dot < 0 ? 0 : dot > 1 ? 1 : dot;
                points[at] *= 1 - dot * absorbRed;
                points[at + 1] *= 1 - dot * absorbGreen;
                points[at + 2] *= 1 - dot * absorbBlue;
            }
        }
        float red = 0;
        float green = 0;
        float blue = 0;
        for (int at = 0; at < points.length; at += 3) {
            red += points[at] / POINTS;
            green += points[at + 1] / POINTS;
            blue += points[at + 2] / POINTS;
        }
        // the printer's profile corrects the inks' side absorptions for the mean tint, within gamut
        float[] paper = settings.paperTint();
        float grey = (float) settings.gamut() * (3 - cyan - magenta - yellow) / 3;
        float keep = 1 - (float) settings.gamut();
        out[3] = paper[0] * (0.02f + 0.98f * (keep * (1 - cyan) + grey));
        out[4] = paper[1] * (0.02f + 0.98f * (keep * (1 - magenta) + grey));
        out[5] = paper[2] * (0.02f + 0.98f * (keep * (1 - yellow) + grey));
        float turn = (curlX * x + curlY * y + curlPhase) * SINES + 64 * SINES;
        int cell =
                Math.min(file.height() - 1, Math.max(0, (int) (y + 0.5f))) * file.width()
                        + Math.min(file.width() - 1, Math.max(0, (int) (x + 0.5f)));
        float shade =
                1
                        + (float) settings.curl() * SINE[(int) turn & SINES - 1]
                        + 3 * (float) settings.paperGrain() * grain[cell];
        for (int c = 3; c < 6; c++) {
            out[c] *= shade;
        }
        out[0] = out[3] * Math.min(MAX_RATIO, red / flatRed);
        out[1] = out[4] * Math.min(MAX_RATIO, green / flatGreen);
        out[2] = out[5] * Math.min(MAX_RATIO, blue / flatBlue);
    }

    @Override
    public double patternShare() {
        return settings.dotShare();
    }
}
