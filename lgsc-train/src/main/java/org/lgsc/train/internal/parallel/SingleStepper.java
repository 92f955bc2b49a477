package org.lgsc.train.internal.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.training.GradientPass;
import org.lgsc.core.layers.TrainingPass;
import org.lgsc.core.loss.LossValues;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.parallel.Stepper.PlannedStep;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes steps in the calling thread: by {@link GradientPass}, or by {@link
 * ComputationGraph#fit(MultiDataSet)} when the network has listeners, which may ask for any part of
 * it. Both give the same weights.
 */
public final class SingleStepper implements Stepper {
    private final ComputationGraph graph;
    private final @Nullable GradientPass pass;

    /**
     * @param graph the network
     */
    public SingleStepper(ComputationGraph graph) {
        this(graph, Numbers.FLOAT32);
    }

    /**
     * @param graph the network
     * @param factors number format of convolutions, FLOAT32 or BFLOAT16
     */
    public SingleStepper(ComputationGraph graph, Numbers factors) {
        this.graph = Objects.requireNonNull(graph, "graph");
        TrainingPass.prepare(graph, factors);
        FlatAdam.install(graph);
        this.pass = GradientStep.pass(graph);
    }

    @Override
    public LossValues step(MultiDataSet batch, long seed) {
        // Dropout must not depend on earlier draws, or a resumed run would differ.
        Nd4j.getRandom().setSeed(seed);
        if (pass == null || !graph.getListeners().isEmpty()) {
            graph.fit(batch);
            return LossValues.of(graph);
        }
        pass.run(batch.getFeatures(0), batch.getLabels());
        graph.clear();
        GradientStep.apply(graph, (int) batch.getFeatures(0).size(0), graph.score());
        return LossValues.of(graph);
    }

    @Override
    public List<LossValues> steps(List<PlannedStep> steps) {
        List<LossValues> losses = new ArrayList<>();
        for (PlannedStep planned : steps) {
            planned.scaleHeads(graph);
            losses.add(step(planned.batch(), planned.seed()));
        }
        return losses;
    }

    @Override
    public void close() {
        TrainingPass.end(graph);
    }
}
