package org.lgsc.cli.command;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;

/** Room on a disk, looked at before long work: hours later is too late to hear of it. */
public final class Room {
    private static final double MEGABYTE = 1e6;

    /** Of a parameter: itself and Adam's two moments, in FLOAT. */
    private static final int BYTES_A_PARAMETER = 12;

    private Room() {}

    /**
     * Bytes of a trained model's file: numbers hardly get smaller in a zip.
     *
     * @param network its options
     */
    public static long ofModel(NetworkOptions network) {
        ComputationGraphConfiguration graph =
                LgscNetwork.builder(network).build().graphBuilder().build();
        return BYTES_A_PARAMETER
                * graph.getVertices().values().stream().mapToLong(v -> v.numParams(true)).sum();
    }

    /**
     * What to say when there is too little.
     *
     * @param folder or one that is still to be made
     * @param what is written, such as {@code the model}
     * @param bytes about what it takes
     * @return empty when there is enough, or when nobody knows
     */
    public static Optional<String> lack(Path folder, String what, long bytes) {
        try {
            FileStore store = Files.getFileStore(existing(folder));
            long free = store.getUsableSpace();
            // some file systems of networks know no size
            return free >= bytes || store.getTotalSpace() <= 0
                    ? Optional.empty()
                    : Optional.of(
                            String.format(
                                    Locale.ROOT,
                                    "There is too little room in %s: %s will take about %.0f MB,"
                                            + " and %.0f MB are free. Make room, or name a folder"
                                            + " on another disk.",
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
