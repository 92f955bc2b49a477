package org.lgsc.train.internal.parallel;

import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.train.parallel.Stepper;

/** Steps in threads of this process. */
public final class Steppers {
    private Steppers() {}

    /**
     * Makes steps in the calling thread for one worker, else in threads of their own.
     *
     * @param factors number format of convolutions, FLOAT32 or BFLOAT16
     */
    public static Stepper.Factory threads(int workers, Numbers factors) {
        return workers == 1
                ? graph -> new SingleStepper(graph, factors)
                : graph -> new ParallelStepper(graph, workers, factors);
    }
}
