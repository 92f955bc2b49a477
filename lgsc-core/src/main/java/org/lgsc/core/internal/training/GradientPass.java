package org.lgsc.core.internal.training;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Elementwise;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.layers.AddVertex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the gradient and the loss of a batch as {@link
 * ComputationGraph#computeGradientAndScore()} does, bit by bit, in less time: arrays are kept from
 * step to step, gradients of a map with several readers are summed by oneDNN, a sum without
 * activation passes its gradient on without a copy, and vertices before the first parameters have
 * no backward pass. Listeners are not called. Not safe for use from several threads.
 */
public final class GradientPass {
    private final ComputationGraph graph;
    private final GraphVertex[] vertices;
    private final int[] order;
    private final boolean[] learns;
    private final boolean[] passesOn;
    private final @Nullable INDArray[] gradients;
    private final KeptArrays arrays = new KeptArrays();
    private @Nullable Elementwise[] sums;

    /**
     * @param graph a network that {@link #handles}, with its gradients view
     */
    public GradientPass(ComputationGraph graph) {
        this.graph = graph;
        this.vertices = graph.getVertices();
        this.order = graph.topologicalSortOrder();
        this.learns = new boolean[vertices.length];
        this.passesOn = new boolean[vertices.length];
        this.gradients = new INDArray[vertices.length];
        this.sums = new Elementwise[vertices.length];
        for (int index : order) {
            GraphVertex vertex = vertices[index];
            learns[index] =
                    vertex.hasLayer() && vertex.getLayer().numParams() > 0
                            || any(vertex.getInputVertices(), v -> learns[v.getVertexIndex()]);
            passesOn[index] =
                    graph.getConfiguration().getVertices().get(vertex.getVertexName())
                                    instanceof AddVertex sum
                            && sum.getActivation() == AddVertex.Activation.NONE;
        }
    }

    /** Whether a network of floats consists of layers and vertices with outputs that are losses. */
    public static boolean handles(ComputationGraph graph) {
        return OneDnn.available()
                && graph.params().dataType() == DataType.FLOAT
                && graph.getNumInputArrays() == 1
                && graph.getConfiguration().getNetworkOutputs().stream()
                        .allMatch(name -> graph.getLayer(name) instanceof IOutputLayer);
    }

    private static boolean any(VertexIndices @Nullable [] of, Predicate<VertexIndices> condition) {
        return of != null && List.of(of).stream().anyMatch(condition);
    }

    /**
     * Leaves the gradient in the network's gradients view and the loss in its score.
     *
     * @param input input of the network
     * @param labels labels of each output
     */
    public void run(INDArray input, INDArray[] labels) {
        graph.setInputs(input);
        graph.setLabels(labels);
        arrays.beginForward();
        for (int index : order) {
            forward(index, input);
        }
        arrays.beginBackward();
        for (int i = order.length - 1; i >= 0; i--) {
            if (learns[order[i]]) {
                backward(order[i], labels);
            }
        }
        graph.setScore(score());
    }

    private void forward(int index, INDArray input) {
        GraphVertex vertex = vertices[index];
        if (vertex.isOutputVertex()) {
            return; // its backward pass computes what it needs
        }
        INDArray out = vertex.isInputVertex() ? input : vertex.doForward(true, arrays);
        for (VertexIndices reader : vertex.getOutputVertices()) {
            vertices[reader.getVertexIndex()].setInput(reader.getVertexEdgeNumber(), out, arrays);
        }
    }

    private void backward(int index, INDArray[] labels) {
        GraphVertex vertex = vertices[index];
        INDArray own = gradients[index];
        gradients[index] = null;
        if (vertex.isOutputVertex()) {
            int output = graph.getConfiguration().getNetworkOutputs().indexOf(name(vertex));
            ((IOutputLayer) vertex.getLayer()).setLabels(labels[output]);
        } else {
            vertex.setEpsilon(Objects.requireNonNull(own, name(vertex)));
        }
        INDArray[] results =
                passesOn[index] && own != null
                        ? new INDArray[] {own, own}
                        : vertex.doBackward(false, arrays).getSecond();
        VertexIndices[] from = vertex.getInputVertices();
        for (int i = 0; i < from.length; i++) {
            if (learns[from[i].getVertexIndex()]) {
                add(from[i].getVertexIndex(), results[i]);
            }
        }
        if (own != null) {
            arrays.release(own);
        }
        arrays.endVertex(results);
    }

    private static String name(GraphVertex vertex) {
        return vertex.getVertexName();
    }

    /** Adds a gradient to that of a vertex's output. */
    private void add(int index, INDArray gradient) {
        INDArray before = gradients[index];
        if (before == null) {
            arrays.hold(gradient);
            gradients[index] = gradient;
            return;
        }
        INDArray sum = before;
        if (!arrays.isHeldOnce(before)) {
            sum = arrays.take(before.dataType(), before.shape(), 'c');
            arrays.hold(sum);
            arrays.release(before);
            gradients[index] = sum;
        }
        if (OneDnn.handles(before) && OneDnn.handles(gradient)) {
            sum(index, before).forward(before, gradient, sum);
        } else {
            before.addi(gradient, sum);
        }
    }

    private Elementwise sum(int index, INDArray of) {
        Elementwise kernel = sums[index];
        if (kernel == null || !kernel.fits(of)) {
            kernel = new Elementwise(of.shape(), Elementwise.Activation.NONE);
            sums[index] = kernel;
        }
        return kernel;
    }

    private double score() {
        double rest = graph.calcRegularizationScore(true);
        double score = 0;
        for (String name : graph.getConfiguration().getNetworkOutputs()) {
            Layer output = graph.getLayer(name);
            score += ((IOutputLayer) output).computeScore(rest, true, arrays);
            rest = 0; // part of the first output's
        }
        return score;
    }
}
