package org.lgsc.core.foreign;

/** Runs a network. Safe to use from several threads until it is closed. */
sealed interface Runner extends AutoCloseable permits OpenCvRunner, OnnxRuntimeRunner {
    /**
     * Runs the network on one picture.
     *
     * @param values {@code [1, 3, height, width]}
     * @return values of the output, whatever their shape
     * @throws RuntimeException when the network fails, or its output is not FLOAT
     */
    float[] run(float[] values);

    /** Name and version for reports. */
    String name();

    @Override
    void close();
}
