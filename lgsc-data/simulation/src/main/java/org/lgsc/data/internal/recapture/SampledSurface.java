package org.lgsc.data.internal.recapture;

import java.util.Arrays;

/** A surface whose light is the mean of what its points send. */
abstract class SampledSurface implements Surface {
    @Override
    public final void light(float x, float y, float stepX, float stepY, float[] out) {
        Arrays.fill(out, 0);
        for (int j = 0; j < CameraModel.GRID; j++) {
            for (int i = 0; i < CameraModel.GRID; i++) {
                float a = i - (CameraModel.GRID - 1) / 2f;
                float b = j - (CameraModel.GRID - 1) / 2f;
                add(x + a * stepX - b * stepY, y + a * stepY + b * stepX, out);
            }
        }
        for (int c = 0; c < out.length; c++) {
            out[c] /= CameraModel.GRID * CameraModel.GRID;
        }
    }

    /**
     * Adds the light of a point.
     *
     * @param sum linear RGB with the fine pattern and, from 3, without it
     */
    abstract void add(float x, float y, float[] sum);
}
