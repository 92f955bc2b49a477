package org.lgsc.data.recapture;

/** What stands before the camera: light as a function of the place on the photograph. */
@FunctionalInterface
interface Surface {
    /**
     * @param x across the photograph in its pixels, pixel centres at whole numbers
     * @param y down the photograph
     * @param photo linear RGB of the photograph there
     * @param out receives linear RGB
     */
    void light(float x, float y, float[] photo, float[] out);
}
