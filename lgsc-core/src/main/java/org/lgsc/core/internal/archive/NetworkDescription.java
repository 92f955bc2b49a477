package org.lgsc.core.internal.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;
import org.lgsc.core.internal.json.StrictJson;

/**
 * Reads DL4J's description of a network from an untrusted file. DL4J instantiates whatever classes
 * the description names, so they are checked first: only this library's layers and losses and
 * DL4J's plain layer options are allowed. The described network must then be identical with the one
 * that the model's options define, vertex by vertex and option by option, before memory is
 * allocated.
 */
final class NetworkDescription {
    /** Packages, without their subpackages, whose classes only hold options. */
    private static final Set<String> PACKAGES =
            Set.of(
                    "org.lgsc.core.layers",
                    "org.lgsc.core.loss",
                    "org.deeplearning4j.nn.weights",
                    "org.deeplearning4j.nn.conf.distribution",
                    "org.nd4j.linalg.activations.impl",
                    "org.nd4j.linalg.learning.config",
                    "org.nd4j.linalg.learning.regularization",
                    "org.nd4j.linalg.schedule");

    private static final Set<String> CLASSES =
            Set.of(
                    "org.lgsc.core.network.CosineSchedule",
                    "org.lgsc.core.network.WarmupDecaySchedule",
                    "org.deeplearning4j.nn.conf.graph.LayerVertex",
                    "org.deeplearning4j.nn.conf.layers.DenseLayer",
                    "org.deeplearning4j.nn.conf.dropout.Dropout");

    /**
     * Options of layers that determine how they are trained and not what they compute: chosen by
     * the user or left by training.
     */
    private static final Set<String> FREE =
            Set.of(
                    """
                    iupdater updater biasUpdater regularization regularizationBias
                    gradientNormalization gradientNormalizationThreshold weightInitFn
                    cacheMode dataType seed variables iterationCount epochCount
                    """
                            .strip()
                            .split("\\s+"));

    private static final ObjectMapper JSON = StrictJson.mapper(40);

    private NetworkDescription() {}

    /**
     * @param json bytes of the description
     * @param expected network that it must describe
     * @throws IOException with the end of a sentence, without the file's name
     */
    static ComputationGraphConfiguration read(byte[] json, ComputationGraphConfiguration expected)
            throws IOException {
        for (byte b : json) {
            if (b < 0) { // DL4J reads with the platform's charset; ASCII is the same in all of them
                throw new IOException("its network description is not ASCII");
            }
        }
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (IOException e) {
            throw new IOException("its network description is not JSON", e);
        }
        requireKnownClasses(tree);
        ComputationGraphConfiguration described;
        try {
            described =
                    ComputationGraphConfiguration.fromJson(
                            new String(json, StandardCharsets.US_ASCII));
        } catch (RuntimeException e) {
            throw new IOException("Deeplearning4j cannot read its network description");
        }
        requireSame(described, expected);
        return described;
    }

    private static void requireKnownClasses(JsonNode node) throws IOException {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (field.getKey().equals("@class") && !isKnown(field.getValue().asText())) {
                String named = SafeText.text(field.getValue().asText(), 120);
                throw new IOException(
                        RootFormat.of(
                                "its network description names \"%s\", which is not part of an LGSC"
                                        + " network",
                                named));
            }
        }
        for (JsonNode child : node) {
            requireKnownClasses(child);
        }
    }

    private static boolean isKnown(String name) {
        int dot = name.lastIndexOf('.');
        return CLASSES.contains(name) || dot > 0 && PACKAGES.contains(name.substring(0, dot));
    }

    private static void requireSame(
            ComputationGraphConfiguration described, ComputationGraphConfiguration expected)
            throws IOException {
        boolean same;
        try {
            same =
                    structure(described).equals(structure(expected))
                            && parameters(described) == parameters(expected);
        } catch (IOException | RuntimeException e) { // a layer without its options
            same = false;
        }
        if (!same) {
            throw new IOException("its network is not the expected one");
        }
    }

    /** The structure as this version writes it, whichever version wrote the file. */
    private static JsonNode structure(ComputationGraphConfiguration network) throws IOException {
        ObjectNode json = (ObjectNode) JSON.readTree(network.toJson());
        json.retain("networkInputs", "networkOutputs", "vertexInputs", "vertices");
        removeFree(json);
        return json;
    }

    private static void removeFree(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(FREE);
        }
        node.forEach(NetworkDescription::removeFree);
    }

    /** Number of all parameters. */
    static long parameters(ComputationGraphConfiguration network) {
        return network.getVertices().values().stream().mapToLong(v -> v.numParams(true)).sum();
    }
}
