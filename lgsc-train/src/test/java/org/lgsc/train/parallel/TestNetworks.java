package org.lgsc.train.parallel;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.layers.Conv2d;
import org.lgsc.core.layers.GlobalAveragePool2d;
import org.lgsc.core.layers.InstanceNorm2d;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.loss.AuxiliaryLoss;
import org.lgsc.core.loss.RegressionLoss;
import org.lgsc.core.loss.RegressionTarget;
import org.lgsc.core.network.LgscNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/** Small networks and batches. */
public final class TestNetworks {
    /** Side of the pictures. */
    public static final int SIZE = 32;

    private TestNetworks() {}

    /** The whole LGSC network with its triplets, batch norms and dropout, narrow. */
    public static LgscNetwork lgsc() {
        return LgscNetwork.builder().baseWidth(2).inputSize(SIZE).seed(3).build();
    }

    /**
     * A network whose loss on a batch is the mean of its losses on equal parts: own layers, the
     * live-only regression loss and the auxiliary loss; no batch norm, triplets or dropout. No ReLU
     * either: where rounding moves one input of a ReLU across zero, a gradient jumps.
     */
    public static ComputationGraph additive(IUpdater updater) {
        CNN2DFormat nhwc = CNN2DFormat.NHWC;
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .updater(updater)
                                .graphBuilder()
                                .addInputs("image")
                                .setInputTypes(InputType.convolutional(SIZE, SIZE, 3))
                                .addLayer("nhwc", Relayout.toNhwc(), "image")
                                .addLayer(
                                        "conv1",
                                        new Conv2d.Builder()
                                                .channels(3, 8)
                                                .padding(1)
                                                .format(nhwc)
                                                .build(),
                                        "nhwc")
                                .addLayer(
                                        "norm1",
                                        new InstanceNorm2d.Builder()
                                                .channels(8)
                                                .relu(false)
                                                .format(nhwc)
                                                .build(),
                                        "conv1")
                                .addLayer(
                                        "conv2",
                                        new Conv2d.Builder()
                                                .channels(8, 3)
                                                .padding(1)
                                                .format(nhwc)
                                                .build(),
                                        "norm1")
                                .addLayer("cue", Relayout.toNchw(), "conv2")
                                .addLayer(
                                        "loss_regression",
                                        new RegressionLoss(5, RegressionTarget.LIVE),
                                        "cue")
                                .addLayer("gap", new GlobalAveragePool2d(nhwc), "conv2")
                                .addLayer(
                                        "logits",
                                        new DenseLayer.Builder()
                                                .nIn(3)
                                                .nOut(2)
                                                .activation(Activation.IDENTITY)
                                                .build(),
                                        "gap")
                                .addLayer("loss_auxiliary", new AuxiliaryLoss(5), "logits")
                                .setOutputs("loss_regression", "loss_auxiliary")
                                .build());
        graph.init();
        return graph;
    }

    /** As {@link #additive(IUpdater)}, with Adam at a rate that moves every weight. */
    public static ComputationGraph additive() {
        return additive(new Adam(1e-2));
    }

    /** A batch of random pictures, live and spoof in turn; spoof ones are brighter. */
    public static MultiDataSet batch(int samples, int heads, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[samples * 3 * SIZE * SIZE];
        int each = pixels.length / samples;
        for (int i = 0; i < pixels.length; i++) {
            double brighter = i / each % 2 == 0 ? 0 : 0.4;
            pixels[i] = (float) (random.nextDouble(-0.6, 0.6) + brighter);
        }
        INDArray labels = Nd4j.zeros(DataType.FLOAT, samples, 1);
        for (int i = 0; i < samples; i += 2) {
            labels.putScalar(i, 0, 1);
        }
        INDArray[] all = new INDArray[heads];
        Arrays.fill(all, labels);
        return new MultiDataSet(
                new INDArray[] {Nd4j.create(pixels, new long[] {samples, 3, SIZE, SIZE}, 'c')},
                all);
    }
}
