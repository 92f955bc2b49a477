package org.lgsc.data.recapture;

/**
 * Brings what the camera sees of an attack to the statistics of the living face under the same
 * shot: mean and contrast of each colour (auto-exposure, auto-white-balance and auto-contrast, all
 * of which aim at the scene and not at the medium) and the strength of detail in two bands
 * (autofocus and detail enhancement). Without it a print would be told by being pale and a display
 * by being sharp, and a detector would learn that instead of the medium's texture.
 */
final class AutoControls {
    private static final double FINE = 0.9;
    private static final double MIDDLE = 2.2;
    private static final float MAX_GAIN = 3;

    private AutoControls() {}

    /** The attack, matched to the reference; both in linear light. */
    static LinearImage match(LinearImage attack, LinearImage reference) {
        int width = attack.width();
        int height = attack.height();
        float[][] a = encoded(attack);
        float[][] r = encoded(reference);
        // clipping and detail disturb colour a little and the other way round: two rounds settle
        for (int round = 0; round < 2; round++) {
            colour(a, r);
            detail(a, r, width, height);
        }
        colour(a, r);
        LinearImage out = new LinearImage(width, height);
        for (int c = 0; c < 3; c++) {
            float[] plane = out.plane(c);
            for (int i = 0; i < plane.length; i++) {
                plane[i] = LinearImage.decode(a[c][i]);
            }
        }
        return out;
    }

    private static float[][] encoded(LinearImage image) {
        float[][] out = new float[3][image.width() * image.height()];
        for (int c = 0; c < 3; c++) {
            float[] plane = image.plane(c);
            for (int i = 0; i < plane.length; i++) {
                out[c][i] = LinearImage.encode(plane[i]);
            }
        }
        return out;
    }

    private static void colour(float[][] a, float[][] r) {
        for (int c = 0; c < 3; c++) {
            double meanA = Planes.mean(a[c]);
            double meanR = Planes.mean(r[c]);
            double stdA = Math.sqrt(Math.max(0, Planes.power(a[c]) - meanA * meanA));
            double stdR = Math.sqrt(Math.max(0, Planes.power(r[c]) - meanR * meanR));
            float gain = (float) Math.min(MAX_GAIN, stdR / Math.max(stdA, 1e-4));
            float offset = (float) (meanR - gain * meanA);
            for (int i = 0; i < a[c].length; i++) {
                a[c][i] = Math.min(1, Math.max(0, gain * a[c][i] + offset));
            }
        }
    }

    private static void detail(float[][] a, float[][] r, int width, int height) {
        float[] luma = CameraModel.luma(a);
        float[] soft = Planes.blur(luma, width, height, FINE);
        float[] softer = Planes.blur(soft, width, height, MIDDLE);
        float[] lumaR = CameraModel.luma(r);
        float[] softR = Planes.blur(lumaR, width, height, FINE);
        float[] softerR = Planes.blur(softR, width, height, MIDDLE);
        float fine = gain(luma, soft, lumaR, softR);
        float middle = gain(soft, softer, softR, softerR);
        for (int i = 0; i < luma.length; i++) {
            float change = (fine - 1) * (luma[i] - soft[i]) + (middle - 1) * (soft[i] - softer[i]);
            a[0][i] += change;
            a[1][i] += change;
            a[2][i] += change;
        }
    }

    private static float gain(float[] a, float[] softA, float[] r, float[] softR) {
        double powerA = 0;
        double powerR = 0;
        for (int i = 0; i < a.length; i++) {
            double da = a[i] - softA[i];
            double dr = r[i] - softR[i];
            powerA += da * da;
            powerR += dr * dr;
        }
        return (float) Math.min(MAX_GAIN, Math.sqrt(powerR / Math.max(powerA, 1e-9 * a.length)));
    }
}
