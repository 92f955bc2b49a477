package org.lgsc.core.network;

/** What training does to the encoder. */
public enum EncoderWeights {
    /** Its weights are learnt with the rest, the paper's way. */
    TRAINED,

    /**
     * It stays as it is, bit for bit: weights, and the statistics of its batch norms, which are
     * used in training as in inference.
     */
    FROZEN
}
