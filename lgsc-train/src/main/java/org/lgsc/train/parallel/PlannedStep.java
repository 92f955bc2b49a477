package org.lgsc.train.parallel;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.loss.LossValues;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * One of several steps that are made before their results are evaluated.
 *
 * @param batch features [N, 3, S, S] and labels [N, 1] for each head, live and spoof in turn
 * @param seed seed of all randomness in the step; not 0
 * @param scales scales of loss heads by name, as in {@link
 *     org.lgsc.core.loss.LossValues#scaleHead}; heads that are not named keep theirs
 */
public record PlannedStep(MultiDataSet batch, long seed, Map<String, Double> scales) {
    /** Copies the scales. */
    public PlannedStep {
        Objects.requireNonNull(batch, "batch");
        scales = Map.copyOf(scales);
    }

    /** Sets the scales in a network. */
    public void scaleHeads(ComputationGraph graph) {
        scales.forEach((head, scale) -> LossValues.scaleHead(graph, head, scale));
    }
}
