package org.lgsc.core.network;

/** Treatment of the encoder in training. */
public enum EncoderWeights {
    /** Its weights are trained with the others, as in the paper. */
    TRAINED,

    /**
     * It is not changed by a single bit: neither its weights nor the statistics of its batch norms,
     * which are used in training as in inference.
     */
    FROZEN
}
