package org.lgsc.cli.parity;

/**
 * One compared quantity.
 *
 * @param quantity name of the compared quantity
 * @param difference largest difference found, NaN when something was not finite
 * @param tolerance largest difference allowed; NaN when the quantity is shown but not judged
 */
public record ParityRow(String quantity, double difference, double tolerance) {
    /** Whether the difference is within the tolerance, or not judged. */
    public boolean passes() {
        return Double.isNaN(tolerance) || difference <= tolerance;
    }
}
