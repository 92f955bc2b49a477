package org.lgsc.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.deeplearning4j.nn.conf.memory.NetworkMemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.core.internal.json.StrictJson;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.loss.RegressionTarget;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class LgscNetworkTest {
    @Test
    void theMemoryReportOfDeeplearning4jCanBeRead() {
        ComputationGraph graph = LgscNetwork.builder().baseWidth(2).inputSize(32).build().init();
        NetworkMemoryReport report =
                graph.getConfiguration()
                        .getMemoryReport(InputType.convolutional(32, 32, 3, CNN2DFormat.NHWC));
        assertThat(
                        report.getTotalMemoryBytes(
                                8, MemoryUseMode.TRAINING, CacheMode.NONE, DataType.FLOAT))
                .isPositive();
    }

    private static long trainable(ComputationGraph graph, String prefix) {
        long sum = 0;
        for (Map.Entry<String, INDArray> entry : graph.paramTable().entrySet()) {
            String name = entry.getKey();
            if (name.startsWith(prefix) && !name.endsWith("_mean") && !name.endsWith("_var")) {
                sum += entry.getValue().length();
            }
        }
        return sum;
    }

    private static LgscNetwork.Builder small() {
        return LgscNetwork.builder().baseWidth(2).inputSize(32).seed(5);
    }

    private static MultiDataSet batch(int heads, long size) {
        Nd4j.getRandom().setSeed(9);
        INDArray x = Nd4j.rand(DataType.FLOAT, 4, 3, size, size).muli(2).subi(1);
        INDArray live = Nd4j.create(new float[] {1, 0, 1, 0}, new long[] {4, 1}, 'c');
        INDArray[] labels = new INDArray[heads];
        Arrays.fill(labels, live);
        return new MultiDataSet(new INDArray[] {x}, labels);
    }

    @Test
    void fullSizeHasThePapersParameterCount() {
        ComputationGraph graph = LgscNetwork.builder().build().init();
        assertThat(trainable(graph, "encoder_")).isEqualTo(11_176_512);
        assertThat(trainable(graph, "decoder")).isEqualTo(5_146_071);
        assertThat(trainable(graph, "aux_") + trainable(graph, "logits_")).isEqualTo(11_177_538);
        assertThat(trainable(graph, "")).isEqualTo(27_500_121);
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void aFrozenEncoderDoesNotMoveByABit(CNN2DFormat layout) {
        LgscNetwork network =
                small().encoderWeights(EncoderWeights.FROZEN)
                        .encoderUpdater(new Sgd(1)) // which a frozen one does not have
                        .layout(layout)
                        .build();
        ComputationGraph graph = network.init();
        // statistics of no batch, which training must neither change nor replace
        graph.getParam("encoder_norm1_mean").assign(0.25);
        graph.getParam("encoder_layer3_0_norm1_var").assign(3);
        Map<String, INDArray> before = new HashMap<>();
        graph.paramTable().forEach((name, value) -> before.put(name, value.dup()));
        MultiDataSet batch = batch(network.heads().size(), 32);
        List<String> features = List.of("encoder_layer4_1_out");
        INDArray inference = graph.output(features, false, batch.getFeatures(), null)[0].dup();
        INDArray training = graph.output(features, true, batch.getFeatures(), null)[0];
        assertThat(training.equalsWithEps(inference, 1e-6)).isTrue();
        for (int step = 0; step < 3; step++) {
            graph.fit(batch);
        }
        graph.paramTable()
                .forEach(
                        (name, value) -> {
                            float[] now = value.reshape(-1).toFloatVector();
                            float[] then = before.get(name).reshape(-1).toFloatVector();
                            if (name.startsWith("encoder_")) {
                                assertThat(now).as(name).isEqualTo(then);
                            } else if (name.endsWith("_W") || name.endsWith("_mean")) {
                                assertThat(now).as(name).isNotEqualTo(then);
                            }
                        });
    }

    @Test
    void aFrozenEncoderLeavesTheOthersGradientsAsTheyAre() {
        LgscNetwork network = small().encoderWeights(EncoderWeights.FROZEN).dropout(0).build();
        ComputationGraph graph = network.init();
        MultiDataSet batch = batch(network.heads().size(), 32);
        graph.setInputs(batch.getFeatures());
        graph.setLabels(batch.getLabels());
        graph.computeGradientAndScore();
        double start = graph.score();
        INDArray gradient = graph.gradient().getGradientFor("decoder5_up_W").dup();
        double slope = gradient.norm2Number().doubleValue();
        graph.getParam("decoder5_up_W").subi(gradient.mul(1e-4 / slope));
        graph.computeGradientAndScore();
        double expected = 1e-4 * slope / 4; // the updater divides by the batch
        assertThat(start - graph.score()).isCloseTo(expected, within(0.1 * expected));
    }

    @Test
    void cueMapHasTheInputsSizeAndStaysWithinOne() {
        ComputationGraph graph =
                LgscNetwork.builder().baseWidth(2).inputSize(64, 96).build().init();
        INDArray cue =
                graph.output(
                                List.of(LgscNetwork.CUE),
                                false,
                                new INDArray[] {Nd4j.rand(DataType.FLOAT, 2, 3, 64, 96)},
                                null)[0];
        assertThat(cue.shape()).containsExactly(2, 3, 64, 96);
        assertThat(cue.amaxNumber().doubleValue()).isLessThanOrEqualTo(1).isPositive();
    }

    @Test
    void bothLayoutsComputeTheSame() {
        ComputationGraph nhwc =
                small().dropout(0)
                        .dataType(DataType.DOUBLE)
                        .layout(CNN2DFormat.NHWC)
                        .build()
                        .init();
        ComputationGraph nchw =
                small().dropout(0)
                        .dataType(DataType.DOUBLE)
                        .layout(CNN2DFormat.NCHW)
                        .build()
                        .init();
        // by name: the flat order follows the vertices, which differ
        nchw.paramTable().forEach((name, value) -> value.assign(nhwc.getParam(name)));
        MultiDataSet batch = batch(7, 32);
        batch =
                new MultiDataSet(
                        new INDArray[] {batch.getFeatures(0).castTo(DataType.DOUBLE)},
                        Arrays.stream(batch.getLabels())
                                .map(l -> l.castTo(DataType.DOUBLE))
                                .toArray(INDArray[]::new));
        nhwc.fit(batch);
        nchw.fit(batch);
        assertThat(nchw.score()).isCloseTo(nhwc.score(), within(1e-9));
    }

    @Test
    void totalIsTheWeightedSumOfTheHeads() {
        LgscNetwork network = small().build();
        ComputationGraph graph = network.init();
        graph.fit(batch(network.heads().size(), 32));
        LossValues values = LossValues.of(graph);
        double sum =
                5 * values.heads().get(LgscNetwork.LOSS_REGRESSION)
                        + 5 * values.heads().get(LgscNetwork.LOSS_AUXILIARY);
        for (Level level : network.options().tripletLevels()) {
            sum += values.heads().get(level.lossHead());
        }
        assertThat(values.total()).isCloseTo(sum, within(1e-5));
    }

    @Test
    void theOrderOfTheCuesIsAnotherHeadWithTheWeightOfTheRegression() {
        LgscNetwork network = small().cueOrderMargin(0.9).build();
        ComputationGraph plain = small().build().init();
        ComputationGraph graph = network.init();
        assertThat(graph.params()).isEqualTo(plain.params());
        assertThat(network.heads()).endsWith(LgscNetwork.LOSS_AUXILIARY, LgscNetwork.LOSS_ORDER);
        Nd4j.getRandom().setSeed(21);
        plain.fit(batch(7, 32));
        Nd4j.getRandom().setSeed(21);
        graph.fit(batch(8, 32));
        double order = LossValues.of(graph).heads().get(LgscNetwork.LOSS_ORDER);
        assertThat(order).isPositive();
        assertThat(graph.score()).isCloseTo(plain.score() + 5 * order, within(1e-5));
    }

    @Test
    void optionsOfEarlierVersionsHaveNoOrderOfTheCues() throws Exception {
        ObjectMapper mapper = StrictJson.mapper(10); // as for model files
        ObjectNode json = mapper.valueToTree(NetworkOptions.PAPER);
        json.remove("cueOrderMargin");
        assertThat(mapper.treeToValue(json, NetworkOptions.class)).isEqualTo(NetworkOptions.PAPER);
    }

    @ParameterizedTest
    @EnumSource(AuxiliaryInput.class)
    void everyAuxiliaryInputTrains(AuxiliaryInput input) {
        LgscNetwork network =
                small().auxiliaryInput(input)
                        .tripletLevels(Level.E5, Level.CUE)
                        .regressionTarget(RegressionTarget.BOTH)
                        .decoderNorm(NormKind.BATCH)
                        .twoSidedTriplets(true)
                        .build();
        ComputationGraph graph = network.init();
        INDArray before = graph.params().dup();
        graph.fit(batch(network.heads().size(), 32));
        assertThat(graph.score()).isFinite();
        assertThat(graph.params()).isNotEqualTo(before);
        assertThat(network.heads()).hasSize(input == AuxiliaryInput.NONE ? 3 : 4);
    }

    @Test
    void resumedTrainingEqualsUninterruptedTraining(@TempDir Path directory) throws Exception {
        ComputationGraph graph = small().cueOrderMargin(0.1).build().init();
        MultiDataSet batch = batch(8, 32);
        graph.fit(batch);
        java.io.File file = directory.resolve("network.zip").toFile();
        graph.save(file, true);
        ComputationGraph restored = ComputationGraph.load(file, true);
        assertThat(restored.params()).isEqualTo(graph.params());
        Nd4j.getRandom().setSeed(21);
        graph.fit(batch);
        Nd4j.getRandom().setSeed(21);
        restored.fit(batch);
        assertThat(restored.params()).isEqualTo(graph.params());
        assertThat(restored.score()).isEqualTo(graph.score());
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        assertThat(small().build().init().params()).isEqualTo(small().build().init().params());
        assertThat(small().seed(6).build().init().params())
                .isNotEqualTo(small().build().init().params());
    }

    @Test
    void configurationSurvivesJson() {
        ComputationGraphConfiguration configuration =
                small().cueOrderMargin(0.1).build().graphBuilder().build();
        assertThat(ComputationGraphConfiguration.fromJson(configuration.toJson()))
                .isEqualTo(configuration);
    }

    @Test
    void badOptionsAreNamed() {
        assertThatThrownBy(() -> LgscNetwork.builder().inputSize(100).build())
                .hasMessageContaining("multiple of 32")
                .hasMessageContaining("100");
        assertThatThrownBy(() -> LgscNetwork.builder().baseWidth(0).build())
                .hasMessageContaining("base width");
        assertThatThrownBy(() -> LgscNetwork.builder().seed(0)).hasMessageContaining("seed 0");
        assertThatThrownBy(() -> LgscNetwork.builder().margin(Double.NaN).build())
                .hasMessageContaining("margin");
        assertThatThrownBy(() -> LgscNetwork.builder().cueOrderMargin(1).build())
                .hasMessageContaining("cue order");
        assertThatThrownBy(() -> LgscNetwork.builder().dropout(1).build())
                .hasMessageContaining("dropout");
    }

    @Test
    void resNet18TrainsAloneAndItsWeightsAreTransferredByName() {
        ComputationGraph classifier = ResNet18.builder().baseWidth(2).seed(5).build().init();
        classifier.fit(batch(1, 32));
        assertThat(classifier.score()).isFinite();
        ComputationGraph lgsc = small().build().init();
        long passed =
                classifier.paramTable().keySet().stream()
                        .filter(
                                name ->
                                        lgsc.paramTable().containsKey(name)
                                                && name.startsWith("encoder_"))
                        .mapToLong(name -> classifier.getParam(name).length())
                        .sum();
        assertThat(passed)
                .isEqualTo(
                        classifier.numParams() - classifier.getLayer(ResNet18.LOGITS).numParams());
    }
}
