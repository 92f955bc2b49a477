package org.lgsc.core.internal.weights;

import org.lgsc.core.internal.RootFormat;

/**
 * Limits the number of values read from a file: a small file that claims, repeats or inflates to
 * huge arrays is rejected before memory is allocated.
 */
final class Budget {
    /** Number of values that may be read whatever the size of the file. */
    private static final long FREE_VALUES = 16L << 20;

    /**
     * Zeros compress 1000 to 1, weights hardly at all; a genuine file stays far below this limit.
     */
    private static final long VALUES_PER_BYTE = 25;

    /** One gibibyte of float32; the full network has a tenth of that. */
    private static final long MOST_VALUES = 1L << 28;

    private long left;

    /**
     * @param fileBytes size of the file on disk
     */
    Budget(long fileBytes) {
        left = Math.min(MOST_VALUES, Math.max(FREE_VALUES, VALUES_PER_BYTE * fileBytes));
    }

    /**
     * @param shape shape of an array that is about to be read
     * @return number of its values
     */
    int take(String name, long[] shape) throws WeightFileException {
        long length = Tensor.length(shape);
        if (length < 0 || length > left) {
            throw new WeightFileException(
                    RootFormat.of(
                            "\"%s\" claims more values than a file of this size can contain",
                            Text.shown(name)));
        }
        left -= length;
        return (int) length;
    }
}
