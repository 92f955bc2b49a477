package org.lgsc.core.internal.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.lgsc.core.layers.InstanceNorm2d;
import org.lgsc.core.layers.MaxPool2d;
import org.lgsc.core.layers.Norm2d;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares every layer of a network with the same layer in DOUBLE on ND4J's operations, forward and
 * backward, on the same input, so that rounding in one layer does not count against the next one.
 * The error allowed for a layer is the change of its DOUBLE twin when its input is rounded, plus a
 * share of the terms that it adds up. The input gradient of a norm is what is left of terms that
 * cancel: over two values, all but {@code eps / variance} of them, and over one value all. Its
 * share is one of these terms.
 */
final class LayerReferee {
    /** Allowed error for the layer's own roundings, as a share of a result or of its terms. */
    private static final double OWN = 1e-5;

    /** Allowed error as a multiple of the twin's change. */
    private static final double MOVED = 10;

    /** Relative rounding of an input in FLOAT. */
    private static final double ROUNDING = 1e-7;

    private final ComputationGraph graph;
    private final ComputationGraph twin;
    private final LayerWorkspaceMgr workspaces = LayerWorkspaceMgr.noWorkspaces();
    private final Random random = new Random(11);
    private double worst;
    private String where = "nowhere";

    /**
     * @param graph in FLOAT, freshly made
     * @param twin the same in DOUBLE; gets its parameters
     */
    LayerReferee(ComputationGraph graph, ComputationGraph twin) {
        this.graph = graph;
        this.twin = twin;
        twin.setParams(graph.params().castTo(DataType.DOUBLE));
        graph.initGradientsView();
        twin.initGradientsView();
    }

    /** Error of the worst result as a multiple of the allowed error; at most 1 is correct. */
    double worst() {
        return worst;
    }

    /** The result with the largest error. */
    String where() {
        return where;
    }

    /** Runs a batch through all layers but the losses. */
    void compare(INDArray images) {
        Map<Integer, INDArray> outputs = new HashMap<>();
        for (int index : graph.topologicalSortOrder()) {
            GraphVertex vertex = graph.getVertices()[index];
            if (vertex.isInputVertex()) {
                outputs.put(index, images);
            } else if (!(vertex.getLayer() instanceof IOutputLayer)) {
                List<INDArray> inputs = new ArrayList<>();
                for (VertexIndices i : vertex.getInputVertices()) {
                    inputs.add(outputs.get(i.getVertexIndex()));
                }
                outputs.put(index, vertex(vertex, twin.getVertices()[index], inputs));
            }
        }
    }

    private INDArray vertex(GraphVertex own, GraphVertex other, List<INDArray> inputs) {
        INDArray output = forward(own, inputs);
        List<INDArray> exact = inputs.stream().map(LayerReferee::exact).toList();
        List<INDArray> rounded = exact.stream().map(this::rounded).toList();
        INDArray moved = forward(other, rounded);
        INDArray expected = forward(other, exact);
        check(own, "output", output, expected, moved, 0);
        INDArray epsilon = epsilon(own, output, expected, moved);
        List<INDArray> gradients = backward(own, epsilon);
        List<INDArray> right = backward(other, exact(epsilon));
        forward(other, rounded);
        List<INDArray> movedToo = backward(other, rounded(exact(epsilon)));
        for (int i = 0; i < gradients.size(); i++) {
            double terms = i == 0 ? length(normTerms(other, exact.get(0), epsilon)) : 0;
            check(own, "gradient " + i, gradients.get(i), right.get(i), movedToo.get(i), terms);
        }
        return output;
    }

    private static INDArray exact(INDArray array) {
        return array.castTo(DataType.DOUBLE);
    }

    private INDArray rounded(INDArray array) {
        return changed(array, v -> v * (1 + ROUNDING * random.nextGaussian()));
    }

    private static INDArray changed(INDArray array, DoubleUnaryOperator change) {
        double[] values = values(array);
        for (int i = 0; i < values.length; i++) {
            values[i] = change.applyAsDouble(values[i]);
        }
        return Nd4j.create(values, array.shape(), 'c');
    }

    private static double[] values(INDArray array) {
        return array.castTo(DataType.DOUBLE).dup('c').reshape(-1).toDoubleVector();
    }

    private INDArray forward(GraphVertex vertex, List<INDArray> inputs) {
        vertex.clear();
        for (int i = 0; i < inputs.size(); i++) {
            vertex.setInput(i, inputs.get(i).dup('c'), workspaces);
        }
        return vertex.doForward(true, workspaces).dup('c');
    }

    private List<INDArray> backward(GraphVertex vertex, INDArray epsilon) {
        vertex.setEpsilon(epsilon.dup('c'));
        Pair<Gradient, INDArray[]> result = vertex.doBackward(false, workspaces);
        List<INDArray> gradients = new ArrayList<>();
        for (INDArray gradient : result.getSecond()) {
            gradients.add(gradient.dup('c'));
        }
        if (result.getFirst() != null) {
            result.getFirst().gradientForVariable().values().forEach(g -> gradients.add(g.dup()));
        }
        return gradients;
    }

    /**
     * Made-up gradient, which is 0 where a ReLU's input is so close to zero that it may pass or
     * not, and where a maximum may be any of several zeros.
     */
    private INDArray epsilon(GraphVertex vertex, INDArray... outputs) {
        Layer layer = vertex.getLayer();
        boolean maximum = layer != null && layer.conf().getLayer() instanceof MaxPool2d;
        double[][] values = new double[outputs.length][];
        for (int i = 0; i < outputs.length; i++) {
            values[i] = values(outputs[i]);
        }
        float[] epsilon = new float[values[0].length];
        for (int i = 0; i < epsilon.length; i++) {
            int zeros = 0;
            for (double[] of : values) {
                zeros += of[i] == 0 ? 1 : 0;
            }
            boolean clear = zeros == 0 || zeros == values.length && !maximum;
            epsilon[i] = clear ? 2 * random.nextFloat() - 1 : 0;
        }
        return Nd4j.create(epsilon, outputs[0].shape(), 'c');
    }

    /**
     * Of a norm {@code gamma / deviation * epsilon}, from which its input gradient is projected.
     */
    private static double[] normTerms(GraphVertex vertex, INDArray input, INDArray epsilon) {
        if (vertex.getLayer() == null
                || !(vertex.getLayer().conf().getLayer() instanceof Norm2d norm)) {
            return new double[0];
        }
        IntUnaryOperator statistic = statistic(norm, input.shape());
        double[] variance = variance(values(input), statistic);
        double[] gamma = values(vertex.getLayer().getParam("gamma"));
        double[] terms = values(epsilon);
        for (int i = 0; i < terms.length; i++) {
            int s = statistic.applyAsInt(i);
            terms[i] *= gamma[s % gamma.length] / Math.sqrt(variance[s] + norm.getEps());
        }
        return terms;
    }

    /** Which mean and variance an element of a map has, channels counted first. */
    private static IntUnaryOperator statistic(Norm2d norm, long[] shape) {
        int channels = (int) norm.getChannels();
        int sample = (int) (shape[1] * shape[2] * shape[3]);
        int pixels = norm.getFormat() == CNN2DFormat.NHWC ? 1 : sample / channels;
        boolean alone = norm instanceof InstanceNorm2d;
        return i -> (alone ? i / sample : 0) * channels + i / pixels % channels;
    }

    private static double[] variance(double[] values, IntUnaryOperator statistic) {
        int groups = 1 + statistic.applyAsInt(values.length - 1);
        double count = (double) values.length / groups;
        double[] mean = new double[groups];
        double[] variance = new double[groups];
        for (int i = 0; i < values.length; i++) {
            mean[statistic.applyAsInt(i)] += values[i] / count;
        }
        for (int i = 0; i < values.length; i++) {
            int s = statistic.applyAsInt(i);
            variance[s] += (values[i] - mean[s]) * (values[i] - mean[s]) / count;
        }
        return variance;
    }

    private void check(
            GraphVertex vertex,
            String what,
            INDArray result,
            INDArray expected,
            INDArray moved,
            double terms) {
        double addedUp = Math.max(length(values(expected)), terms);
        double allowed = OWN * addedUp + MOVED * distance(moved, expected) + 1e-9;
        double off = distance(result, expected) / allowed;
        if (!(off <= worst)) { // NaN is the worst
            worst = off;
            where = vertex.getVertexName() + " " + what;
        }
    }

    private static double distance(INDArray a, INDArray b) {
        double[] x = values(a);
        double[] y = values(b);
        for (int i = 0; i < x.length; i++) {
            x[i] -= y[i];
        }
        return length(x);
    }

    private static double length(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v * v;
        }
        return Math.sqrt(sum);
    }
}
