package org.lgsc.data.internal.recapture;

import java.util.SplittableRandom;
import org.lgsc.data.recapture.CameraKind;

/**
 * One shot, the same for living faces and attacks. Ranges are those of the phone; a webcam has a
 * lens blur of 0.6 to 1.1, a read noise of 0.002 to 0.008, a shot noise of 0.0003 to 0.0012,
 * sharpening of 0.5 to 1.3, a contrast of 1 to 1.16, a JPEG quality of 0.4 to 0.7, and errors of
 * exposure and colours half as large again.
 *
 * @param rotation of the camera in degrees, -3 to 3
 * @param zoom photograph pixels per camera pixel, 0.88 to 0.97 (the frame is inside the picture)
 * @param shiftX movement across, as a fraction of the width, -0.02 to 0.02
 * @param shiftY movement down, as a fraction of the height, -0.02 to 0.02
 * @param tiltX perspective across: relative change of scale from one side to the other, -0.04 to
 *     0.04
 * @param tiltY perspective down, -0.04 to 0.04
 * @param lensBlur standard deviation of the point spread in camera pixels, 0.25 to 0.7
 * @param exposureError factor left by auto-exposure, 0.85 to 1.18
 * @param redError factor on red left by auto-white-balance, 0.95 to 1.05
 * @param blueError factor on blue left by auto-white-balance, 0.93 to 1.07
 * @param readNoise standard deviation in linear light, 0.0008 to 0.004
 * @param shotNoise variance per unit of linear light, 0.00004 to 0.0004
 * @param sharpening weight of an unsharp mask of 1 pixel, 0 to 0.8
 * @param contrast slope of the tone curve at mid grey, 0.94 to 1.06
 * @param jpegQuality 0.75 to 0.97
 */
record CameraSettings(
        double rotation,
        double zoom,
        double shiftX,
        double shiftY,
        double tiltX,
        double tiltY,
        double lensBlur,
        double exposureError,
        double redError,
        double blueError,
        double readNoise,
        double shotNoise,
        double sharpening,
        double contrast,
        double jpegQuality) {

    /** Settings drawn from the ranges above. */
    static CameraSettings random(CameraKind kind, SplittableRandom random) {
        boolean phone =
                switch (kind) {
                    case PHONE -> true;
                    case WEBCAM -> false;
                };
        return new CameraSettings(
                Draw.centred(random, 3),
                Draw.uniform(random, 0.88, 0.97),
                Draw.centred(random, 0.02),
                Draw.centred(random, 0.02),
                Draw.centred(random, 0.04),
                Draw.centred(random, 0.04),
                phone ? Draw.uniform(random, 0.25, 0.7) : Draw.uniform(random, 0.6, 1.1),
                Math.exp(Draw.centred(random, phone ? 0.165 : 0.25)),
                1 + Draw.centred(random, phone ? 0.05 : 0.075),
                1 + Draw.centred(random, phone ? 0.07 : 0.105),
                phone ? Draw.uniform(random, 0.0008, 0.004) : Draw.uniform(random, 0.002, 0.008),
                phone
                        ? Draw.uniform(random, 0.00004, 0.0004)
                        : Draw.uniform(random, 0.0003, 0.0012),
                phone ? Draw.uniform(random, 0, 0.8) : Draw.uniform(random, 0.5, 1.3),
                phone ? 1 + Draw.centred(random, 0.06) : Draw.uniform(random, 1, 1.16),
                phone ? Draw.uniform(random, 0.75, 0.97) : Draw.uniform(random, 0.4, 0.7));
    }
}
