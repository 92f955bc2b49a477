package org.lgsc.eval.scoring;

/** Told how far scoring is. */
@FunctionalInterface
public interface ScoringProgress {
    /** Tells nobody. */
    ScoringProgress NONE = (scored, total) -> {};

    /**
     * Called in the scoring thread after each batch.
     *
     * @param done samples that are scored or set aside
     * @param total samples of the split
     */
    void onSamples(int done, int total);
}
