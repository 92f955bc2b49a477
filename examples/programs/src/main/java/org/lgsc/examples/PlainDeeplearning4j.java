package org.lgsc.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.backend.QuietOutput;
import org.lgsc.core.network.LgscNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Uses the network like any other {@code ComputationGraph} of Deeplearning4j: fit, output, save,
 * load and transfer learning. Noise replaces pictures here.
 */
public final class PlainDeeplearning4j {
    private static final int SIZE = 64;

    private PlainDeeplearning4j() {}

    /**
     * Runs the example.
     *
     * @param arguments file to save the network to
     */
    public static void main(String[] arguments) throws IOException {
        System.setOut(new QuietOutput(System.out, QuietOutput.charset()));
        Backend.require();
        Path file = Path.of(arguments[0]);
        LgscNetwork network = LgscNetwork.builder().baseWidth(4).inputSize(SIZE).build();
        ComputationGraph graph = network.init();
        MultiDataSet batch = batch(network);
        for (int step = 0; step < 3; step++) {
            graph.fit(batch);
            System.out.println("loss: " + graph.score());
        }
        System.out.println("spoof scores: " + scores(graph, batch.getFeatures(0)));

        ModelSerializer.writeModel(graph, file.toFile(), true);
        ComputationGraph again = ComputationGraph.load(file.toFile(), true);
        System.out.println("and reloaded: " + scores(again, batch.getFeatures(0)));

        ComputationGraph tuned = withFrozenEncoder(again);
        tuned.fit(batch);
        System.out.println("and tuned:    " + scores(tuned, batch.getFeatures(0)));
    }

    /**
     * Two live faces and two attacks, [N, 3, H, W] in [-1, 1], with a label array for each loss.
     */
    static MultiDataSet batch(LgscNetwork network) {
        Nd4j.getRandom().setSeed(7);
        INDArray pictures = Nd4j.rand(DataType.FLOAT, 4, 3, SIZE, SIZE).muli(2).subi(1);
        INDArray live = Nd4j.create(new float[] {1, 1, 0, 0}, new long[] {4, 1}, 'c');
        INDArray[] labels = new INDArray[network.heads().size()];
        Arrays.fill(labels, live);
        return new MultiDataSet(new INDArray[] {pictures}, labels);
    }

    /** The spoof score of a picture is the mean of its |cue|; output 0 is the cue map. */
    private static INDArray scores(ComputationGraph graph, INDArray pictures) {
        return Nd4j.math().abs(graph.output(false, pictures)[0]).mean(1, 2, 3);
    }

    /** Transfer learning: the encoder stays unchanged, the rest is trained at a lower rate. */
    static ComputationGraph withFrozenEncoder(ComputationGraph trained) {
        return new TransferLearning.GraphBuilder(trained)
                .fineTuneConfiguration(
                        new FineTuneConfiguration.Builder().updater(new Adam(1e-4)).build())
                .setFeatureExtractor("encoder_layer4_1_out")
                .build();
    }
}
