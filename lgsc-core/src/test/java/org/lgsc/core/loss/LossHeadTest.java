package org.lgsc.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lgsc.core.layers.Conv2d;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

class LossHeadTest {
    private static final double[] MIXED = {1, 0, 1, 0, 1};
    private static final double[] ONE_LIVE = {1, 0, 0, 0, 0};
    private static final double[] ALL_LIVE = {1, 1, 1, 1, 1};
    private static final double[] NO_LIVE = {0, 0, 0, 0, 0};

    @BeforeAll
    static void useDoubles() {
        Nd4j.setDefaultDataTypes(
                DataType.DOUBLE, DataType.DOUBLE); // asked for by GradientCheckUtil
    }

    @AfterAll
    static void useFloats() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    private static Stream<Arguments> headsAndBatches() {
        return Stream.of(
                        new RegressionLoss(5, RegressionTarget.LIVE),
                        new RegressionLoss(5, RegressionTarget.BOTH),
                        new CueOrderLoss(5, 0.1),
                        new CueOrderLoss(5, 0.9),
                        new TripletLoss(1, 0.5, false),
                        new TripletLoss(2, 0.5, true),
                        new AuxiliaryLoss(5))
                .flatMap(
                        head ->
                                Stream.of(MIXED, ONE_LIVE, ALL_LIVE, NO_LIVE)
                                        .map(live -> arguments(head, live)));
    }

    private static ComputationGraph graph(LossHead head, boolean learning) {
        return graph(head, learning, DataType.DOUBLE);
    }

    private static ComputationGraph graph(LossHead head, boolean learning, DataType type) {
        GraphBuilder graph =
                new NeuralNetConfiguration.Builder()
                        .seed(3)
                        .dataType(type)
                        .updater(learning ? new Sgd(0.1) : new NoOp())
                        .graphBuilder()
                        .addInputs("x");
        if (isOfMaps(head)) {
            graph.addLayer(
                    "input",
                    new Conv2d.Builder().channels(2, 3).kernel(1).format(CNN2DFormat.NCHW).build(),
                    "x");
        } else {
            graph.addLayer(
                    "input",
                    new DenseLayer.Builder()
                            .nIn(4)
                            .nOut(head instanceof AuxiliaryLoss ? 2 : 3)
                            .activation(Activation.IDENTITY)
                            .build(),
                    "x");
        }
        graph.addLayer("loss", head, "input");
        ComputationGraph network = new ComputationGraph(graph.setOutputs("loss").build());
        network.init();
        return network;
    }

    private static boolean isOfMaps(LossHead head) {
        return head instanceof RegressionLoss || head instanceof CueOrderLoss;
    }

    private static INDArray input(LossHead head) {
        Nd4j.getRandom().setSeed(11);
        return isOfMaps(head)
                ? Nd4j.randn(DataType.DOUBLE, 5, 2, 3, 3)
                : Nd4j.randn(DataType.DOUBLE, 5, 4);
    }

    private static INDArray labels(double[] live) {
        return Nd4j.create(live, new long[] {live.length, 1}, DataType.DOUBLE);
    }

    @ParameterizedTest
    @MethodSource("headsAndBatches")
    void analyticGradientEqualsNumericOne(LossHead head, double[] live) {
        assertThat(
                        GradientCheckUtil.checkGradients(
                                new GradientCheckUtil.GraphConfig()
                                        .net(graph(head, false))
                                        .inputs(new INDArray[] {input(head)})
                                        .labels(new INDArray[] {labels(live)})
                                        .maxRelError(1e-4)
                                        .minAbsoluteError(1e-9)))
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("headsAndBatches")
    void valueEqualsItsDefinition(LossHead head, double[] live) {
        ComputationGraph network = graph(head, false);
        INDArray x = input(head);
        INDArray in = network.feedForward(new INDArray[] {x}, false, true).get("input");
        double expected = expected(head, in, live);
        network.fit(new MultiDataSet(x, labels(live)));
        assertThat(LossValues.of(network).heads().get("loss")).isCloseTo(expected, within(1e-12));
        assertThat(network.score()).isCloseTo(head.getWeight() * expected, within(1e-12));
        assertThat(LossValues.of(network).total()).isEqualTo(network.score());
    }

    @ParameterizedTest
    @MethodSource("headsAndBatches")
    void theClosedFormOfFloatsIsTheDefinition(LossHead head, double[] live) {
        ComputationGraph doubles = graph(head, true, DataType.DOUBLE);
        ComputationGraph floats = graph(head, true, DataType.FLOAT);
        floats.params().assign(doubles.params());
        INDArray before = doubles.params().dup();
        INDArray x = input(head);
        doubles.fit(new MultiDataSet(x, labels(live)));
        floats.fit(new MultiDataSet(x.castTo(DataType.FLOAT), labels(live).castTo(DataType.FLOAT)));
        assertThat(floats.score()).isCloseTo(doubles.score(), within(1e-5));
        assertThat(LossValues.of(floats).heads().get("loss"))
                .isCloseTo(LossValues.of(doubles).heads().get("loss"), within(1e-5));
        INDArray step = doubles.params().sub(before);
        INDArray other = floats.params().castTo(DataType.DOUBLE).sub(before);
        assertThat(other.sub(step).norm2Number().doubleValue())
                .isLessThanOrEqualTo(1e-5 * step.norm2Number().doubleValue() + 1e-7);
    }

    @Test
    void nanPassesThroughEveryClosedForm() {
        for (LossHead head :
                new LossHead[] {
                    new TripletLoss(1, 0.5, false),
                    new TripletLoss(1, 0.5, true),
                    new AuxiliaryLoss(5),
                    new RegressionLoss(5, RegressionTarget.LIVE),
                    new CueOrderLoss(5, 0.1)
                }) {
            float[] input = {1, Float.NaN, 3, 4, -1, 2, 2, 1};
            assertThat(head.closedForm(input, new float[] {1, 0, 1, 0}, input.clone())).isNaN();
        }
    }

    /** The definitions, by loops. */
    private static double expected(LossHead head, INDArray in, double[] live) {
        int n = live.length;
        if (head instanceof RegressionLoss regression) {
            double sum = 0;
            long count = 0;
            for (int i = 0; i < n; i++) {
                double[] map = in.slice(i).dup('c').reshape(-1).toDoubleVector();
                if (regression.getTarget() == RegressionTarget.BOTH || live[i] == 1) {
                    for (double v : map) {
                        sum += Math.abs(v - (1 - live[i]));
                    }
                    count += map.length;
                }
            }
            return count == 0 ? 0 : sum / count;
        }
        if (head instanceof CueOrderLoss order) {
            double[] sums = new double[2];
            int[] counts = new int[2];
            for (int i = 0; i < n; i++) {
                for (double v : in.slice(i).dup('c').reshape(-1).toDoubleVector()) {
                    sums[(int) live[i]] += Math.abs(v);
                    counts[(int) live[i]]++;
                }
            }
            double margin = order.getMargin();
            return counts[0] == 0 || counts[1] == 0
                    ? 0
                    : Math.max(0, margin + sums[1] / counts[1] - sums[0] / counts[0]);
        }
        if (head instanceof AuxiliaryLoss) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                double own = in.getDouble(i, (int) live[i]);
                double other = in.getDouble(i, 1 - (int) live[i]);
                sum += Math.log1p(Math.exp(other - own));
            }
            return sum / n;
        }
        TripletLoss triplet = (TripletLoss) head;
        double[][] v = in.toDoubleMatrix();
        for (double[] row : v) {
            double norm = 0;
            for (double value : row) {
                norm += value * value;
            }
            for (int c = 0; c < row.length; c++) {
                row[c] /= Math.sqrt(norm);
            }
        }
        double sum = 0;
        int active = 0;
        for (int a = 0; a < n; a++) {
            for (int p = 0; p < n; p++) {
                for (int k = 0; k < n; k++) {
                    if (a == p || live[a] == 0 || live[p] == 0 || live[k] == 1) {
                        continue;
                    }
                    double difference = distance(v[a], v[p]) - distance(v[a], v[k]);
                    double hinge = difference + triplet.getMargin();
                    if (hinge > 0
                            && (!triplet.isTwoSided()
                                    || Math.abs(difference) < triplet.getMargin())) {
                        sum += hinge;
                        active++;
                    }
                }
            }
        }
        return active == 0 ? 0 : sum / active;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    /** Base width 1: the vectors are 1 or -1, their distances 0 or 2, and their gradient is 0. */
    @Test
    void vectorsOfOneElementHaveALoss() {
        ComputationGraph network =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(0.1))
                                .graphBuilder()
                                .addInputs("x")
                                .addLayer(
                                        "input",
                                        new DenseLayer.Builder()
                                                .nIn(1)
                                                .nOut(1)
                                                .activation(Activation.IDENTITY)
                                                .build(),
                                        "x")
                                .addLayer("loss", new TripletLoss(1, 0.5, false), "input")
                                .setOutputs("loss")
                                .build());
        network.init();
        network.getLayer("input").getParam("W").assign(1);
        INDArray x = Nd4j.create(new double[] {3, -1, 2, 4, -5}, new long[] {5, 1});
        network.fit(new MultiDataSet(x, labels(MIXED)));
        // live 1, 1, -1 and spoof -1, 1: of 12 triplets 10 have a loss: 6 of 0.5 and 4 of 2.5
        assertThat(network.score()).isCloseTo(13.0 / 10, within(1e-12));
        assertThat(network.params().toDoubleVector()).containsExactly(1, 0);
    }

    @Test
    void identicalVectorsAndZeroVectorsGiveFiniteGradients() {
        ComputationGraph network = graph(new TripletLoss(1, 0.5, false), true);
        INDArray x = Nd4j.zeros(DataType.DOUBLE, 5, 4);
        x.putRow(0, Nd4j.ones(DataType.DOUBLE, 4));
        x.putRow(2, Nd4j.ones(DataType.DOUBLE, 4));
        network.getLayer("input").getParam("b").assign(0);
        network.fit(new MultiDataSet(x, labels(MIXED)));
        assertThat(network.score()).isFinite();
        assertThat(network.params().isNaN().any()).isFalse();
    }

    @Test
    void everyStepReportsTheLossOfItsOwnBatch() {
        RegressionLoss head = new RegressionLoss(5, RegressionTarget.LIVE);
        MultiDataSet one = floats(input(head), MIXED);
        MultiDataSet other = floats(input(head).mul(3), NO_LIVE);
        MultiDataSet third = floats(input(head).mul(2), ONE_LIVE);
        ComputationGraph network = graph(head, true, DataType.FLOAT);
        for (MultiDataSet batch : new MultiDataSet[] {one, other, third}) {
            double before = network.score(batch, true);
            network.fit(batch);
            assertThat(network.score()).isEqualTo(before);
            assertThat(network.score(third, true)).isNotEqualTo(before);
        }
    }

    private static MultiDataSet floats(INDArray input, double[] live) {
        return new MultiDataSet(input.castTo(DataType.FLOAT), labels(live).castTo(DataType.FLOAT));
    }

    @Test
    void aScaledHeadScalesScoreAndStepAndZeroStopsIt() {
        RegressionLoss head = new RegressionLoss(5, RegressionTarget.LIVE);
        MultiDataSet batch = new MultiDataSet(input(head), labels(MIXED));
        INDArray full = step(head, batch, 1);
        assertThat(step(head, batch, 0.25).sub(full.mul(0.25)).norm2Number().doubleValue())
                .isLessThan(1e-12);
        assertThat(step(head, batch, 0).norm2Number().doubleValue()).isZero();
        assertThat(full.norm2Number().doubleValue()).isPositive();
    }

    private static INDArray step(LossHead head, MultiDataSet batch, double scale) {
        ComputationGraph network = graph(head, true);
        INDArray before = network.params().dup();
        LossValues.scaleHead(network, "loss", scale);
        network.fit(batch);
        LossValues values = LossValues.of(network);
        assertThat(values.total())
                .isCloseTo(scale * head.getWeight() * values.heads().get("loss"), within(1e-12));
        return network.params().sub(before);
    }

    @ParameterizedTest
    @MethodSource("headsAndBatches")
    void configurationSurvivesJson(LossHead head, double[] live) {
        ComputationGraphConfiguration configuration = graph(head, false).getConfiguration();
        assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
                .isEqualTo(configuration);
    }
}
