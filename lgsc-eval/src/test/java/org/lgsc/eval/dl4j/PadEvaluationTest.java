package org.lgsc.eval.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.lgsc.eval.threshold.Criterion;
import org.nd4j.evaluation.BaseEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class PadEvaluationTest {
    /** Cue maps [N, 3, 2, 2] of constant size and alternating sign. */
    private static INDArray cues(double... scores) {
        INDArray cues = Nd4j.create(DataType.FLOAT, scores.length, 3, 2, 2);
        for (int n = 0; n < scores.length; n++) {
            for (int i = 0; i < 12; i++) {
                cues.putScalar(
                        new int[] {n, i / 4, i / 2 % 2, i % 2},
                        i % 2 == 0 ? scores[n] : -scores[n]);
            }
        }
        return cues;
    }

    private static INDArray labels(double... live) {
        return Nd4j.createFromArray(live).castTo(DataType.FLOAT).reshape(live.length, 1);
    }

    private static PadMetadata meta(String id, String species) {
        return new PadMetadata(id, species, "s", "v", 2);
    }

    @Test
    void scoresAreTheMeanAbsoluteCue() {
        PadEvaluation e = new PadEvaluation();
        INDArray mixed = Nd4j.createFromArray(0.5f, -0.25f, 0f, 0.25f).reshape(1, 1, 2, 2);
        e.eval(labels(1), mixed);
        assertThat(e.scores().get(0).spoofScore()).isEqualTo(0.25);
        assertThat(mixed.getDouble(0, 0, 0, 1)).isEqualTo(-0.25);
    }

    @Test
    void countsWithMetadata() {
        PadEvaluation e = new PadEvaluation(Criterion.fixed(0.5));
        List<Serializable> meta =
                Arrays.asList(meta("a", ""), meta("b", "print"), null, meta("d", "print"));
        e.eval(labels(1, 0, 0, 0), cues(0.25, 0.75, 0.75, 0.25), null, meta);
        assertThat(e.scores().get(1).species()).isEqualTo("print");
        assertThat(e.scores().get(1).frame()).isEqualTo(2);
        assertThat(e.report().apcer("print").value()).isEqualTo(0.5);
        assertThat(e.report().apcer(PadEvaluation.UNKNOWN_SPECIES).value()).isZero();
        assertThat(e.getValue(PadMetric.ACER)).isEqualTo(0.25);
        assertThat(e.getValue(PadMetric.APCER)).isEqualTo(0.5);
        assertThat(e.getValue(PadMetric.BPCER)).isZero();
        assertThat(e.getValue(PadMetric.HTER)).isCloseTo(1 / 6.0, within(1e-12));
        assertThat(e.stats()).contains("APCER print");
        assertThatThrownBy(() -> e.getValue(Evaluation.Metric.ACCURACY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(PadMetric.ACER.minimize()).isTrue();
        assertThat(PadMetric.AUC.minimize()).isFalse();
    }

    /** An iterator may go through any split. */
    @Test
    void namesNoSplit() {
        PadEvaluation e = new PadEvaluation();
        assertThat(e.stats()).doesNotContain("DEV", "TEST");
        e.eval(labels(1, 0), cues(0.25, 0.75));
        assertThat(e.report().threshold().origin())
                .hasToString("eer on the scores evaluated (1 bona fide, 1 attacks)");
        assertThat(e.report().warnings())
                .contains(
                        "the threshold was fitted on these very scores: the rates are optimistic");
        assertThat(e.stats()).doesNotContain("DEV", "TEST");

        PadEvaluation fixed = new PadEvaluation(Criterion.fixed(0.5));
        fixed.eval(labels(1, 0), cues(0.25, 0.75));
        assertThat(fixed.report().warnings()).noneMatch(w -> w.contains("optimistic"));
    }

    @Test
    void readsOtherMetadata() {
        PadEvaluation e =
                new PadEvaluation(
                        Criterion.EER, m -> new PadMetadata(m + "", String.valueOf(m), "", "", -1));
        e.newInstance().eval(labels(0), cues(1), null, List.of("mask"));
        assertThat(e.scores()).isEmpty();
        e.eval(labels(0), cues(1), null, List.of("mask"));
        assertThat(e.scores().get(0).species()).isEqualTo("mask");
    }

    @Test
    void leavesOutMaskedExamples() {
        PadEvaluation e = new PadEvaluation();
        e.eval(labels(1, 0), cues(0.25, 0.5), labels(0, 1), null);
        assertThat(e.scores()).hasSize(1);
        assertThat(e.scores().get(0).label().isLive()).isFalse();
    }

    @Test
    void undefinedIsNaNUntilBothClassesCame() {
        PadEvaluation e = new PadEvaluation();
        assertThat(e.getValue(PadMetric.ACER)).isNaN();
        assertThat(e.stats()).contains("bona fide");
        e.eval(labels(1), cues(0.25));
        assertThat(e.getValue(PadMetric.ACER)).isNaN();
        e.eval(labels(0), cues(0.5));
        assertThat(e.getValue(PadMetric.ACER)).isZero();
        assertThat(e.getValue(PadMetric.D_EER)).isZero();
        assertThat(e.getValue(PadMetric.AUC)).isEqualTo(1);
        e.reset();
        assertThat(e.getValue(PadMetric.AUC)).isNaN();
    }

    @Test
    void mergesAndRoundTrips() throws IOException, ClassNotFoundException {
        PadEvaluation a = new PadEvaluation(Criterion.apcerAtMost(0.05));
        a.eval(labels(1, 0), cues(0.25, 0.5), null, List.of(meta("x", ""), meta("y", "print")));
        PadEvaluation b = a.newInstance();
        assertThat(b.scores()).isEmpty();
        b.eval(labels(0), cues(Double.NaN));
        a.merge(b);
        assertThat(a.scores()).hasSize(3);
        assertThat(a.scores().get(2).hasResponse()).isFalse();
        PadEvaluation json = BaseEvaluation.fromJson(a.toJson(), PadEvaluation.class);
        assertThat(json).isEqualTo(a).isNotEqualTo(b);
        assertThat(json.stats()).isEqualTo(a.stats());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(a);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(a);
        }
    }

    @Test
    void refusesOtherShapesAndLabels() {
        PadEvaluation e = new PadEvaluation();
        assertThatThrownBy(() -> e.eval(labels(1, 0), cues(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> e.eval(labels(0.5), cues(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.5");
        assertThatThrownBy(() -> e.eval(labels(1, 2), cues(1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> e.eval(labels(1), cues(1), null, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(e.scores()).isEmpty();
    }

    @Test
    void worksInAComputationGraph() {
        // The identity as network: the "picture" is the cue map.
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .graphBuilder()
                                .addInputs("image")
                                .addLayer(
                                        "cue",
                                        new CnnLossLayer.Builder(LossFunctions.LossFunction.L1)
                                                .activation(Activation.IDENTITY)
                                                .build(),
                                        "image")
                                .setOutputs("cue")
                                .setInputTypes(InputType.convolutional(2, 2, 3))
                                .build());
        graph.init();
        MultiDataSet first = new MultiDataSet(cues(0.25, 0.75), labels(1, 0));
        first.setExampleMetaData(List.of(meta("a", ""), meta("b", "print")));
        MultiDataSet second = new MultiDataSet(cues(0.5, 1.0), labels(1, 0));
        PadEvaluation evaluation = new PadEvaluation();
        graph.doEvaluation(new SingletonMultiDataSetIterator(first), evaluation);
        graph.doEvaluation(new SingletonMultiDataSetIterator(second), evaluation);
        assertThat(evaluation.scores())
                .extracting(s -> s.spoofScore())
                .containsExactly(0.25, 0.75, 0.5, 1.0);
        assertThat(evaluation.scores())
                .extracting(s -> s.species())
                .containsExactly("", "print", "", PadEvaluation.UNKNOWN_SPECIES);
        assertThat(evaluation.getValue(PadMetric.ACER)).isZero();
    }

    @Test
    void partsMergeToTheWhole() {
        double[] scores = {0.1, 0.6, 0.4, 0.9, 0.3, 0.5, 0.2, 0.7};
        double[] live = {1, 0, 1, 0, 0, 1, 1, 0};
        PadEvaluation whole = new PadEvaluation();
        whole.eval(labels(live), cues(scores));
        PadEvaluation left = new PadEvaluation();
        PadEvaluation right = new PadEvaluation();
        left.eval(labels(Arrays.copyOf(live, 3)), cues(Arrays.copyOf(scores, 3)));
        right.eval(labels(Arrays.copyOfRange(live, 3, 8)), cues(Arrays.copyOfRange(scores, 3, 8)));
        left.merge(right);
        for (PadMetric metric : PadMetric.values()) {
            assertThat(left.getValue(metric)).as(metric.name()).isEqualTo(whole.getValue(metric));
        }
        assertThat(left.report().threshold()).isEqualTo(whole.report().threshold());
    }
}
