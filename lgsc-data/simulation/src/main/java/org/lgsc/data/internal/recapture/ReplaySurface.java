package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * A display: every display pixel has one colour, made of three sub-pixels with dark gaps. The
 * camera integrates this grid over its own pixels, which shows the grid itself on close displays
 * and moire on finer ones.
 */
final class ReplaySurface implements Surface {
    private static final int TABLE = 256;

    private final ReplaySettings settings;
    private final LinearImage photo;
    private final float toX;
    private final float toY;
    private final float scale;
    private final float[] gammaTable = new float[TABLE + 2];
    private final float[] balance;
    private final float[] bands;
    private final float[] shown = new float[3];
    private float lastX = Float.NaN;
    private float lastY = Float.NaN;
    private final float glareX;
    private final float glareY;
    private final float glareRadius;
    private final float rowMean;

    ReplaySurface(LinearImage photo, ReplaySettings settings, SplittableRandom random) {
        this.settings = settings;
        this.photo = photo;
        int side = Math.min(photo.width(), photo.height());
        scale = (float) (settings.pixelsPerWidth() / side);
        toX = (float) Math.cos(Math.toRadians(settings.rotation())) * scale;
        toY = (float) Math.sin(Math.toRadians(settings.rotation())) * scale;
        for (int i = 0; i < gammaTable.length; i++) {
            gammaTable[i] = (float) Math.pow((double) i / TABLE, settings.gamma());
        }
        float cool = (float) settings.coolness();
        balance = new float[] {1 - cool / 2, 1, 1 + cool / 2};
        double phase = Draw.uniform(random, 0, 2 * Math.PI);
        bands = new float[photo.height()];
        for (int y = 0; y < bands.length; y++) {
            double at = 2 * Math.PI * settings.bands() * y / bands.length + phase;
            bands[y] = (float) (1 + settings.banding() * Math.sin(at));
        }
        glareX = (float) Draw.uniform(random, 0, photo.width());
        glareY = (float) Draw.uniform(random, 0, photo.height());
        glareRadius = side * (float) Draw.uniform(random, 0.2, 0.5);
        rowMean = 1 - (float) settings.gap();
    }

    @Override
    public void light(float x, float y, float stepX, float stepY, float[] out) {
        java.util.Arrays.fill(out, 0);
        boolean staggered = settings.subPixels() == 2;
        for (int j = 0; j < CameraModel.GRID; j++) {
            for (int i = 0; i < CameraModel.GRID; i++) {
                float a = i - (CameraModel.GRID - 1) / 2f;
                float b = j - (CameraModel.GRID - 1) / 2f;
                float px = x + a * stepX - b * stepY;
                float py = y + a * stepY + b * stepX;
                float column = px * toX + py * toY;
                float row = py * toX - px * toY;
                float cellX = (float) Math.floor(column);
                float cellY = (float) Math.floor(row);
                if (cellX != lastX || cellY != lastY) {
                    show(cellX, cellY);
                }
                float inX = column - cellX;
                float lit = row - cellY < rowMean ? 1 / rowMean : 0;
                boolean shifted = staggered && ((int) cellY & 1) == 1;
                for (int c = 0; c < 3; c++) {
                    out[3 + c] += shown[c];
                    if (lit > 0) {
                        out[c] += shown[c] * lit * stripe(c, inX, shifted);
                    }
                }
            }
        }
        float band =
                bands[Math.min(bands.length - 1, Math.max(0, (int) y))]
                        / (CameraModel.GRID * CameraModel.GRID);
        float gx = (x - glareX) / glareRadius;
        float gy = (y - glareY) / glareRadius;
        float near = Math.max(0, 1 - gx * gx - gy * gy);
        float glare = (float) settings.glare() * near * near;
        for (int c = 0; c < 6; c++) {
            out[c] = out[c] * band + glare;
        }
    }

    /** Computes the light of a display pixel, which has the photograph's colour at its centre. */
    private void show(float cellX, float cellY) {
        lastX = cellX;
        lastY = cellY;
        float cx = (cellX + 0.5f) / (scale * scale);
        float cy = (cellY + 0.5f) / (scale * scale);
        photo.sample(cx * toX - cy * toY, cx * toY + cy * toX, shown);
        for (int c = 0; c < 3; c++) {
            shown[c] = (display(shown[c]) + (float) settings.blackLevel()) * balance[c];
        }
    }

    private float display(float v) {
        float at = Math.min(1, Math.max(0, v)) * TABLE;
        int i = (int) at;
        return gammaTable[i] + (at - i) * (gammaTable[i + 1] - gammaTable[i]);
    }

    /** Light of one primary across a display pixel, mean 1. */
    private float stripe(int channel, float at, boolean shifted) {
        int place = settings.subPixels() == 1 ? 2 - channel : channel;
        float from = place / 3f + (shifted ? 0.5f : 0);
        float distance = at - from - 1f / 6;
        distance -= distance > 0.5f ? 1 : distance < -0.5f ? -1 : 0;
        distance = Math.abs(distance);
        // lit over a third of the pixel, with soft flanks of a tenth
        float edge = (1f / 6 - distance) * 10 + 0.5f;
        return 3 * (edge < 0 ? 0 : edge > 1 ? 1 : edge);
    }

    @Override
    public double patternShare() {
        return settings.gridShare();
    }
}
