package org.lgsc.core.scoring;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.network.LgscNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes spoof cue maps: a network in training, a compiled engine, a stub in a test. */
@FunctionalInterface
public interface CueSource {
    /**
     * Returns a source that runs a network in inference mode, without its auxiliary classifier.
     *
     * @param graph a network built by {@link LgscNetwork}; not closed here
     */
    static CueSource of(ComputationGraph graph) {
        return new GraphCueSource(graph);
    }

    /**
     * Computes the cue maps of a batch.
     *
     * @param images [N, 3, H, W] FLOAT, scaled as in training
     * @return cue maps [N, 3, H, W] in (-1, 1)
     */
    INDArray cues(INDArray images);
}
