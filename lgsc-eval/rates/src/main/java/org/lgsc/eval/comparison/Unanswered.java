package org.lgsc.eval.comparison;

/**
 * Presentations without a response.
 *
 * @param onlyA to which the first system alone gave none
 * @param onlyB to which the second system alone gave none
 * @param both to which neither gave one
 */
public record Unanswered(long onlyA, long onlyB, long both) {
    /** All of them. */
    public long sum() {
        return onlyA + onlyB + both;
    }
}
