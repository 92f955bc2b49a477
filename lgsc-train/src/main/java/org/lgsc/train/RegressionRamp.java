package org.lgsc.train;

import org.lgsc.core.internal.RootFormat;

/**
 * Ramps up the weight of the regression loss L_r: it is 0 before {@code firstStep}, rises linearly
 * and is full from {@code lastStep} on.
 *
 * <p>Not in the paper. From random weights L_r pulls the cues of both classes to zero before the
 * features separate them, and no other loss pulls a spoof cue up again; a pretrained encoder makes
 * the ramp unnecessary.
 *
 * @param firstStep last step (from 0) with weight 0, at least 0
 * @param lastStep first step with full weight, at least {@code firstStep}; 0 for no ramp
 */
public record RegressionRamp(int firstStep, int lastStep) {
    /** Full weight from the first step on, as in the paper. */
    public static final RegressionRamp NONE = new RegressionRamp(0, 0);

    /** Checks the order. */
    public RegressionRamp {
        if (firstStep < 0 || lastStep < firstStep) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "a ramp must not start before step 0 nor end before it starts: %s to"
                                    + " %s",
                            firstStep, lastStep));
        }
    }

    /**
     * Returns the factor of the weight of L_r.
     *
     * @param step from 0
     * @return 0 to 1
     */
    public double scale(int step) {
        if (step >= lastStep) {
            return 1;
        }
        return step <= firstStep ? 0 : (double) (step - firstStep) / (lastStep - firstStep);
    }

    /** For example {@code 100 to 800}, or {@code none}. */
    @Override
    public String toString() {
        return lastStep == 0 ? "none" : firstStep + " to " + lastStep;
    }
}
