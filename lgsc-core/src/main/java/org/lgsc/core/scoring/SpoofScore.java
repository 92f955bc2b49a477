package org.lgsc.core.scoring;

import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Spoof score: mean of |cue| over channels and pixels (paper equation 10), 0 to 1, high = spoof;
 * the score of a face is the mean over its patches.
 */
public final class SpoofScore {
    private SpoofScore() {}

    /**
     * Computes the score of each cue map.
     *
     * @param cues [N, 3, H, W] in any layout
     * @return N scores; NaN for a map with NaN
     */
    public static double[] ofMaps(INDArray cues) {
        // in double: float sums over a map of 224x224 are wrong in the fifth digit
        return Nd4j.math().abs(cues.castTo(DataType.DOUBLE)).mean(1, 2, 3).toDoubleVector();
    }

    /**
     * Computes the score of one cue map on the Java heap.
     *
     * @param values cues of all channels, in any order
     * @param first index of the map's first value
     * @param count number of values of the map
     * @return score; NaN for a map with NaN
     */
    public static double ofMap(float[] values, int first, int count) {
        double sum = 0;
        for (int i = first; i < first + count; i++) {
            sum += Math.abs((double) values[i]);
        }
        return sum / count;
    }

    /**
     * Computes the score of each face from the scores of its patches.
     *
     * @param patches scores of the patches, grouped by face
     * @param patchesPerFace number of patches K of a face
     * @return {@code patches.length / K} scores
     */
    public static double[] ofFaces(double[] patches, int patchesPerFace) {
        if (patchesPerFace < 1 || patches.length % patchesPerFace != 0) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "%s patches do not make faces of %s patches each",
                            patches.length, patchesPerFace));
        }
        double[] faces = new double[patches.length / patchesPerFace];
        for (int i = 0; i < patches.length; i++) {
            faces[i / patchesPerFace] += patches[i] / patchesPerFace;
        }
        return faces;
    }
}
