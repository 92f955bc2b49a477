package org.lgsc.core.layers;

import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.onednn.Elementwise;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sum of two feature maps of the same shape, with the activation that follows fused into it. */
public final class AddVertex extends TwoMapVertex {
    private static final long serialVersionUID = 1L;

    /** Function applied to the sum. */
    public enum Activation {
        /** Nothing. */
        NONE(Elementwise.Activation.NONE),
        /** max(0, x). */
        RELU(Elementwise.Activation.RELU),
        /** Hyperbolic tangent. */
        TANH(Elementwise.Activation.TANH);

        private final Elementwise.Activation fused;

        Activation(Elementwise.Activation fused) {
            this.fused = fused;
        }

        Elementwise.Activation fused() {
            return fused;
        }
    }

    private Activation activation = Activation.NONE;

    /** For Jackson. */
    public AddVertex() {}

    /**
     * @param activation function applied to the sum
     */
    public AddVertex(Activation activation) {
        this.activation = Objects.requireNonNull(activation, "activation");
    }

    /** Function applied to the sum. */
    public Activation getActivation() {
        return activation;
    }

    /** For Jackson. */
    public void setActivation(Activation activation) {
        this.activation = activation;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String name,
            int index,
            INDArray view,
            boolean initialize,
            DataType dataType) {
        return new VertexRuntime.Add(graph, name, index, dataType, activation);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        return inputs[0];
    }

    @Override
    public GraphVertex clone() {
        return new AddVertex(activation);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddVertex that && activation == that.activation;
    }

    @Override
    public int hashCode() {
        return activation.hashCode();
    }
}
