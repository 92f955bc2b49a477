package org.lgsc.core.engine;

import org.lgsc.core.Experimental;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.onednn.Form;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.internal.onednn.Peak;
import org.lgsc.core.model.LgscModel;

/** What the products of an inference engine are computed in. */
@Experimental
public enum Precision {
    /** 32 bits, on every processor. */
    FLOAT32("float32", Numbers.FLOAT32, "", 0),
    /**
     * Weights and maps of 16 bits, sums and norms of 32: nearly the same scores in about two thirds
     * of the time, on processors with AVX512-BF16.
     */
    BF16("bf16", Numbers.BFLOAT16, "AVX512-BF16", 2e-3),
    /**
     * Weights and maps of 8 bits, scaled by what was found when the model was quantised ({@link
     * Calibrator}), sums, norms and the cue of 32: on processors with VNNI.
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
     * What a face's score is nearly always within of that of float32, with networks of base width
     * 16 and more. Single faces that a trained network is undecided about were up to twice as far.
     */
    public double tolerance() {
        return tolerance;
    }

    /** Whether this processor has instructions for it; without them it is slower than floats. */
    public boolean isSupported() {
        return this == FLOAT32 || OneDnn.multiplies(numbers);
    }

    /**
     * Does nothing where it {@linkplain #isSupported is supported}.
     *
     * @throws LgscException saying what the processor lacks
     */
    public void require() {
        if (!isSupported()) {
            throw new LgscException(
                    "This processor has no instructions for precision "
                            + name
                            + " ("
                            + instructions
                            + "), or oneDNN cannot use them ("
                            + OneDnn.version()
                            + "): use "
                            + FLOAT32
                            + ".");
        }
    }

    /** What a model is to be used with when nobody says otherwise. */
    public static Precision of(LgscModel model) {
        return model.metadata().calibration() == null ? FLOAT32 : INT8;
    }

    /**
     * Operations a second that this processor makes at best, in a large convolution of this
     * precision; NaN where it is not supported.
     */
    public double peak() {
        return Peak.of(numbers);
    }

    /** How maps are stored between operations, where not by their range. */
    Form form() {
        boolean half = this == BF16 || this == INT8 && BF16.isSupported();
        return half ? Form.BFLOAT16 : Form.FLOAT32;
    }

    /** The name, as users write it: {@code bf16}. */
    @Override
    public String toString() {
        return name;
    }
}
