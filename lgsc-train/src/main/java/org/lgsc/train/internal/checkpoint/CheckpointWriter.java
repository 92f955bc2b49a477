package org.lgsc.train.internal.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Writes checkpoints when they are due. That a disk is full or a folder cannot be written does not
 * end a training: it is said once, and tried again when the next one is due.
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
     * A writer into the options' folder.
     *
     * @param notices told when writing begins to fail and when it works again
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

    /** Whether the interval since the last one, written or not, is over. */
    public boolean due() {
        return nanoTime.getAsLong() - last >= options.interval().toNanos();
    }

    /**
     * Writes one.
     *
     * @param state to be written as JSON
     * @param arrays FLOAT, by name
     */
    public void write(Object state, Map<String, INDArray> arrays) {
        attempt(() -> folder.write(state, arrays, options.keep()));
        last = nanoTime.getAsLong();
    }

    /** Writes or replaces another file in the folder, on the same terms. */
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
            failed(e.getCause());
            return;
        }
        if (failing) {
            failing = false;
            notices.accept("Checkpoints can be written to " + folder.path() + " again.");
        }
    }

    private void failed(IOException e) {
        failures++;
        lastReason = reason(e);
        if (!failing) {
            failing = true;
            notices.accept(
                    "Cannot write a checkpoint to "
                            + folder.path()
                            + ": "
                            + lastReason
                            + ". The training goes on; if it stops, what was learned since the last"
                            + " checkpoint is lost. Make room or make the folder writable.");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "a file of that name is there";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    /** One sentence for the final report when writing failed; empty when all went well. */
    public Optional<String> summary() {
        return failures == 0
                ? Optional.empty()
                : Optional.of(
                        "Writing to "
                                + folder.path()
                                + " failed "
                                + failures
                                + (failures == 1 ? " time" : " times")
                                + ", last because: "
                                + lastReason
                                + ".");
    }
}
