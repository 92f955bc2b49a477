package org.lgsc.core.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.loss.AuxiliaryLoss;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Analytic against numeric gradients in double precision, and JSON, for every layer and vertex. */
class LayerGradientTest {
    private static final long SEED = 7;
    private static final long SAMPLES = 3;
    private static final long CHANNELS = 3;
    private static final long SIZE = 6;

    /**
     * Adds the layer under test after "x" (3 channels) and returns the vertex with its result and
     * its channels.
     */
    private record Case(String name, Function<Parts, Result> add) {
        @Override
        public String toString() {
            return name;
        }
    }

    private record Parts(GraphBuilder graph, CNN2DFormat format, long channels) {}

    private record Result(String vertex, long channels) {}

    private static Result layer(
            Parts parts, org.deeplearning4j.nn.conf.layers.Layer layer, long channels) {
        parts.graph().addLayer("tested", layer, "x");
        return new Result("tested", channels);
    }

    @BeforeAll
    static void useDoubles() {
        Nd4j.setDefaultDataTypes(
                DataType.DOUBLE, DataType.DOUBLE); // asked for by GradientCheckUtil
    }

    @AfterAll
    static void useFloats() {
        Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
    }

    private static Stream<Case> cases() {
        return Stream.of(
                new Case("conv1x1", p -> layer(p, conv(p, 1, 1, 0), 2)),
                new Case("conv1x1/2", p -> layer(p, conv(p, 1, 2, 0), 2)),
                new Case("conv3x3", p -> layer(p, conv(p, 3, 1, 1), 2)),
                new Case("conv3x3/2", p -> layer(p, conv(p, 3, 2, 1), 2)),
                new Case("conv7x7/2", p -> layer(p, conv(p, 7, 2, 3), 2)),
                new Case(
                        "up-convolution",
                        p ->
                                layer(
                                        p,
                                        new UpConv2d.Builder()
                                                .channels(p.channels(), 2)
                                                .format(p.format())
                                                .build(),
                                        2)),
                new Case("batch norm", p -> layer(p, batchNorm(p, false), p.channels())),
                new Case("batch norm + ReLU", p -> layer(p, batchNorm(p, true), p.channels())),
                new Case("instance norm", p -> layer(p, instanceNorm(p, false), p.channels())),
                new Case(
                        "instance norm + ReLU", p -> layer(p, instanceNorm(p, true), p.channels())),
                new Case(
                        "max pooling",
                        p -> layer(p, new MaxPool2d(3, 2, 1, p.format()), p.channels())),
                new Case("add", p -> sum(p, AddVertex.Activation.NONE)),
                new Case("add + ReLU", p -> sum(p, AddVertex.Activation.RELU)),
                new Case("add + tanh", p -> sum(p, AddVertex.Activation.TANH)),
                new Case(
                        "concat",
                        p -> {
                            p.graph().addLayer("other", conv(p, 3, 1, 1), "x");
                            p.graph()
                                    .addVertex(
                                            "tested", new ConcatVertex(p.format()), "x", "other");
                            return new Result("tested", p.channels() + 2);
                        }),
                new Case(
                        "relayout there and back",
                        p -> {
                            boolean last = p.format() == CNN2DFormat.NHWC;
                            p.graph()
                                    .addLayer(
                                            "there",
                                            last ? Relayout.toNchw() : Relayout.toNhwc(),
                                            "x");
                            p.graph()
                                    .addLayer(
                                            "tested",
                                            last ? Relayout.toNhwc() : Relayout.toNchw(),
                                            "there");
                            return new Result("tested", p.channels());
                        }));
    }

    private static Result sum(Parts p, AddVertex.Activation activation) {
        p.graph()
                .addLayer(
                        "other",
                        new Conv2d.Builder()
                                .channels(p.channels(), p.channels())
                                .padding(1)
                                .format(p.format())
                                .build(),
                        "x");
        p.graph().addVertex("tested", new AddVertex(activation), "x", "other");
        return new Result("tested", p.channels());
    }

    private static Conv2d conv(Parts p, int kernel, int stride, int padding) {
        return new Conv2d.Builder()
                .channels(p.channels(), 2)
                .kernel(kernel)
                .stride(stride)
                .padding(padding)
                .format(p.format())
                .build();
    }

    private static BatchNorm2d batchNorm(Parts p, boolean relu) {
        return new BatchNorm2d.Builder()
                .channels(p.channels())
                .relu(relu)
                .format(p.format())
                .build();
    }

    private static InstanceNorm2d instanceNorm(Parts p, boolean relu) {
        return new InstanceNorm2d.Builder()
                .channels(p.channels())
                .relu(relu)
                .format(p.format())
                .build();
    }

    private static Stream<org.junit.jupiter.params.provider.Arguments> casesAndFormats() {
        return cases().flatMap(c -> Stream.of(CNN2DFormat.values()).map(f -> arguments(c, f)));
    }

    /** A convolution before the tested layer, so that its input gradient is checked too. */
    private static ComputationGraphConfiguration configuration(
            Case tested, CNN2DFormat format, DataType type, long channels) {
        GraphBuilder graph =
                new NeuralNetConfiguration.Builder()
                        .seed(SEED)
                        .dataType(type)
                        .updater(new NoOp())
                        .weightInit(WeightInit.RELU)
                        .graphBuilder()
                        .addInputs("image");
        graph.addLayer(
                "x",
                new Conv2d.Builder()
                        .channels(2, channels)
                        .kernel(3)
                        .padding(1)
                        .format(format)
                        .build(),
                "image");
        Result result = tested.add().apply(new Parts(graph, format, channels));
        graph.addLayer("pool", new GlobalAveragePool2d(format), result.vertex());
        // the mean alone hides much of a norm's gradient: a nonlinear map before the pooling would
        // too, so
        // the pooled vector is joined by a strided convolution of the map
        graph.addLayer(
                "strided",
                new Conv2d.Builder()
                        .channels(result.channels(), 2)
                        .kernel(3)
                        .stride(2)
                        .format(format)
                        .build(),
                result.vertex());
        graph.addLayer(
                "strided_norm",
                new InstanceNorm2d.Builder().channels(2).relu(true).format(format).build(),
                "strided");
        graph.addLayer("strided_pool", new GlobalAveragePool2d(format), "strided_norm");
        graph.addVertex(
                "joined",
                new org.deeplearning4j.nn.conf.graph.MergeVertex(),
                "pool",
                "strided_pool");
        graph.addLayer(
                "logits",
                new DenseLayer.Builder()
                        .nIn(result.channels() + 2)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build(),
                "joined");
        graph.addLayer("loss", new AuxiliaryLoss(2), "logits");
        return graph.setOutputs("loss").build();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("casesAndFormats")
    void analyticGradientEqualsNumericOne(Case tested, CNN2DFormat format) {
        ComputationGraph graph =
                new ComputationGraph(configuration(tested, format, DataType.DOUBLE, CHANNELS));
        graph.init();
        Nd4j.getRandom().setSeed(SEED);
        INDArray image =
                format == CNN2DFormat.NHWC
                        ? Nd4j.randn(DataType.DOUBLE, SAMPLES, SIZE, SIZE, 2)
                        : Nd4j.randn(DataType.DOUBLE, SAMPLES, 2, SIZE, SIZE);
        // norms start at gamma 1, beta 0, where mistakes in their use could hide
        graph.paramTable()
                .forEach(
                        (name, value) -> {
                            if (name.endsWith("gamma") || name.endsWith("beta")) {
                                value.addi(Nd4j.rand(DataType.DOUBLE, value.shape()));
                            }
                        });
        INDArray live =
                Nd4j.create(new double[] {1, 0, 1}, new long[] {SAMPLES, 1}, DataType.DOUBLE);
        boolean passed =
                GradientCheckUtil.checkGradients(
                        new GradientCheckUtil.GraphConfig()
                                .net(graph)
                                .inputs(new INDArray[] {image})
                                .labels(new INDArray[] {live})
                                .subset(true)
                                .maxPerParam(12)
                                .maxRelError(1e-4)
                                .minAbsoluteError(1e-9)
                                .excludeParams(Set.of("tested_mean", "tested_var")));
        assertThat(passed).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("casesAndFormats")
    void configurationSurvivesJson(Case tested, CNN2DFormat format) {
        ComputationGraphConfiguration configuration =
                configuration(tested, format, DataType.DOUBLE, CHANNELS);
        ComputationGraphConfiguration read =
                ComputationGraphConfiguration.fromJson(configuration.toJson());
        assertThat(read).isEqualTo(configuration);
        assertThat(read.toJson()).isEqualTo(configuration.toJson());
    }

    private static Stream<org.junit.jupiter.params.provider.Arguments> casesAndChannels() {
        return cases().flatMap(c -> Stream.of(1L, 3L, 8L, 16L, 20L).map(n -> arguments(c, n)));
    }

    /** FLOAT maps in NHWC run on oneDNN, DOUBLE ones on ND4J: two implementations, one answer. */
    @ParameterizedTest(name = "{0}, {1} channels")
    @MethodSource("casesAndChannels")
    void floatsOnOneDnnEqualDoubles(Case tested, long channels) {
        assumeTrue(OneDnn.available(), "oneDNN has no build for this platform");
        ComputationGraph[] graphs = new ComputationGraph[2];
        INDArray[] gradients = new INDArray[2];
        DataType[] types = {DataType.DOUBLE, DataType.FLOAT};
        for (int i = 0; i < 2; i++) {
            DataType type = types[i];
            graphs[i] =
                    new ComputationGraph(configuration(tested, CNN2DFormat.NHWC, type, channels));
            graphs[i].init();
            if (i == 0) {
                Nd4j.getRandom().setSeed(SEED);
                graphs[0]
                        .paramTable()
                        .forEach(
                                (name, value) -> {
                                    if (name.endsWith("gamma") || name.endsWith("beta")) {
                                        value.addi(Nd4j.rand(DataType.DOUBLE, value.shape()));
                                    }
                                });
            } else {
                graphs[1].setParams(graphs[0].params().castTo(DataType.FLOAT));
            }
            Nd4j.getRandom().setSeed(SEED);
            INDArray image = Nd4j.randn(DataType.DOUBLE, SAMPLES, SIZE, SIZE, 2).castTo(type);
            INDArray live =
                    Nd4j.create(new double[] {1, 0, 1}, new long[] {SAMPLES, 1}, DataType.DOUBLE)
                            .castTo(type);
            graphs[i].setInputs(image);
            graphs[i].setLabels(live);
            graphs[i].computeGradientAndScore();
            gradients[i] = graphs[i].gradient().gradient().castTo(DataType.DOUBLE);
        }
        double scale = gradients[0].norm2Number().doubleValue();
        assertThat(gradients[1].sub(gradients[0]).norm2Number().doubleValue() / scale)
                .isLessThan(1e-4);
        assertThat(graphs[1].score()).isCloseTo(graphs[0].score(), within(1e-5));
    }
}
