package org.lgsc.core.network;

/** Input of the auxiliary classifier (table 5 of the paper). */
public enum AuxiliaryInput {
    /** The sum of image and cue map: the paper's choice. */
    OVERLAY,
    /** The cue map alone. */
    CUE,
    /** No auxiliary classifier. */
    NONE
}
