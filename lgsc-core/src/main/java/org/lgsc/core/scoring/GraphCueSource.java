package org.lgsc.core.scoring;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.network.LgscNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes cue maps by a {@link ComputationGraph} in inference mode; the auxiliary classifier is
 * not run.
 */
final class GraphCueSource implements CueSource {
    private static final List<String> CUE = List.of(LgscNetwork.CUE);

    private final ComputationGraph graph;

    GraphCueSource(ComputationGraph graph) {
        this.graph = Objects.requireNonNull(graph, "graph");
    }

    @Override
    public INDArray cues(INDArray images) {
        return graph.output(CUE, false, new INDArray[] {images}, null)[0];
    }
}
