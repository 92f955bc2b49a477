package org.lgsc.data.recapture;

import java.util.SplittableRandom;

/**
 * A display: every display pixel has one colour, made of three sub-pixels with dark gaps. The
 * camera integrates this grid over its own pixels, which gives the grid itself on close displays
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
    private final float bandPhase;
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
        bandPhase = (float) Draw.uniform(random, 0, 2 * Math.PI);
        glareX = (float) Draw.uniform(random, 0, photo.width());
        glareY = (float) Draw.uniform(random, 0, photo.height());
        glareRadius = side * (float) Draw.uniform(random, 0.2, 0.5);
        rowMean = 1 - (float) settings.gap();
    }

    @Override
    public void light(float x, float y, float[] value, float[] out) {
        float column = x * toX + y * toY;
        float row = y * toX - x * toY;
        float cellX = (float) Math.floor(column);
        float cellY = (float) Math.floor(row);
        // the display pixel's centre, back on the photograph
        float cx = cellX + 0.5f;
        float cy = cellY + 0.5f;
        float inverse = 1 / (scale * scale);
        float photoX = (cx * toX - cy * toY) * inverse;
        float photoY = (cx * toY + cy * toX) * inverse;
        float inX = column - cellX;
        float inY = row - cellY;
        float contrast = (float) settings.gridContrast();
        boolean staggered = settings.subPixels() == 2;
        float lit = 1;
        if (inY > 1 - (float) settings.gap()) {
            lit = 0;
        }
        lit = 1 + contrast * (lit / rowMean - 1);
        float band =
                1
                        + (float) settings.banding()
                                * (float)
                                        Math.sin(
                                                6.2832f * settings.bands() * y / photo.height()
                                                        + bandPhase);
        float gx = (x - glareX) / glareRadius;
        float gy = (y - glareY) / glareRadius;
        float near = Math.max(0, 1 - gx * gx - gy * gy);
        float glare = (float) settings.glare() * near * near;
        for (int c = 0; c < 3; c++) {
            float v = Planes.sample(photo.plane(c), photo.width(), photo.height(), photoX, photoY);
            v = display(v);
            float stripe = stripe(c, inX, staggered && ((int) cellY & 1) == 1);
            float pattern = 1 + contrast * (stripe - 1);
            out[c] =
                    ((v + (float) settings.blackLevel()) * pattern * lit) * balance[c] * band
                            + glare;
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
        distance -= Math.round(distance);
        distance = Math.abs(distance);
        // lit over a third of the pixel, with soft flanks of a tenth
        float edge = (1f / 6 - distance) * 10 + 0.5f;
        return 3 * (edge < 0 ? 0 : edge > 1 ? 1 : edge);
    }
}
