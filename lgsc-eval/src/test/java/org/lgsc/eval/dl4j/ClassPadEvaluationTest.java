package org.lgsc.eval.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.lgsc.eval.threshold.Criterion;
import org.nd4j.evaluation.BaseEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class ClassPadEvaluationTest {
    private static INDArray array(double[]... rows) {
        return Nd4j.createFromArray(rows);
    }

    @Test
    void theScoreIsTheProbabilityOfSpoof() {
        ClassPadEvaluation e = new ClassPadEvaluation(Criterion.fixed(0.5));
        INDArray two = array(new double[] {0.25, 0.75}, new double[] {0.875, 0.125});
        e.eval(array(new double[] {1}, new double[] {0}), two);
        e.eval(array(new double[] {0, 1}, new double[] {1, 0}), two);
        e.eval(array(new double[] {1}), array(new double[] {0.25}));
        assertThat(e.scores())
                .extracting(s -> s.spoofScore())
                .containsExactly(0.25, 0.875, 0.25, 0.875, 0.75);
        assertThat(e.scores())
                .extracting(s -> s.label().isLive())
                .containsExactly(true, false, true, false, true);
        assertThat(e.getValue(PadMetric.BPCER)).isEqualTo(1 / 3.0);
        assertThat(e.getValue(PadMetric.APCER)).isZero();
    }

    @Test
    void logitsAreTakenWhereTheyAreMeant() {
        ClassPadEvaluation e = ClassPadEvaluation.ofLogits(Criterion.fixed(0.5));
        e.eval(
                array(new double[] {1}, new double[] {0}),
                array(new double[] {-2, 2}, new double[] {Math.log(3), 0}));
        e.eval(array(new double[] {1}), array(new double[] {Math.log(3)}));
        assertThat(e.scores().get(0).spoofScore()).isCloseTo(1 / (1 + Math.exp(4)), within(1e-12));
        assertThat(e.scores().get(1).spoofScore()).isCloseTo(0.75, within(1e-12));
        assertThat(e.scores().get(2).spoofScore()).isCloseTo(0.25, within(1e-12));
        ClassPadEvaluation json = BaseEvaluation.fromJson(e.toJson(), ClassPadEvaluation.class);
        json.newInstance().eval(array(new double[] {1}), array(new double[] {30}));
        assertThat(json).isEqualTo(e);
    }

    @Test
    void refusesWhatAreNoProbabilities() {
        ClassPadEvaluation e = new ClassPadEvaluation();
        INDArray live = array(new double[] {1});
        assertThatThrownBy(() -> e.eval(live, array(new double[] {3, -2})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logits");
        assertThatThrownBy(() -> e.eval(live, array(new double[] {0.2, 0.3, 0.5})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[N, 2] or [N, 1]");
        assertThatThrownBy(() -> e.eval(array(new double[] {1, 1}), array(new double[] {0.5, 0.5})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one-hot");
        assertThat(e.scores()).isEmpty();
    }

    @Test
    void mergesAndRoundTrips() {
        ClassPadEvaluation a = new ClassPadEvaluation(Criterion.bpcerAtMost(0.05));
        a.eval(array(new double[] {1}), array(new double[] {0.25, 0.75}));
        ClassPadEvaluation b = a.newInstance();
        b.eval(array(new double[] {0}), array(new double[] {0.5, 0.5}));
        a.merge(b);
        assertThat(a.scores()).hasSize(2);
        ClassPadEvaluation json = BaseEvaluation.fromJson(a.toJson(), ClassPadEvaluation.class);
        assertThat(json).isEqualTo(a).isNotEqualTo(b).isNotEqualTo(new PadEvaluation());
        assertThat(json.stats()).isEqualTo(a.stats());
    }

    @Test
    void worksInAComputationGraph() {
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .graphBuilder()
                                .addInputs("logits")
                                .addLayer(
                                        "class",
                                        new LossLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                                .activation(Activation.SOFTMAX)
                                                .build(),
                                        "logits")
                                .setOutputs("class")
                                .setInputTypes(InputType.feedForward(2))
                                .build());
        graph.init();
        MultiDataSet data =
                new MultiDataSet(
                        array(new double[] {0, 2}, new double[] {2, 0}).castTo(DataType.FLOAT),
                        array(new double[] {0, 1}, new double[] {1, 0}));
        data.setExampleMetaData(
                List.of(
                        new PadMetadata("a", "", "s", "", -1),
                        new PadMetadata("b", "print", "s", "", -1)));
        ClassPadEvaluation e = new ClassPadEvaluation();
        graph.doEvaluation(new SingletonMultiDataSetIterator(data), e);
        assertThat(e.scores().get(1).species()).isEqualTo("print");
        assertThat(e.scores().get(0).spoofScore()).isLessThan(0.2);
        assertThat(e.getValue(PadMetric.AUC)).isEqualTo(1);
    }
}
