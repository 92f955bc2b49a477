package org.lgsc.core.scoring;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Computes spoof cue maps: a network in training, a compiled engine, a stub in a test. */
@FunctionalInterface
public interface CueSource {
    /**
     * Computes the cue maps of a batch.
     *
     * @param images [N, 3, H, W] FLOAT, scaled as in training
     * @return cue maps [N, 3, H, W] in (-1, 1)
     */
    INDArray cues(INDArray images);
}
