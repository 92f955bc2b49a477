package org.lgsc.core.foreign;

/** What computes a network. Safe to use from several threads until it is closed. */
sealed interface Runner extends AutoCloseable permits OpenCvRunner, OnnxRuntimeRunner {
    /**
     * Runs the network on one picture.
     *
     * @param values {@code [1, 3, height, width]}
     * @return the numbers of the output, whatever their shape
     * @throws RuntimeException when it cannot, or the numbers are not FLOAT
     */
    float[] run(float[] values);

    /** What it is, for reports. */
    String name();

    @Override
    void close();
}
