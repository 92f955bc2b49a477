package org.lgsc.core.scoring;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Whatever draws spoof cue maps: a network in training, a compiled engine, a double in a test. */
@FunctionalInterface
public interface CueSource {
    /**
     * Draws the cue maps of a batch.
     *
     * @param images [N, 3, H, W] FLOAT, scaled as the network was trained
     * @return cue maps [N, 3, H, W] in (-1, 1)
     */
    INDArray cues(INDArray images);
}
