package org.lgsc.core.network;

/** The norm of the decoder. */
public enum DecoderNorm {
    /** Affine instance norm, as in the published code. */
    INSTANCE,
    /** Batch norm: folds into the convolutions at inference, faster. */
    BATCH
}
