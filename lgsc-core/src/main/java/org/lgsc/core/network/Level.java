package org.lgsc.core.network;

import java.util.Locale;

/** Depth of the feature map used by a triplet loss, deepest first. */
public enum Level {
    /** End of the encoder, 1/32 of the input size. */
    E5,
    /** First decoder block, 1/16. */
    D1,
    /** Second decoder block, 1/8. */
    D2,
    /** Third decoder block, 1/4. */
    D3,
    /** Fourth decoder block, 1/2. */
    D4,
    /** The cue map itself. */
    CUE;

    /** Name of the vertex with the pooled vector [N, C] of this level. */
    public String vector() {
        return "gap_" + name().toLowerCase(Locale.ROOT);
    }

    /** Name of the triplet loss head of this level. */
    public String lossHead() {
        return "loss_triplet_" + name().toLowerCase(Locale.ROOT);
    }
}
