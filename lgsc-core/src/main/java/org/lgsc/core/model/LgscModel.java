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
 * A network with the metadata needed to use it.
 *
 * <p>One file contains both: a zip in DL4J's format with an additional entry {@code lgsc.json}.
 * Training that resumes from a network saved with its updater gives the same numbers as
 * uninterrupted training.
 *
 * <pre>{@code
 * LgscModel model = LgscModel.load(Path.of("lgsc.zip"));
 * double threshold = model.metadata().threshold().spoofScore();
 * model.saveForInference(Path.of("slim.zip"));
 * }</pre>
 *
 * @param graph the network
 * @param metadata description of the network and its use
 */
public record LgscModel(ComputationGraph graph, ModelMetadata metadata) {
    /** Checks that both components are present. */
    public LgscModel {
        Objects.requireNonNull(graph, "graph");
        Objects.requireNonNull(metadata, "metadata");
    }

    /**
     * Returns a model with random weights, standard geometry and a threshold that was not fitted.
     * Its scores are meaningless, but it has the size and the speed of a trained model.
     *
     * @param network network with square input
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

    /** Returns the model with another card; the network is shared, not copied. */
    public LgscModel withCard(ModelCard card) {
        return new LgscModel(graph, metadata.withCard(card));
    }

    /**
     * Writes the model with its updater state; an existing file is replaced only when the new one
     * is complete.
     *
     * @throws LgscException naming the file when it cannot be written
     */
    public void save(Path file) {
        ModelFile.write(this, file, true);
    }

    /**
     * Writes the model without its updater state, for inference rather than for training: with Adam
     * a third of the size. Training that continues from the file starts with a new updater state.
     *
     * @throws LgscException naming the file when it cannot be written
     */
    public void saveForInference(Path file) {
        ModelFile.write(this, file, false);
    }

    /**
     * Reads a model.
     *
     * @throws LgscException naming the file when it is missing, damaged, not a model or from a
     *     newer version of this library
     */
    public static LgscModel load(Path file) {
        return ModelFile.read(file);
    }
}
