package org.lgsc.core.internal.onednn;

/**
 * How the numbers of a map are stored.
 *
 * @param numbers as what
 * @param scale of whole numbers: a stored 1 stands for it; 1 for other numbers
 */
public record Form(Numbers numbers, float scale) {
    /** 32 bits. */
    public static final Form FLOAT32 = new Form(Numbers.FLOAT32, 1);

    /** 16 bits. */
    public static final Form BFLOAT16 = new Form(Numbers.BFLOAT16, 1);

    /** Checks the scale. */
    public Form {
        boolean fits = numbers.isWhole() ? scale > 0 && Float.isFinite(scale) : scale == 1;
        if (!fits) {
            throw new IllegalArgumentException("a scale of " + scale + " for " + numbers);
        }
    }

    /** Whole numbers of 8 bits for numbers up to a largest one, and as far below zero if any. */
    public static Form upTo(float largest, boolean belowZero) {
        return belowZero
                ? new Form(Numbers.INT8, largest / 127)
                : new Form(Numbers.UINT8, largest / 255);
    }
}
