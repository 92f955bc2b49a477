package org.lgsc.core.model;

import java.nio.file.Path;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.LgscException;

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
     * Writes the model with its updater state; a file of that name is replaced only when the new
     * one is complete.
     *
     * @throws LgscException naming the file when it cannot be written
     */
    public void save(Path file) {
        ModelFile.write(this, file);
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
