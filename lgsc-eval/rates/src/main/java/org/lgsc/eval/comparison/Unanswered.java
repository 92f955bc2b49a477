package org.lgsc.eval.comparison;

/**
 * Presentations without a response.
 *
 * @param onlyA number to which only the first system gave none
 * @param onlyB number to which only the second system gave none
 * @param both number to which neither system gave one
 */
public record Unanswered(long onlyA, long onlyB, long both) {
    /** Returns the total number. */
    public long sum() {
        return onlyA + onlyB + both;
    }
}
