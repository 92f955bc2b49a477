package org.lgsc.train.checkpoint;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where and how often a run is saved so that it can be resumed. These options do not change the
 * result.
 *
 * @param folder folder of this run only
 * @param interval between two checkpoints within an epoch; zero for one after every step. There is
 *     always one at the start and after each epoch
 * @param keep number of latest checkpoints that are kept, at least 1; one more exists while it is
 *     written
 */
public record CheckpointOptions(Path folder, Duration interval, int keep) {
    /** Ten minutes. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(10);

    /** Three: when the latest is damaged there are two more. */
    public static final int DEFAULT_KEEP = 3;

    /** Checks the numbers. */
    public CheckpointOptions {
        Objects.requireNonNull(folder, "folder");
        if (interval.isNegative()) {
            throw new IllegalArgumentException(
                    "the interval between checkpoints must not be negative, was " + interval);
        }
        if (keep < 1) {
            throw new IllegalArgumentException("at least 1 checkpoint must be kept, was " + keep);
        }
    }

    /** Saves every ten minutes and every epoch, and keeps the latest three. */
    public static CheckpointOptions in(Path folder) {
        return new CheckpointOptions(folder, DEFAULT_INTERVAL, DEFAULT_KEEP);
    }

    /** Returns the same options with another interval. */
    public CheckpointOptions withInterval(Duration other) {
        return new CheckpointOptions(folder, other, keep);
    }

    /** Returns the same options with another number of kept checkpoints. */
    public CheckpointOptions withKeep(int other) {
        return new CheckpointOptions(folder, interval, other);
    }
}
