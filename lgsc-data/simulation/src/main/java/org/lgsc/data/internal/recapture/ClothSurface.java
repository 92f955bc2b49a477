package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;

/**
 * A photograph dyed into woven cloth: threads in two directions pass over and under each other in
 * turn; each is round, goes down at the crossings, and has a brightness of its own.
 */
final class ClothSurface implements Surface {
    /** Threads whose brightness is drawn; they repeat. */
    private static final int THREADS = 256;

    private static final int SINES = 1024;
    private static final float[] SINE = new float[SINES];

    static {
        for (int i = 0; i < SINES; i++) {
            SINE[i] = (float) Math.sin(2 * Math.PI * i / SINES);
        }
    }

    private final ClothSettings settings;
    private final LinearImage dyed;
    private final float toX;
    private final float toY;
    private final float[] across;
    private final float[] down;
    private final float foldX;
    private final float foldY;
    private final float foldPhase;
    private final float[] colour = new float[3];

    /** Mean of {@link #height} over a thread. */
    private final float mean;

    /** Not safe for several threads: one surface per picture. */
    ClothSurface(LinearImage photo, ClothSettings settings, SplittableRandom random) {
        this.settings = settings;
        dyed = photo.blurred(settings.bleed());
        int width = photo.width();
        int height = photo.height();
        double scale = settings.threadsPerWidth() / Math.min(width, height);
        toX = (float) (Math.cos(Math.toRadians(settings.rotation())) * scale);
        toY = (float) (Math.sin(Math.toRadians(settings.rotation())) * scale);
        across = Draw.whiteNoise(random, THREADS);
        down = Draw.whiteNoise(random, THREADS);
        double turns = Draw.uniform(random, 0.5, 2);
        foldX = (float) (Math.cos(settings.foldAngle()) * turns / width);
        foldY = (float) (Math.sin(settings.foldAngle()) * turns / height);
        foldPhase = (float) random.nextDouble();
        // the mean of x^2 over -1 to 1 is a third, for the edge and for the crossing
        mean = 1 - (float) settings.relief() * (1 / 3f + 1 / 6f);
    }

    @Override
    public void light(float x, float y, float stepX, float stepY, float[] out) {
        float weave = 0;
        for (int j = 0; j < CameraModel.GRID; j++) {
            for (int i = 0; i < CameraModel.GRID; i++) {
                float a = i - (CameraModel.GRID - 1) / 2f;
                float b = j - (CameraModel.GRID - 1) / 2f;
                float px = x + a * stepX - b * stepY;
                float py = y + a * stepY + b * stepX;
                weave += height(px * toX + py * toY, py * toX - px * toY);
            }
        }
        weave /= CameraModel.GRID * CameraModel.GRID * mean;
        dyed.sample(x, y, colour);
        float turn = (foldX * x + foldY * y + foldPhase) * SINES + 64 * SINES;
        float shade = 1 + (float) settings.fold() * SINE[(int) turn & SINES - 1];
        float grey = (colour[0] + colour[1] + colour[2]) / 3;
        float keep = 1 - (float) settings.gamut();
        for (int c = 0; c < 3; c++) {
            float flat = shade * (0.02f + 0.98f * (keep * colour[c] + (1 - keep) * grey));
            out[3 + c] = flat;
            out[c] = flat * weave;
        }
    }

    /** Brightness at a place, in threads across and down. */
    private float height(float column, float row) {
        int cellX = (int) Math.floor(column);
        int cellY = (int) Math.floor(row);
        float u = 2 * (column - cellX) - 1;
        float v = 2 * (row - cellY) - 1;
        boolean warp = (cellX + cellY & 1) == 0;
        float edge = warp ? u : v;
        float along = warp ? v : u;
        float own = warp ? across[cellX & THREADS - 1] : down[cellY & THREADS - 1];
        float relief = (float) settings.relief();
        return (1 - relief * (edge * edge + along * along / 2))
                * (1 + (float) settings.slub() * own);
    }

    @Override
    public double patternShare() {
        return settings.weaveShare();
    }
}
