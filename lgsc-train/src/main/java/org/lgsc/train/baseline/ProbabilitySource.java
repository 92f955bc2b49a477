package org.lgsc.train.baseline;

import java.util.function.ToDoubleFunction;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.scoring.CueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adapts a classifier to the scoring of cue maps: its "map" of a picture is one value, the
 * probability of an attack, which equals the mean of |map|. Scores, thresholds and reports are then
 * made by the same code as those of the network.
 */
final class ProbabilitySource {
    private ProbabilitySource() {}

    /** Undoes the scaling to [-1, 1] and classifies each picture. */
    static CueSource of(ToDoubleFunction<RgbImage> classifier) {
        return images -> {
            int n = (int) images.size(0);
            double[] scores = new double[n];
            for (int i = 0; i < n; i++) {
                scores[i] = classifier.applyAsDouble(picture(images, i));
            }
            return map(scores);
        };
    }

    /** Returns probabilities as maps [N, 1, 1, 1]. */
    static INDArray map(double... scores) {
        return Nd4j.createFromArray(scores).castTo(DataType.FLOAT).reshape(scores.length, 1, 1, 1);
    }

    private static RgbImage picture(INDArray images, int index) {
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        float[] planes = images.slice(index).dup('c').reshape(3L * height * width).toFloatVector();
        byte[] data = new byte[3 * height * width];
        for (int i = 0; i < height * width; i++) {
            for (int c = 0; c < 3; c++) {
                data[3 * i + c] = (byte) Math.round((planes[c * height * width + i] + 1) * 127.5f);
            }
        }
        return new RgbImage(width, height, data);
    }
}
