package org.lgsc.data.internal.recapture;

/** The object in front of the camera: light as a function of the position on the photograph. */
interface Surface {
    /**
     * Light that one camera pixel collects: the mean over {@value CameraModel#GRID} x {@value
     * CameraModel#GRID} points of its area.
     *
     * @param x across the photograph in its pixels, pixel centres at whole numbers
     * @param y down the photograph
     * @param stepX from one point of the pixel to the next on its right, across the photograph
     * @param stepY the same down the photograph; the point below lies at (-stepY, stepX)
     * @param out receives linear RGB with the medium's fine pattern (dots, display pixels) and,
     *     from 3, without it
     */
    void light(float x, float y, float stepX, float stepY, float[] out);

    /**
     * Returns the share of the pattern in the fine detail (energy of the Laplacian) that the camera
     * resolves, relative to the detail of the living face, 0 to 2.
     */
    double patternShare();
}
