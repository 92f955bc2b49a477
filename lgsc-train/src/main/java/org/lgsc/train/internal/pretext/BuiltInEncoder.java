package org.lgsc.train.internal.pretext;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.weights.WeightImport;

/**
 * The encoder that comes with the library, for networks of base width {@value #BASE_WIDTH} whose
 * input is in [-1, 1]. The command {@code make-encoder} made it from drawn pictures only; no
 * photograph of anyone was used.
 */
public final class BuiltInEncoder {
    /** Number of channels of its stem. */
    public static final int BASE_WIDTH = 16;

    /** The resource, a {@code .safetensors} file of 16-bit numbers. */
    static final String RESOURCE = "encoder-16.safetensors";

    private BuiltInEncoder() {}

    /** Returns whether it fits a network. */
    public static boolean fits(NetworkOptions network) {
        return network.baseWidth() == BASE_WIDTH;
    }

    /**
     * Sets the encoder of a network, or that of an encoder's classifier; all other weights stay
     * unchanged.
     */
    public static void into(ComputationGraph graph) {
        try {
            Path file = Files.createTempFile("lgsc-encoder", ".safetensors");
            try (InputStream in = BuiltInEncoder.class.getResourceAsStream(RESOURCE)) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                WeightImport.open(file).intoEncoder(graph);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
