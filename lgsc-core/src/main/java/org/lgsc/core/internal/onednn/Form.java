package org.lgsc.core.internal.onednn;

/**
 * Number format of a map.
 *
 * @param numbers type of the stored numbers
 * @param scale value of a stored integer 1; always 1 for other types
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

    /**
     * Returns 8-bit integers for values up to the largest one, and down to its negative if there
     * are values below zero.
     */
    public static Form upTo(float largest, boolean belowZero) {
        return belowZero
                ? new Form(Numbers.INT8, largest / 127)
                : new Form(Numbers.UINT8, largest / 255);
    }
}
