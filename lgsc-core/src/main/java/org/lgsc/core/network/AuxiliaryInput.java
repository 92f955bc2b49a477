package org.lgsc.core.network;

/** What the auxiliary classifier looks at (Table 5 of the paper). */
public enum AuxiliaryInput {
    /** The image with the cue map added to it: the paper's choice. */
    OVERLAY,
    /** The cue map alone. */
    CUE,
    /** No auxiliary classifier. */
    NONE
}
