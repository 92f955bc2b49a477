package org.lgsc.data.cache;

/** Told how far a preparation is. Calls come from one thread at a time. */
public interface PreparationProgress {
    /** Tells nobody. */
    PreparationProgress NONE =
            new PreparationProgress() {
                @Override
                public void onStart(int finishedBefore, int total) {}

                @Override
                public void onDone(int finished, long images) {}
            };

    /**
     * Called once, before the first file.
     *
     * @param finishedBefore files that an earlier run has finished
     * @param total files of the data set
     */
    void onStart(int finishedBefore, int total);

    /**
     * Called when files are finished.
     *
     * @param finished files so far, those of an earlier run included
     * @param images pictures that this run has written so far
     */
    void onDone(int finished, long images);
}
