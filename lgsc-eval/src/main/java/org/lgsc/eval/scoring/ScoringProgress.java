package org.lgsc.eval.scoring;

/** Receives progress updates of scoring. */
@FunctionalInterface
public interface ScoringProgress {
    /** Ignores all updates. */
    ScoringProgress NONE = (scored, total) -> {};

    /**
     * Called in the scoring thread after each batch.
     *
     * @param done samples that are scored or set aside
     * @param total samples of the split
     */
    void onSamples(int done, int total);
}
