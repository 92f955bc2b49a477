package org.lgsc.train;

import org.lgsc.data.patch.PatchSampler;

/** How the training patch of a face is taken, once the face is at its working size. */
public enum PatchSampling {
    /**
     * A random patch of the face at its working size, not scaled again (paper, section 4.4: patches
     * "keep the input image resolution").
     */
    NATIVE,
    /** As {@link #NATIVE}, clipped at the face's edge and stretched (published code). */
    CLIPPED,
    /** The whole face resized (paper, table 5). */
    WHOLE_RESIZED;

    PatchSampler sampler(int size) {
        return switch (this) {
            case NATIVE -> PatchSampler.randomNative(size);
            case CLIPPED -> PatchSampler.randomClipped(size);
            case WHOLE_RESIZED -> PatchSampler.wholeResized(size);
        };
    }
}
