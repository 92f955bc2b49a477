package org.lgsc.core.network;

/** Norm of the decoder. */
public enum NormKind {
    /** Affine instance norm, as in the published code. */
    INSTANCE,
    /** Batch norm: faster, because it is folded into the convolutions at inference. */
    BATCH
}
