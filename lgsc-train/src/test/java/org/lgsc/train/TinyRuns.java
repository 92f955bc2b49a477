package org.lgsc.train;

import org.lgsc.core.geometry.TestPolicy;

/** Options of runs of a second. */
public final class TinyRuns {
    private TinyRuns() {}

    /** Base width 2, 32x32, batches of 4, seed 7: for everything but learning. */
    public static TrainingOptionsBuilder options() {
        return TrainingOptions.builder()
                .baseWidth(2)
                .patchSize(32)
                .testPolicy(TestPolicy.CENTRE)
                .batchSize(4)
                .epochs(2)
                .threads(1)
                .seed(7);
    }
}
