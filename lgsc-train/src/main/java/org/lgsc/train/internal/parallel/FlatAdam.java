package org.lgsc.train.internal.parallel;

import java.util.List;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.AdamKernel;
import org.lgsc.core.internal.onednn.DescentKernel;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.layers.ParamLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Deeplearning4j's updater of a graph, with Adam in one pass over all parameters of a block.
 * Deeplearning4j's own visits every parameter four more times, for regularisation and normalisation
 * that these networks do not have, and takes three times as long. State and results are the same.
 */
final class FlatAdam extends ComputationGraphUpdater {
    /** Sum of the squares that the last update left. */
    private float squares;

    private @Nullable WeightCheck check;

    private FlatAdam(ComputationGraph graph, INDArray state) {
        super(graph, state);
    }

    /** Replaces a graph's updater where it computes the same. */
    static void install(ComputationGraph graph) {
        if (graph.getUpdater() instanceof FlatAdam) {
            return;
        }
        INDArray state = graph.getUpdater().getStateViewArray();
        if (state == null
                || state.dataType() != DataType.FLOAT
                || !OneDnn.available()
                || !graph.conf().isMiniBatch()
                || !graph.getUpdater().getUpdaterBlocks().stream().allMatch(FlatAdam::handles)) {
            return;
        }
        graph.setUpdater(new FlatAdam(graph, state));
    }

    private static boolean handles(UpdaterBlock block) {
        return block.getLayersAndVariablesInBlock().stream()
                .allMatch(p -> handles(p.getLayer(), p.getParamName()));
    }

    private static boolean handles(Trainable layer, String parameter) {
        List<?> regularisation = layer.getConfig().getRegularizationByParam(parameter);
        GradientNormalization normalisation = layer.getConfig().getGradientNormalization();
        if (regularisation != null && !regularisation.isEmpty()
                || normalisation != null && normalisation != GradientNormalization.None) {
            return false;
        }
        IUpdater updater = layer.getConfig().getUpdaterByParam(parameter);
        boolean zero = layer.getConfig() instanceof ParamLayer own && own.isFrozen();
        return updater instanceof Adam
                        && updater.getClass() == Adam.class
                        && layer.updaterDivideByMinibatch(parameter)
                || updater instanceof NoOp && (zero || !layer.updaterDivideByMinibatch(parameter));
    }

    @Override
    public synchronized void update(
            Gradient gradient,
            int iteration,
            int epoch,
            int batchSize,
            LayerWorkspaceMgr workspaces) {
        squares = 0;
        check = null;
        for (UpdaterBlock block : getUpdaterBlocks()) {
            UpdaterBlock.ParamState any = block.getLayersAndVariablesInBlock().get(0);
            IUpdater updater = any.getLayer().getConfig().getUpdaterByParam(any.getParamName());
            if (updater instanceof Adam adam) {
                AdamKernel kernel =
                        new AdamKernel(
                                adam.getLearningRate(iteration, epoch),
                                adam.getBeta1(),
                                adam.getBeta2(),
                                adam.getEpsilon(),
                                iteration,
                                batchSize);
                squares +=
                        kernel.run(
                                getFlattenedGradientsView(),
                                block.getParamOffsetStart(),
                                getStateViewArray(),
                                block.getUpdaterViewOffsetStart(),
                                block.getParamOffsetEnd() - block.getParamOffsetStart());
            }
        }
    }

    /** Subtracts the result of {@link #update} from the weights, and checks both. */
    void descend(INDArray weights, INDArray update) {
        check = new WeightCheck(DescentKernel.run(weights, update), Float.isFinite(squares));
    }

    /** Returns the check of the last {@link #descend}, once; null when there is none. */
    @Nullable WeightCheck takeCheck() {
        WeightCheck taken = check;
        check = null;
        return taken;
    }
}
