package org.lgsc.core.internal.weights;

/** What is wrong with a weight file, without its name; readers add that. */
final class WeightFileException extends Exception {
    private static final long serialVersionUID = 1L;

    WeightFileException(String message) {
        super(message);
    }
}
