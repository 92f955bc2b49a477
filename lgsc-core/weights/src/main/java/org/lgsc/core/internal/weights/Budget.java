package org.lgsc.core.internal.weights;

/**
 * How many values may be read from a file: a small file that claims, repeats or inflates to huge
 * arrays is refused before memory is asked for.
 */
final class Budget {
    /** Read without asking how large the file is. */
    private static final long FREE_VALUES = 16L << 20;

    /** Zeros deflate 1000 to 1, weights hardly; an honest file does not get near this. */
    private static final long VALUES_PER_BYTE = 25;

    /** A gibibyte in float32; the full network has a tenth of that. */
    private static final long MOST_VALUES = 1L << 28;

    private long left;

    /**
     * @param fileBytes size of the file on disk
     */
    Budget(long fileBytes) {
        left = Math.min(MOST_VALUES, Math.max(FREE_VALUES, VALUES_PER_BYTE * fileBytes));
    }

    /**
     * @param shape of an array that is about to be read
     * @return its number of values
     */
    int take(String name, long[] shape) throws WeightFileException {
        long length = Tensor.length(shape);
        if (length < 0 || length > left) {
            throw new WeightFileException(
                    "\"" + Text.shown(name) + "\" claims more values than a file of its size may");
        }
        left -= length;
        return (int) length;
    }
}
