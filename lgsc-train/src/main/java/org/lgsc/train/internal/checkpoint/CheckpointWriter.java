package org.lgsc.train.internal.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes checkpoints when they are due. A full disk or a folder that cannot be written does not end
 * training: it is reported once, and writing is tried again when the next checkpoint is due.
 */
public final class CheckpointWriter {
    private final CheckpointOptions options;
    private final CheckpointFolder folder;
    private final LongSupplier nanoTime;
    private final Consumer<String> notices;

    private long last;
    private int failures;
    private boolean failing;
    private String lastReason = "";

    /**
     * Creates a writer into the options' folder.
     *
     * @param notices receives a notice when writing begins to fail and when it works again
     */
    public CheckpointWriter(CheckpointOptions options, Consumer<String> notices) {
        this(options, new CheckpointFolder(options.folder()), System::nanoTime, notices);
    }

    CheckpointWriter(
            CheckpointOptions options,
            CheckpointFolder folder,
            LongSupplier nanoTime,
            Consumer<String> notices) {
        this.options = options;
        this.folder = folder;
        this.nanoTime = nanoTime;
        this.notices = notices;
        folder.removeLeftovers();
        last = nanoTime.getAsLong();
    }

    /** Returns whether the interval since the last attempt is over. */
    public boolean due() {
        return nanoTime.getAsLong() - last >= options.interval().toNanos();
    }

    /** Writes a checkpoint: a state as JSON, and FLOAT arrays by name. */
    public void write(Object state, Map<String, INDArray> arrays) {
        attempt(() -> folder.write(state, arrays, options.keep()));
        last = nanoTime.getAsLong();
    }

    /** Writes or replaces another file in the folder; failures are reported in the same way. */
    public void writeText(String name, String text) {
        attempt(() -> folder.writeText(name, text));
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            failed(e);
            return;
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            failed(cause == null ? new IOException(e) : cause);
            return;
        }
        if (failing) {
            failing = false;
            notices.accept("Checkpoints can be written to " + folder.path() + " again.");
        }
    }

    private void failed(IOException e) {
        failures++;
        lastReason = IoReason.of(e);
        if (!failing) {
            failing = true;
            notices.accept(
                    RootFormat.of(
                            "Cannot write a checkpoint to %s: %s. Training continues; if it stops,"
                                    + " what was learned since the last checkpoint is lost. Make"
                                    + " room or make the folder writable.",
                            folder.path(), lastReason));
        }
    }

    /** Returns a sentence for the final report when writing failed; empty otherwise. */
    public Optional<String> summary() {
        return failures == 0
                ? Optional.empty()
                : Optional.of(
                        RootFormat.of(
                                "Writing to %s failed %d %s, last because: %s.",
                                folder.path(),
                                failures,
                                failures == 1 ? "time" : "times",
                                lastReason));
    }
}
