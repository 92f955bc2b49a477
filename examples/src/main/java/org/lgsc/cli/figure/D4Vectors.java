package org.lgsc.cli.figure;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.network.Level;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the pooled feature vector of decoder level D4, the last before the cue map. It is the
 * mean over the scored parts of a face, normalised to length 1 as in the triplet loss.
 */
final class D4Vectors {
    private static final List<String> VERTEX = List.of(Level.D4.vector());

    private final ComputationGraph graph;
    private final Preprocessing preprocessing;

    D4Vectors(LgscModel model) {
        graph = model.graph();
        preprocessing = model.metadata().preprocessing();
        if (graph.getVertex(Level.D4.vector()) == null) {
            throw new LgscException(
                    "The model has no vectors at level D4, because it was trained without a"
                            + " triplet loss at that level.");
        }
    }

    double[] of(RgbImage face) {
        RgbImage[] parts = preprocessing.geometry().view(face).images().toArray(RgbImage[]::new);
        INDArray images = preprocessing.scaling().toArray(parts);
        double[] mean =
                graph.output(VERTEX, false, new INDArray[] {images}, null)[0]
                        .mean(0)
                        .toDoubleVector();
        double length = 0;
        for (double v : mean) {
            length += v * v;
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= Math.sqrt(length) + 1e-12;
        }
        return mean;
    }
}
