package org.lgsc.train;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.parallel.Stepper;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** One step of training: reproducible, and never past a loss that is no number. */
final class StepRunner {
    private final Stepper stepper;
    private final long seed;
    private final String phase;

    StepRunner(Stepper stepper, long seed, String phase) {
        this.stepper = stepper;
        this.seed = seed;
        this.phase = phase;
    }

    /**
     * @param step from 0
     * @throws LgscException when a loss is NaN or infinite
     */
    LossValues run(int step, MultiDataSet batch) {
        LossValues losses = stepper.step(batch, stepSeed(seed, step));
        if (!Double.isFinite(losses.total())
                || losses.heads().values().stream().anyMatch(v -> !Double.isFinite(v))) {
            throw new LgscException(
                    String.format(
                            Locale.ROOT,
                            "The %s broke down at step %d: the loss is %s (%s). Take a lower"
                                    + " learning rate or a longer warm-up, and check that the"
                                    + " pictures are what they should be.",
                            phase,
                            step + 1,
                            losses.total(),
                            text(losses.heads())));
        }
        return losses;
    }

    private static String text(Map<String, Double> heads) {
        return heads.entrySet().stream()
                .map(e -> e.getKey() + " " + String.format(Locale.ROOT, "%.4g", e.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** A well mixed, non-zero seed (the finaliser of SplitMix64). */
    static long stepSeed(long seed, int step) {
        long z = seed + 0x9E3779B97F4A7C15L * (step + 1L);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        z ^= z >>> 31;
        return z == 0 ? 1 : z;
    }
}
