package org.lgsc.core.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.lgsc.core.internal.onednn.Numbers;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.network.AuxiliaryInput;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainingPassTest {
    private static final LgscNetwork NETWORK =
            LgscNetwork.builder()
                    .baseWidth(16)
                    .inputSize(64)
                    .decoderNorm(NormKind.BATCH)
                    .dropout(0)
                    .tripletLevels()
                    .auxiliaryInput(AuxiliaryInput.NONE)
                    .build();

    private static INDArray images() {
        Nd4j.getRandom().setSeed(4);
        return Nd4j.rand(DataType.FLOAT, 8, 3, 64, 64).muli(2).subi(1);
    }

    /** All gradients of a network on random pictures, alternately live and spoof. */
    private static INDArray gradient(ComputationGraph graph) {
        INDArray labels = Nd4j.createFromArray(1f, 0, 1, 0, 1, 0, 1, 0).reshape(8, 1);
        INDArray[] all = new INDArray[NETWORK.heads().size()];
        Arrays.fill(all, labels);
        if (graph.getFlattenedGradients() == null) {
            graph.initGradientsView();
        }
        graph.setInputs(images());
        graph.setLabels(all);
        graph.computeGradientAndScore();
        return graph.getFlattenedGradients().dup();
    }

    @Test
    void omittingTheImageGradientDoesNotChangeWeightGradients() {
        ComputationGraph graph = NETWORK.init();
        float[] all = gradient(graph).toFloatVector();
        TrainingPass.prepare(graph, Numbers.FLOAT32);
        assertThat(gradient(graph).toFloatVector()).isEqualTo(all);
    }

    private static double relative(INDArray found, INDArray expected) {
        return found.sub(expected).norm2Number().doubleValue()
                / expected.norm2Number().doubleValue();
    }

    /**
     * If rounding moves an input of a ReLU across zero, a gradient jumps, and in a network with
     * random weights thousands do. Therefore the measure is the change of float gradients when
     * every weight is changed by up to 1/256 of itself, the distance between two numbers of eight
     * bits.
     */
    @Test
    void bfloat16DisturbsGradientsNoMoreThanEqualChangesOfWeights() {
        assumeTrue(OneDnn.multiplies(Numbers.BFLOAT16));
        ComputationGraph graph = NETWORK.init();
        INDArray floats = gradient(graph);
        double loss = graph.score();
        TrainingPass.prepare(graph, Numbers.BFLOAT16);
        INDArray rounded = gradient(graph);
        assertThat(graph.score()).isCloseTo(loss, withinPercentage(5));
        TrainingPass.end(graph);
        INDArray moves = Nd4j.rand(DataType.FLOAT, graph.params().shape()).muli(2).subi(1);
        graph.params().muli(moves.divi(256).addi(1));
        double moved = relative(gradient(graph), floats);
        assertThat(relative(rounded, floats)).isBetween(0.01 * moved, 1.25 * moved);
    }

    @Test
    void bfloat16IsUsedInTrainingOnly() {
        assumeTrue(OneDnn.multiplies(Numbers.BFLOAT16));
        ComputationGraph graph = NETWORK.init();
        INDArray floats = gradient(graph);
        float[] cues = graph.output(images())[0].ravel().toFloatVector();
        TrainingPass.prepare(graph, Numbers.BFLOAT16);
        INDArray rounded = gradient(graph);
        assertThat(graph.output(images())[0].ravel().toFloatVector()).isEqualTo(cues);
        // and the next pass gives the same
        assertThat(gradient(graph).toFloatVector()).isEqualTo(rounded.toFloatVector());
        TrainingPass.end(graph);
        assertThat(gradient(graph).toFloatVector()).isEqualTo(floats.toFloatVector());
    }

    @Test
    void integersAreNotUsedInTraining() {
        ComputationGraph graph = NETWORK.init();
        assertThatThrownBy(() -> TrainingPass.prepare(graph, Numbers.INT8))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FLOAT32 or BFLOAT16");
    }
}
