package org.lgsc.core.internal.onednn;

import org.lgsc.core.internal.RootFormat;

/**
 * How the numbers of a map are stored: {@code number = scale * stored - offset}.
 *
 * @param numbers as what
 * @param scale of whole numbers: a stored 1 stands for it; 1 for other numbers
 * @param offset of numbers below zero that are stored without a sign; of whole numbers a whole
 *     multiple of the scale, so that zero is one of them
 */
public record Form(Numbers numbers, float scale, float offset) {
    /** 32 bits. */
    public static final Form FLOAT32 = new Form(Numbers.FLOAT32, 1);

    /** A map of zeros has a scale, too. */
    private static final float SMALLEST = 1e-6f;

    /** 16 bits. */
    public static final Form BFLOAT16 = new Form(Numbers.BFLOAT16, 1);

    /** Checks the scale. */
    public Form {
        boolean fits = numbers.isWhole() ? scale > 0 && Float.isFinite(scale) : scale == 1;
        fits &= offset == 0 || offset > 0 && Float.isFinite(offset);
        if (!fits) {
            throw new IllegalArgumentException(
                    RootFormat.of("a scale of %s for %s", scale, numbers));
        }
    }

    /** Without an offset. */
    public Form(Numbers numbers, float scale) {
        this(numbers, scale, 0);
    }

    /** Whole numbers of 8 bits for numbers up to a largest one, and as far below zero if any. */
    public static Form upTo(float largest, boolean belowZero) {
        return belowZero
                ? new Form(Numbers.INT8, largest / 127)
                : new Form(Numbers.UINT8, largest / 255);
    }

    /**
     * Whole numbers of 8 bits without a sign for numbers of both signs.
     *
     * @param least below zero
     * @param most above {@code least}
     */
    public static Form between(float least, float most) {
        float scale = Math.max(SMALLEST, Math.max(0, most) - least) / 255;
        return new Form(Numbers.UINT8, scale, scale * Math.round(-least / scale));
    }

    /** What stands for zero. */
    int zero() {
        return Math.round(offset / scale);
    }

    /** Floats with the same offset. */
    Form floats() {
        return new Form(Numbers.FLOAT32, 1, offset);
    }
}
