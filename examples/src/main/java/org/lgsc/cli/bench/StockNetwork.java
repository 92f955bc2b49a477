package org.lgsc.cli.bench;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.lgsc.core.loss.AuxiliaryLoss;
import org.lgsc.core.loss.RegressionLoss;
import org.lgsc.core.loss.RegressionTarget;
import org.lgsc.core.loss.TripletLoss;
import org.lgsc.core.network.LgscNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The same network from Deeplearning4j's own layers, only for the benchmark. These have no instance
 * norm; the decoder has batch norms instead, which are not slower.
 */
final class StockNetwork {
    private final GraphBuilder graph;
    private final int w;

    private StockNetwork(int baseWidth) {
        this.w = baseWidth;
        this.graph =
                new NeuralNetConfiguration.Builder()
                        .seed(LgscNetwork.DEFAULT_SEED)
                        .updater(new Adam(1e-3))
                        .weightInit(WeightInit.RELU)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .graphBuilder()
                        .addInputs(LgscNetwork.IMAGE);
    }

    /** Returns an initialised network with the inputs and outputs of {@link LgscNetwork}. */
    static ComputationGraph init(int baseWidth) {
        StockNetwork network = new StockNetwork(baseWidth);
        network.assemble();
        ComputationGraph graph = new ComputationGraph(network.graph.build());
        graph.init();
        return graph;
    }

    private void assemble() {
        String[] e = encoder("encoder", LgscNetwork.IMAGE);
        String d1 = decoder("decoder1", e[4], 8 * w, 4 * w, e[3], 4 * w, 4 * w);
        String d2 = decoder("decoder2", d1, 4 * w, 2 * w, e[2], 2 * w, 2 * w);
        String d3 = decoder("decoder3", d2, 2 * w, w, e[1], w, w);
        String d4 = decoder("decoder4", d3, w, w, e[0], w, w);
        String d5 = decoder("decoder5", d4, w, w, null, 0, 3);
        activation(LgscNetwork.CUE, d5, Activation.TANH);
        graph.addLayer(
                LgscNetwork.LOSS_REGRESSION,
                new RegressionLoss(5, RegressionTarget.LIVE),
                LgscNetwork.CUE);
        String[] levels = {e[4], d1, d2, d3, d4};
        String[] outputs = new String[7];
        outputs[0] = LgscNetwork.LOSS_REGRESSION;
        for (int i = 0; i < levels.length; i++) {
            pool("gap" + i, levels[i]);
            outputs[i + 1] = "triplet" + i;
            graph.addLayer(outputs[i + 1], new TripletLoss(1, 0.5, false), "gap" + i);
        }
        graph.addVertex(
                "overlay",
                new ElementWiseVertex(ElementWiseVertex.Op.Add),
                LgscNetwork.IMAGE,
                LgscNetwork.CUE);
        pool("aux_gap", encoder("aux", "overlay")[4]);
        graph.addLayer(
                LgscNetwork.LOGITS,
                new DenseLayer.Builder()
                        .nIn(8L * w)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build(),
                "aux_gap");
        outputs[6] = LgscNetwork.LOSS_AUXILIARY;
        graph.addLayer(outputs[6], new AuxiliaryLoss(5), LgscNetwork.LOGITS);
        graph.setOutputs(outputs);
    }

    private String convolution(String name, String in, int from, int to, int kernel, int stride) {
        return convolution(name, in, from, to, kernel, stride, kernel / 2);
    }

    private String convolution(
            String name, String in, int from, int to, int kernel, int stride, int padding) {
        graph.addLayer(
                name,
                new ConvolutionLayer.Builder(kernel, kernel)
                        .nIn(from)
                        .nOut(to)
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build(),
                in);
        return name;
    }

    private String norm(String name, String in, int channels) {
        graph.addLayer(
                name, new BatchNormalization.Builder().nIn(channels).nOut(channels).build(), in);
        return name;
    }

    private String activation(String name, String in, Activation activation) {
        graph.addLayer(name, new ActivationLayer.Builder().activation(activation).build(), in);
        return name;
    }

    private void pool(String name, String in) {
        graph.addLayer(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), in);
    }

    private String sum(String name, String a, String b) {
        graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), a, b);
        return name;
    }

    private String block(String name, String in, int from, int to, int stride) {
        String x = norm(name + "_n1", convolution(name + "_c1", in, from, to, 3, stride), to);
        x = activation(name + "_a1", x, Activation.RELU);
        x = norm(name + "_n2", convolution(name + "_c2", x, to, to, 3, 1), to);
        String identity = in;
        if (from != to || stride != 1) {
            identity =
                    norm(name + "_nd", convolution(name + "_cd", in, from, to, 1, stride, 0), to);
        }
        return activation(name + "_out", sum(name + "_sum", x, identity), Activation.RELU);
    }

    private String[] encoder(String name, String in) {
        String x = norm(name + "_n1", convolution(name + "_c1", in, 3, w, 7, 2), w);
        String stem = activation(name + "_a1", x, Activation.RELU);
        graph.addLayer(
                name + "_pool",
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(3, 3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .build(),
                stem);
        String[] taps = {stem, null, null, null, null};
        x = name + "_pool";
        int from = w;
        for (int stage = 0; stage < 4; stage++) {
            int to = w << stage;
            String prefix = name + "_" + stage;
            x = block(prefix + "_0", x, from, to, stage == 0 ? 1 : 2);
            x = block(prefix + "_1", x, to, to, 1);
            taps[stage + 1] = x;
            from = to;
        }
        return taps;
    }

    private String decoder(
            String name, String in, int from, int up, String skip, int skipped, int to) {
        graph.addLayer(name + "_up", new Upsampling2D.Builder(2).build(), in);
        graph.addLayer(
                name + "_pad", new ZeroPaddingLayer.Builder(0, 1, 0, 1).build(), name + "_up");
        String x =
                norm(name + "_n", convolution(name + "_c", name + "_pad", from, up, 2, 1, 0), up);
        x = activation(name + "_a", x, Activation.RELU);
        if (skip != null) {
            graph.addVertex(name + "_merge", new MergeVertex(), x, skip);
            x = name + "_merge";
        }
        int entry = up + skipped;
        String inner = block(name + "_b0", x, entry, to, 1);
        inner = block(name + "_b1", inner, to, to, 1);
        String outer = norm(name + "_ns", convolution(name + "_cs", x, entry, to, 1, 1, 0), to);
        return sum(name + "_out", inner, outer);
    }
}
