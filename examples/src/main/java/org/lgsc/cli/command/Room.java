package org.lgsc.cli.command;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;

/** Free space on a disk, checked before long work: hours later is too late. */
public final class Room {
    private static final double MEGABYTE = 1e6;

    /** Size of a parameter and Adam's two moments, in FLOAT. */
    private static final int BYTES_A_PARAMETER = 12;

    private Room() {}

    /** Returns the size of a trained model's file in bytes: floats hardly compress in a zip. */
    public static long ofModel(NetworkOptions network) {
        ComputationGraphConfiguration graph =
                LgscNetwork.builder(network).build().graphBuilder().build();
        return BYTES_A_PARAMETER
                * graph.getVertices().values().stream().mapToLong(v -> v.numParams(true)).sum();
    }

    /**
     * Describes a lack of space.
     *
     * @param folder existing folder, or one to be created
     * @param what what is written, such as {@code the model}
     * @param bytes approximate size
     * @return a sentence; empty when there is enough space, or when it is unknown
     */
    public static Optional<String> lack(Path folder, String what, long bytes) {
        try {
            FileStore store = Files.getFileStore(existing(folder));
            long free = store.getUsableSpace();
            // some network file systems report no size
            return free >= bytes || store.getTotalSpace() <= 0
                    ? Optional.empty()
                    : Optional.of(
                            RootFormat.of(
                                    "Not enough disk space in %s: %s will take about %.0f MB,"
                                            + " and %.0f MB are free. Free some space, or name a"
                                            + " folder on another disk.",
                                    folder,
                                    what,
                                    Math.ceil(bytes / MEGABYTE),
                                    Math.floor(free / MEGABYTE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path existing(Path folder) {
        Path place = folder.toAbsolutePath();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        return place;
    }
}
