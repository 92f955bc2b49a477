package org.lgsc.train.internal.parallel;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.training.GradientPass;
import org.lgsc.core.layers.TrainingPass;
import org.lgsc.core.loss.LossValues;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The two halves of {@link ComputationGraph#fit(MultiDataSet)}: the gradient of a batch, and the
 * update by a gradient.
 *
 * <p>Gradients are in Deeplearning4j's form: they belong to the sum over the batch, and the update
 * divides them by the batch size. They include the steps of the running statistics of batch norms,
 * which are not divided. Therefore the mean of the gradients of equal parts, applied with the size
 * of a part, is the gradient of the whole batch, and moves running statistics by the mean of the
 * parts' steps.
 */
public final class GradientStep {
    private GradientStep() {}

    /**
     * Creates a network for computing gradients, without updater state; its weights are random
     * until they are set.
     */
    public static ComputationGraph replica(ComputationGraphConfiguration configuration) {
        ComputationGraph graph = new ComputationGraph(configuration.clone());
        graph.init();
        TrainingPass.prepare(graph, Numbers.FLOAT32);
        return graph;
    }

    /**
     * Computes the gradient of a batch, which is then in {@link #gradient(ComputationGraph)}.
     * Weights, updater and step count stay unchanged.
     *
     * @param seed seed of dropout, in the calling thread's generator; not 0
     */
    public static LossValues compute(ComputationGraph graph, MultiDataSet batch, long seed) {
        Nd4j.getRandom().setSeed(seed);
        gradient(graph);
        graph.setInputs(batch.getFeatures());
        graph.setLabels(batch.getLabels());
        graph.computeGradientAndScore();
        LossValues losses = LossValues.of(graph);
        graph.clear();
        return losses;
    }

    /**
     * Returns the computation of a network's gradient with arrays that are kept from step to step;
     * null when {@link #apply} or the computation does not support the network.
     */
    static @Nullable GradientPass pass(ComputationGraph graph) {
        if (!GradientPass.handles(graph) || normalised(graph).isPresent()) {
            return null;
        }
        gradient(graph);
        return new GradientPass(graph);
    }

    /**
     * Returns all gradients of a network, a view in the order of {@link ComputationGraph#params()}.
     */
    public static INDArray gradient(ComputationGraph graph) {
        if (graph.getFlattenedGradients() == null) {
            graph.initGradientsView();
        }
        return graph.getFlattenedGradients();
    }

    /**
     * Updates a network by the gradient in {@link #gradient(ComputationGraph)}, which is
     * overwritten, and counts a step.
     *
     * @param batchSize number of samples that the gradient sums over
     * @param score loss of the step, for listeners
     * @throws IllegalArgumentException when a layer requires gradient clipping or normalisation
     */
    public static void apply(ComputationGraph graph, int batchSize, double score) {
        requireNoNormalisation(graph);
        FlatAdam.install(graph);
        INDArray gradient = gradient(graph);
        int iteration = graph.getConfiguration().getIterationCount();
        int epoch = graph.getConfiguration().getEpochCount();
        graph.setScore(score);
        graph.getUpdater()
                .update(
                        new DefaultGradient(gradient),
                        iteration,
                        epoch,
                        batchSize,
                        LayerWorkspaceMgr.noWorkspaces());
        // listeners may change the weights after it, so those are checked afterwards
        if (graph.getUpdater() instanceof FlatAdam flat && graph.getListeners().isEmpty()) {
            flat.descend(graph.params(), gradient);
        } else {
            graph.params().subi(gradient.reshape(graph.params().shape()));
        }
        for (TrainingListener listener : List.copyOf(graph.getListeners())) {
            listener.iterationDone(graph, iteration, epoch);
        }
        graph.getConfiguration().setIterationCount(iteration + 1);
        graph.applyConstraints(iteration, epoch);
    }

    private static void requireNoNormalisation(ComputationGraph graph) {
        normalised(graph)
                .ifPresent(
                        layer -> {
                            throw new IllegalArgumentException(
                                    "gradient normalisation does not work with several workers:"
                                            + " layer "
                                            + layer);
                        });
    }

    /**
     * Returns a layer that requires gradient clipping or normalisation, which Deeplearning4j does
     * with the single gradients of a layer; these are not available here.
     */
    private static Optional<String> normalised(ComputationGraph graph) {
        return Arrays.stream(graph.getLayers())
                .map(layer -> layer.conf().getLayer())
                .filter(
                        conf ->
                                conf instanceof BaseLayer base
                                        && base.getGradientNormalization() != null
                                        && base.getGradientNormalization()
                                                != GradientNormalization.None)
                .map(org.deeplearning4j.nn.conf.layers.Layer::getLayerName)
                .findFirst();
    }
}
