package org.lgsc.core.engine;

import org.lgsc.core.Experimental;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.onednn.Form;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.internal.onednn.Peak;
import org.lgsc.core.model.LgscModel;

/** Number format of the products of an inference engine. */
@Experimental
public enum Precision {
    /** 32 bits, on every processor. */
    FLOAT32("float32", Numbers.FLOAT32, "", 0),
    /**
     * Weights and maps have 16 bits, sums and norms 32: nearly the same scores in about two thirds
     * of the time, on processors with AVX512-BF16.
     */
    BF16("bf16", Numbers.BFLOAT16, "AVX512-BF16", 2e-3),
    /**
     * Weights and maps have 8 bits, scaled by the ranges measured by a {@link Calibrator} when the
     * model was quantised; sums, norms and the cue have 32. On processors with VNNI.
     */
    INT8("int8", Numbers.INT8, "VNNI", 1e-2);

    private final String name;
    private final Numbers numbers;
    private final String instructions;
    private final double tolerance;

    Precision(String name, Numbers numbers, String instructions, double tolerance) {
        this.name = name;
        this.numbers = numbers;
        this.instructions = instructions;
        this.tolerance = tolerance;
    }

    /**
     * Difference to the score with float32 that is rarely exceeded, for networks of base width 16
     * and more. Single faces with intermediate scores of a trained network differed by up to twice
     * as much.
     */
    public double tolerance() {
        return tolerance;
    }

    /**
     * Whether this processor has instructions for this precision; without them it is slower than
     * float32.
     */
    public boolean isSupported() {
        return this == FLOAT32 || OneDnn.multiplies(numbers);
    }

    /**
     * Fails unless the precision {@linkplain #isSupported is supported}.
     *
     * @throws LgscException that names the missing instructions
     */
    public void require() {
        if (!isSupported()) {
            throw LgscException.of(
                    LgscException.Kind.ENVIRONMENT,
                    "This processor has no instructions for precision %s (%s), or oneDNN cannot use"
                            + " them (%s): use %s.",
                    name,
                    instructions,
                    OneDnn.version(),
                    FLOAT32);
        }
    }

    /** Returns the default precision of a model. */
    public static Precision of(LgscModel model) {
        return model.metadata().calibration() == null ? FLOAT32 : INT8;
    }

    /**
     * Peak number of operations per second of this processor, in a large convolution of this
     * precision; NaN when it is not supported.
     */
    public double peak() {
        return Peak.of(numbers);
    }

    /** Form of the maps between operations that are not scaled by their range. */
    Form form() {
        boolean half = this == BF16 || this == INT8 && BF16.isSupported();
        return half ? Form.BFLOAT16 : Form.FLOAT32;
    }

    /** Name in options, for example {@code bf16}. */
    @Override
    public String toString() {
        return name;
    }
}
