package org.lgsc.core.model;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.LgscException;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.LgscNetwork;

/**
 * A network and what is needed to use it.
 *
 * <p>One file holds both: a zip as DL4J writes it, with an extra entry {@code lgsc.json}. A network
 * that is saved with its updater, loaded and trained on gives the same numbers as one that never
 * stopped.
 *
 * @param graph the network
 * @param metadata what it is and how to use it
 */
public record LgscModel(ComputationGraph graph, ModelMetadata metadata) {
    /** Checks that nothing is missing. */
    public LgscModel {
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(metadata, "metadata");
    }

    /**
     * A model with random weights: nothing that it says about a face means anything, but it has the
     * size and the speed of a trained one. Standard geometry, threshold not fitted.
     *
     * @param network square input
     */
    public static LgscModel untrained(LgscNetwork network, InputScaling scaling) {
        int size = network.options().width();
        return new LgscModel(
                network.init(),
                new ModelMetadata(
                        network.options(),
                        new Preprocessing(FaceGeometry.standard(size), scaling),
                        ModelThreshold.UNFITTED,
                        Provenance.now(
                                network.seed(), "none", "none", Map.of("weights", "random"))));
    }

    /** The same network with another card; it is shared, not copied. */
    public LgscModel withCard(ModelCard card) {
        return new LgscModel(graph, metadata.withCard(card));
    }

    /**
     * Writes the model with its updater state; a file of that name is replaced only when the new
     * one is complete.
     *
     * @throws LgscException naming the file when it cannot be written
     */
    public void save(Path file) {
        ModelFile.write(this, file, true);
    }

    /**
     * Writes the model without its updater state, for use rather than for training: with Adam a
     * third of the size. Training that goes on from the file starts with a fresh updater.
     *
     * @throws LgscException naming the file when it cannot be written
     */
    public void saveForInference(Path file) {
        ModelFile.write(this, file, false);
    }

    /**
     * Reads a model.
     *
     * @throws LgscException naming the file when it is missing, damaged, of another kind or from a
     *     newer version of this library
     */
    public static LgscModel load(Path file) {
        return ModelFile.read(file);
    }
}
