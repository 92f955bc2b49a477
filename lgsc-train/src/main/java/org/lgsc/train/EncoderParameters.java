package org.lgsc.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.network.ResNet18;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The convolutional part of the encoder, which has the same names in every network. */
final class EncoderParameters {
    private static final String ENCODER = ResNet18.ENCODER + "_";

    private EncoderParameters() {}

    /** Returns the parameters by name, as views, running statistics included. */
    static Map<String, INDArray> of(ComputationGraph network) {
        Map<String, INDArray> encoder = new LinkedHashMap<>();
        network.paramTable()
                .forEach(
                        (name, value) -> {
                            if (name.startsWith(ENCODER)) {
                                encoder.put(name, value);
                            }
                        });
        if (encoder.isEmpty()) {
            throw new IllegalStateException("the network has no parameters of an encoder");
        }
        return encoder;
    }

    static void copyInto(ComputationGraph network, Map<String, INDArray> encoder) {
        Map<String, INDArray> targets = network.paramTable();
        encoder.forEach(
                (name, value) -> Objects.requireNonNull(targets.get(name), name).assign(value));
    }
}
