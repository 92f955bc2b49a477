package org.lgsc.train;

/**
 * How many faulty steps a run tolerates. A step is rolled back (weights, running statistics of
 * batch norms and updater as before it, its batch recorded) when a loss is not a number, when the
 * weights are not numbers after it, or when the total loss explodes, that is, exceeds {@code
 * explosion} times (1 + the median total of the last 51 good steps). The first 10 good steps only
 * fill the median.
 *
 * <p>The 1 keeps a hard batch from counting as an explosion when the loss is already near 0.
 *
 * @param rollbacks maximum number of rolled-back steps in the entire run, at least 0; the next one
 *     ends it
 * @param explosion factor, above 1
 */
public record FaultLimits(int rollbacks, double explosion) {
    /** Five steps, factor 20. */
    public static final FaultLimits DEFAULT = new FaultLimits(5, 20);

    /** Checks the numbers. */
    public FaultLimits {
        if (rollbacks < 0) {
            throw new IllegalArgumentException(
                    "rolled-back steps must not be negative, were " + rollbacks);
        }
        if (!(explosion > 1)) {
            throw new IllegalArgumentException(
                    "the factor of an explosion must be above 1, was " + explosion);
        }
    }

    /** For example {@code 5 steps, explosion at x20.0}. */
    @Override
    public String toString() {
        return rollbacks + " steps, explosion at x" + explosion;
    }
}
