package org.lgsc.core.internal.weights;

/** Describes what is wrong with a weight file; readers add the file's name. */
final class WeightFileException extends Exception {
    private static final long serialVersionUID = 1L;

    WeightFileException(String message) {
        super(message);
    }
}
