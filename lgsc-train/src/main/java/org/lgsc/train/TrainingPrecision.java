package org.lgsc.train;

import org.lgsc.core.LgscException;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.train.internal.parallel.Steppers;
import org.lgsc.train.parallel.Stepper;

/**
 * Number format in which the convolutions of a training step multiply. Weights, sums, norms,
 * losses, gradients and the optimiser are float32 in both, and so is every inference, including the
 * evaluations of the development split.
 */
public enum TrainingPrecision {
    /** 24 significant bits. */
    FLOAT32("float32", Numbers.FLOAT32),
    /** Maps and weights are rounded to 8 significant bits for products; requires AVX512-BF16. */
    BF16("bf16", Numbers.BFLOAT16);

    private final String text;
    private final Numbers numbers;

    TrainingPrecision(String text, Numbers numbers) {
        this.text = text;
        this.numbers = numbers;
    }

    /**
     * Returns steps in this precision by threads of this process.
     *
     * @throws LgscException when this processor has no instructions for it
     */
    Stepper.Factory steppers(int workers) {
        requirePossible(OneDnn.multiplies(numbers));
        return Steppers.threads(workers, numbers);
    }

    /** Checks the precision. float32 is always possible: without oneDNN, by ND4J's operations. */
    void requirePossible(boolean multiplied) {
        if (this != FLOAT32 && !multiplied) {
            throw LgscException.of(
                    LgscException.Kind.ENVIRONMENT,
                    "This processor cannot train in %s, which requires AVX512-BF16 and oneDNN"
                            + " (here: %s): leave --precision out, or give %s.",
                    this,
                    OneDnn.version(),
                    FLOAT32);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
