package org.lgsc.data.cache;

/** Receives progress updates of a preparation. Calls come from one thread at a time. */
public interface PreparationProgress {
    /** Ignores all updates. */
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
     * @param finishedBefore number of files that an earlier run has finished
     * @param total number of files of the data set
     */
    void onStart(int finishedBefore, int total);

    /**
     * Called when files are finished.
     *
     * @param finished number of files so far, those of an earlier run included
     * @param images number of pictures that this run has written so far
     */
    void onDone(int finished, long images);
}
