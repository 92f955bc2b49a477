package org.lgsc.core.network;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lgsc.core.loss.AuxiliaryLoss;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * ResNet18 (He et al., arXiv 1512.03385) with torchvision's padding and order, used alone as a
 * classifier of face images as live or spoof. The CNN of the paper's table 3 is another network.
 *
 * <p>Input is [N, 3, H, W], sides a multiple of 32. Its one output, {@link #LOSS}, is the mean
 * softmax cross-entropy; the logits [N, 2] (column 1 live) are vertex {@link #LOGITS}. Vertices of
 * the convolutional part are named as in {@link LgscNetwork}, so that weights can be transferred by
 * name.
 */
public final class ResNet18 {
    /** The input vertex. */
    public static final String IMAGE = "image";

    /** Prefix of the convolutional part, the same as in {@link LgscNetwork}. */
    public static final String ENCODER = "encoder";

    /** Parameter with the filters [base width, 3, 7, 7] of the first convolution. */
    public static final String STEM_FILTERS = ENCODER + "_conv1_W";

    /** The logits [N, 2], column 1 live. */
    public static final String LOGITS = "logits";

    /** The loss head, output 0. */
    public static final String LOSS = "loss_classifier";

    private final int baseWidth;
    private final CNN2DFormat layout;
    private final long seed;
    private final DataType dataType;
    private final IUpdater updater;

    private ResNet18(Builder builder) {
        this.baseWidth = builder.baseWidth;
        this.layout = builder.layout;
        this.seed = builder.seed;
        this.dataType = builder.dataType;
        this.updater = builder.updater;
    }

    /** Returns a builder with base width 64, NHWC inside, FLOAT, Adam 1e-3 and seed 12345. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the configuration, which can still be changed. */
    public ComputationGraphConfiguration.GraphBuilder graphBuilder() {
        var graph =
                new NeuralNetConfiguration.Builder()
                        .seed(seed)
                        .dataType(dataType)
                        .updater(updater)
                        .weightInit(WeightInit.RELU)
                        .graphBuilder()
                        .addInputs(IMAGE);
        GraphAssembler assembler = new GraphAssembler(graph, layout);
        String image = assembler.fromImage("image_nhwc", IMAGE);
        ResNet18Body body = ResNet18Body.add(assembler, ENCODER, image, baseWidth);
        String pooled = assembler.globalAverage(Level.E5.vector(), body.stage4());
        graph.addLayer(
                LOGITS,
                new DenseLayer.Builder()
                        .nIn(8L * baseWidth)
                        .nOut(2)
                        .weightInit(WeightInit.XAVIER)
                        .activation(Activation.IDENTITY)
                        .build(),
                pooled);
        graph.addLayer(LOSS, new AuxiliaryLoss(1), LOGITS);
        graph.setOutputs(LOSS);
        return graph;
    }

    /** Returns an initialised network with random weights. */
    public ComputationGraph init() {
        ComputationGraph graph = new ComputationGraph(graphBuilder().build());
        graph.init();
        return graph;
    }

    /** Options of a {@link ResNet18}. */
    public static final class Builder {
        private int baseWidth = 64;
        private CNN2DFormat layout = CNN2DFormat.NHWC;
        private long seed = LgscNetwork.DEFAULT_SEED;
        private DataType dataType = DataType.FLOAT;
        private IUpdater updater = new Adam(1e-3);

        private Builder() {}

        /** Channels of the stem; default 64. */
        public Builder baseWidth(int baseWidth) {
            if (baseWidth < 1) {
                throw new IllegalArgumentException(
                        "base width must be at least 1, was " + baseWidth);
            }
            this.baseWidth = baseWidth;
            return this;
        }

        /** Memory layout inside the network; default NHWC. */
        public Builder layout(CNN2DFormat layout) {
            this.layout = Objects.requireNonNull(layout, "layout");
            return this;
        }

        /** Seed of the initial weights, not 0. */
        public Builder seed(long seed) {
            this.seed = LgscNetwork.checkedSeed(seed);
            return this;
        }

        /** FLOAT (default) or DOUBLE. */
        public Builder dataType(DataType dataType) {
            this.dataType = Objects.requireNonNull(dataType, "dataType");
            return this;
        }

        /** Updater; default Adam 1e-3. */
        public Builder updater(IUpdater updater) {
            this.updater = Objects.requireNonNull(updater, "updater");
            return this;
        }

        /** Builds the network description. */
        public ResNet18 build() {
            return new ResNet18(this);
        }
    }
}
