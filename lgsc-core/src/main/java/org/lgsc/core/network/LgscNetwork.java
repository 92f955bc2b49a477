package org.lgsc.core.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.layers.AddVertex;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.loss.AuxiliaryLoss;
import org.lgsc.core.loss.CueOrderLoss;
import org.lgsc.core.loss.RegressionLoss;
import org.lgsc.core.loss.RegressionTarget;
import org.lgsc.core.loss.TripletLoss;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * The network of "Learning Generalized Spoof Cues for Face Anti-spoofing" (Feng et al., arXiv
 * 2005.03922) as a DL4J {@code ComputationGraph}: encoder, cue decoder, auxiliary classifier and
 * loss heads.
 *
 * <p>Input {@link #IMAGE} is [N, 3, H, W], RGB in [-1, 1]. Vertex {@link #CUE} is the spoof cue map
 * [N, 3, H, W] in (-1, 1); the spoof score of an image is the mean of its absolute values. The
 * outputs are the loss heads, {@link #LOSS_REGRESSION} first, whose activations are the cue map;
 * each takes the labels [N, 1], 1 live and 0 spoof, so a {@code MultiDataSet} carries the same
 * label array once for each of {@link #heads()}.
 *
 * <p>Vertices are named by position: {@code encoder_layer1_0_conv1}, {@code decoder3_up}, {@code
 * gap_d4}.
 *
 * <pre>{@code
 * ComputationGraph graph = LgscNetwork.builder().baseWidth(16).inputSize(96).seed(7).build().init();
 * INDArray image = Nd4j.zeros(1, 3, 96, 96);
 * INDArray cue = graph.feedForward(image, false).get(LgscNetwork.CUE);
 * }</pre>
 */
public final class LgscNetwork {
    /** Default seed; not 0, which ND4J interprets as "no seed". */
    public static final long DEFAULT_SEED = 12345;

    /** The input vertex. */
    public static final String IMAGE = "image";

    /** The spoof cue map [N, 3, H, W]. */
    public static final String CUE = "cue";

    /** Logits of the auxiliary classifier [N, 2], column 1 live. */
    public static final String LOGITS = "logits";

    /** Output 0: the regression loss, whose activations are the cue map. */
    public static final String LOSS_REGRESSION = "loss_regression";

    /** The auxiliary loss, the last output but for {@link #LOSS_ORDER}. */
    public static final String LOSS_AUXILIARY = "loss_auxiliary";

    /** The loss of the order of the cues, the last output where there is one. */
    public static final String LOSS_ORDER = "loss_order";

    private static final String ENCODER = ResNet18.ENCODER;
    private static final String AUXILIARY = "aux";

    private final NetworkOptions options;
    private final long seed;
    private final DataType dataType;
    private final IUpdater updater;
    private final @Nullable IUpdater encoderUpdater;

    private LgscNetwork(Builder builder) {
        this.options = builder.options();
        this.seed = builder.seed;
        this.dataType = builder.dataType;
        this.updater = builder.updater;
        this.encoderUpdater = builder.encoderUpdater;
    }

    /**
     * Returns a builder with the paper's options, FLOAT, Adam 1e-3 and seed {@link #DEFAULT_SEED}.
     */
    public static Builder builder() {
        return new Builder(NetworkOptions.PAPER);
    }

    /** Returns a builder that starts from the given options. */
    public static Builder builder(NetworkOptions options) {
        return new Builder(options);
    }

    static long checkedSeed(long seed) {
        if (seed == 0) {
            throw new IllegalArgumentException("ND4J ignores seed 0: use any other number");
        }
        return seed;
    }

    /** Options of the network. */
    public NetworkOptions options() {
        return options;
    }

    /** Seed of the initial weights and of dropout. */
    public long seed() {
        return seed;
    }

    /** Names of the loss heads in the order of the outputs. */
    public List<String> heads() {
        return heads(options);
    }

    /** Names of the loss heads of a network with these options, in the order of the outputs. */
    public static List<String> heads(NetworkOptions options) {
        List<String> heads = new ArrayList<>();
        heads.add(LOSS_REGRESSION);
        options.tripletLevels().forEach(level -> heads.add(level.lossHead()));
        if (options.auxiliaryInput() != AuxiliaryInput.NONE) {
            heads.add(LOSS_AUXILIARY);
        }
        if (options.cueOrderMargin() > 0) {
            heads.add(LOSS_ORDER);
        }
        return List.copyOf(heads);
    }

    /** Returns the configuration, which can still be changed. */
    public GraphBuilder graphBuilder() {
        GraphBuilder graph =
                new NeuralNetConfiguration.Builder()
                        .seed(seed)
                        .dataType(dataType)
                        .updater(updater)
                        .weightInit(WeightInit.RELU)
                        .graphBuilder()
                        .addInputs(IMAGE);
        GraphAssembler assembler = new GraphAssembler(graph, options.layout());
        String image = assembler.fromImage("image_nhwc", IMAGE);
        ResNet18Body encoder =
                ResNet18Body.add(
                        options.encoderWeights() == EncoderWeights.FROZEN
                                ? assembler.frozen()
                                : assembler.trainedBy(encoderUpdater),
                        ENCODER,
                        image,
                        options.baseWidth());

        int w = options.baseWidth();
        String d1 =
                decoderBlock(
                        assembler,
                        1,
                        encoder.stage4(),
                        8L * w,
                        4L * w,
                        encoder.stage3(),
                        4L * w,
                        4L * w);
        String d2 =
                decoderBlock(assembler, 2, d1, 4L * w, 2L * w, encoder.stage2(), 2L * w, 2L * w);
        String d3 = decoderBlock(assembler, 3, d2, 2L * w, w, encoder.stage1(), w, w);
        String d4 = decoderBlock(assembler, 4, d3, w, w, encoder.stem(), w, w);
        String cue = decoderBlock(assembler, 5, d4, w, w, null, 0, 3);
        if (options.layout() == CNN2DFormat.NHWC) {
            graph.addLayer(CUE, Relayout.toNchw(), cue);
        }

        graph.addLayer(
                LOSS_REGRESSION,
                new RegressionLoss(options.regressionWeight(), options.regressionTarget()),
                CUE);
        if (options.cueOrderMargin() > 0) {
            graph.addLayer(
                    LOSS_ORDER,
                    new CueOrderLoss(options.regressionWeight(), options.cueOrderMargin()),
                    CUE);
        }
        for (Level level : options.tripletLevels()) {
            String map =
                    switch (level) {
                        case E5 -> encoder.stage4();
                        case D1 -> d1;
                        case D2 -> d2;
                        case D3 -> d3;
                        case D4 -> d4;
                        case CUE -> cue;
                    };
            String vector = assembler.globalAverage(level.vector(), map);
            graph.addLayer(
                    level.lossHead(),
                    new TripletLoss(
                            options.tripletWeight(), options.margin(), options.twoSidedTriplets()),
                    vector);
        }
        if (options.auxiliaryInput() != AuxiliaryInput.NONE) {
            addAuxiliary(graph, assembler, image, cue);
        }
        graph.setOutputs(heads().toArray(String[]::new));
        return graph;
    }

    /**
     * Adds up-convolution, norm and ReLU, the concatenation with the encoder's map of the same
     * size, and two basic blocks with a 1x1 convolution and norm as a shortcut around both (the
     * published code's outer shortcut).
     */
    private String decoderBlock(
            GraphAssembler assembler,
            int number,
            String input,
            long in,
            long up,
            @Nullable String skip,
            long skipped,
            long out) {
        String name = "decoder" + number;
        NormKind norm = options.decoderNorm();
        String x = assembler.upConvolution(name + "_up", input, in, up);
        x = assembler.norm(name + "_up_norm", x, up, norm, true);
        if (skip != null) {
            x = assembler.concat(name + "_concat", x, skip);
        }
        long entry = up + skipped;
        String block = assembler.basicBlock(name + "_res0", x, entry, out, 1, norm);
        block = assembler.basicBlock(name + "_res1", block, out, out, 1, norm);
        String shortcut = assembler.convolution(name + "_shortcut", x, entry, out, 1, 1);
        shortcut = assembler.norm(name + "_shortcut_norm", shortcut, out, norm, false);
        if (number < 5) {
            return assembler.add(name + "_out", block, shortcut, AddVertex.Activation.NONE);
        }
        String cue = assembler.format() == CNN2DFormat.NCHW ? CUE : name + "_out";
        return assembler.add(cue, block, shortcut, AddVertex.Activation.TANH);
    }

    private void addAuxiliary(
            GraphBuilder graph, GraphAssembler assembler, String image, String cue) {
        String input =
                options.auxiliaryInput() == AuxiliaryInput.OVERLAY
                        ? assembler.add(
                                AUXILIARY + "_overlay", image, cue, AddVertex.Activation.NONE)
                        : cue;
        ResNet18Body body = ResNet18Body.add(assembler, AUXILIARY, input, options.baseWidth());
        String pooled = assembler.globalAverage(AUXILIARY + "_gap", body.stage4());
        DenseLayer.Builder logits =
                new DenseLayer.Builder()
                        .nIn(8L * options.baseWidth())
                        .nOut(2)
                        .weightInit(WeightInit.XAVIER)
                        .activation(Activation.IDENTITY);
        if (options.dropout() > 0) {
            logits.dropOut(1 - options.dropout()); // DL4J expects the probability of keeping
        }
        graph.addLayer(LOGITS, logits.build(), pooled);
        graph.addLayer(LOSS_AUXILIARY, new AuxiliaryLoss(options.auxiliaryWeight()), LOGITS);
    }

    /** Returns an initialised network with random weights. */
    public ComputationGraph init() {
        ComputationGraph graph = new ComputationGraph(graphBuilder().build());
        graph.init();
        return graph;
    }

    /** Options of an {@link LgscNetwork}. */
    public static final class Builder {
        private int baseWidth;
        private int height;
        private int width;
        private NormKind decoderNorm;
        private List<Level> tripletLevels;
        private RegressionTarget regressionTarget;
        private AuxiliaryInput auxiliaryInput;
        private double regressionWeight;
        private double tripletWeight;
        private double auxiliaryWeight;
        private double margin;
        private boolean twoSidedTriplets;
        private double dropout;
        private EncoderWeights encoderWeights;
        private double cueOrderMargin;
        private CNN2DFormat layout;
        private long seed = DEFAULT_SEED;
        private DataType dataType = DataType.FLOAT;
        private IUpdater updater = new Adam(1e-3);
        private @Nullable IUpdater encoderUpdater;

        private Builder(NetworkOptions from) {
            baseWidth = from.baseWidth();
            height = from.height();
            width = from.width();
            decoderNorm = from.decoderNorm();
            tripletLevels = from.tripletLevels();
            regressionTarget = from.regressionTarget();
            auxiliaryInput = from.auxiliaryInput();
            regressionWeight = from.regressionWeight();
            tripletWeight = from.tripletWeight();
            auxiliaryWeight = from.auxiliaryWeight();
            margin = from.margin();
            twoSidedTriplets = from.twoSidedTriplets();
            dropout = from.dropout();
            encoderWeights = from.encoderWeights();
            cueOrderMargin = from.cueOrderMargin();
            layout = from.layout();
        }

        private NetworkOptions options() {
            return new NetworkOptions(
                    baseWidth,
                    height,
                    width,
                    decoderNorm,
                    tripletLevels,
                    regressionTarget,
                    auxiliaryInput,
                    regressionWeight,
                    tripletWeight,
                    auxiliaryWeight,
                    margin,
                    twoSidedTriplets,
                    dropout,
                    encoderWeights,
                    cueOrderMargin,
                    layout);
        }

        /** Channels of the stem; 64 is full size. */
        public Builder baseWidth(int baseWidth) {
            this.baseWidth = baseWidth;
            return this;
        }

        /** Side of square input in pixels, a multiple of 32. */
        public Builder inputSize(int size) {
            return inputSize(size, size);
        }

        /** Input size in pixels, both multiples of 32. */
        public Builder inputSize(int height, int width) {
            this.height = height;
            this.width = width;
            return this;
        }

        /** Norm of the decoder. */
        public Builder decoderNorm(NormKind norm) {
            this.decoderNorm = norm;
            return this;
        }

        /** Levels with a triplet loss; none at all switches it off. */
        public Builder tripletLevels(Level... levels) {
            this.tripletLevels = List.of(levels);
            return this;
        }

        /** Target values of the cue maps in the regression loss. */
        public Builder regressionTarget(RegressionTarget target) {
            this.regressionTarget = target;
            return this;
        }

        /** Input of the auxiliary classifier. */
        public Builder auxiliaryInput(AuxiliaryInput input) {
            this.auxiliaryInput = input;
            return this;
        }

        /** Weights of L_r, of each level's L_t, and of L_a; 5, 1, 5 in the paper. */
        public Builder lossWeights(double regression, double triplet, double auxiliary) {
            this.regressionWeight = regression;
            this.tripletWeight = triplet;
            this.auxiliaryWeight = auxiliary;
            return this;
        }

        /** Margin of the triplet loss. */
        public Builder margin(double margin) {
            this.margin = margin;
            return this;
        }

        /** Whether triplets are valid by the paper's two-sided test. */
        public Builder twoSidedTriplets(boolean twoSided) {
            this.twoSidedTriplets = twoSided;
            return this;
        }

        /** Probability of dropping a feature before the auxiliary softmax. */
        public Builder dropout(double dropout) {
            this.dropout = dropout;
            return this;
        }

        /** Treatment of the encoder in training; default {@link EncoderWeights#TRAINED}. */
        public Builder encoderWeights(EncoderWeights weights) {
            this.encoderWeights = Objects.requireNonNull(weights, "encoderWeights");
            return this;
        }

        /**
         * Margin of L_o, see {@link CueOrderLoss}, 0 to 1; 0, the default and the paper's, for no
         * such loss.
         */
        public Builder cueOrderMargin(double margin) {
            this.cueOrderMargin = margin;
            return this;
        }

        /** Memory layout inside the network: NHWC for a CPU, NCHW for others. */
        public Builder layout(CNN2DFormat layout) {
            this.layout = layout;
            return this;
        }

        /** Seed of the initial weights and of dropout, not 0. */
        public Builder seed(long seed) {
            this.seed = checkedSeed(seed);
            return this;
        }

        /** FLOAT (default) or DOUBLE. */
        public Builder dataType(DataType dataType) {
            this.dataType = Objects.requireNonNull(dataType, "dataType");
            return this;
        }

        /** Any DL4J updater; default Adam 1e-3. */
        public Builder updater(IUpdater updater) {
            this.updater = Objects.requireNonNull(updater, "updater");
            return this;
        }

        /**
         * Separate updater of the encoder, for example with a lower rate for a pretrained one;
         * null, the default, for the network's updater. A frozen encoder has none.
         */
        public Builder encoderUpdater(@Nullable IUpdater updater) {
            this.encoderUpdater = updater;
            return this;
        }

        /**
         * Builds the network description.
         *
         * @throws IllegalArgumentException naming the option that is out of range
         */
        public LgscNetwork build() {
            return new LgscNetwork(this);
        }
    }
}
