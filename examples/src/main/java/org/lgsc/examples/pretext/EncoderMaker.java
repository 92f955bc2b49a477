package org.lgsc.examples.pretext;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.Split;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.image.InputBatch;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.CosineSchedule;
import org.lgsc.core.network.Level;
import org.lgsc.core.network.ResNet18;
import org.lgsc.core.weights.StateDict;
import org.lgsc.core.weights.Tensor;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.RenderProgress;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.lgsc.train.pretext.HighPassStem;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Trains an encoder on what code can draw: every patch has several {@linkplain Trace traces} left
 * in it by chance, and the network is to name them all. Nobody's picture is in it. The same options
 * give the same weights on a CPU with one thread.
 *
 * @param baseWidth channels of the stem
 * @param subjects drawn people
 * @param side of the patches in pixels, a multiple of 32
 * @param batchSize patches of a step
 * @param steps of training
 * @param learningRate after the warm-up; it falls along a cosine
 * @param seed not 0
 */
public record EncoderMaker(
        int baseWidth,
        int subjects,
        int side,
        int batchSize,
        int steps,
        double learningRate,
        long seed) {
    private static final int SMALLEST_FACE = 112;
    private static final int[] FACE_SIZES = {SMALLEST_FACE, 160, 224};

    /** As the encoder that comes with the library was made. */
    public static final EncoderMaker BUILT_IN = new EncoderMaker(16, 150, 64, 32, 5000, 2e-3, 77);

    /** Checks the numbers. */
    public EncoderMaker {
        if (baseWidth < 1 || subjects < 1 || batchSize < 1 || steps < 1 || seed == 0) {
            throw new IllegalArgumentException(
                    "base width, subjects, batch size and steps must be at least 1 and the seed not"
                            + " 0: "
                            + baseWidth
                            + ", "
                            + subjects
                            + ", "
                            + batchSize
                            + ", "
                            + steps
                            + ", "
                            + seed);
        }
        if (side < 32 || side % 32 != 0 || side > SMALLEST_FACE) {
            throw new IllegalArgumentException(
                    "the side of a patch must be a multiple of 32 up to "
                            + SMALLEST_FACE
                            + ", was "
                            + side);
        }
    }

    private static final String TRACES = "traces";
    private static final String PREFIX = "encoder.";
    private static final int HELD_OUT = 512;

    /**
     * What came out.
     *
     * @param encoder weights under torchvision's names after {@code encoder.}
     * @param accuracy share of new patches in which each trace was rightly found or not found
     */
    public record Made(StateDict encoder, Map<String, Double> accuracy) {}

    /**
     * Trains.
     *
     * @param progress told of steps and the mean loss since it was last told
     */
    public Made make(RenderProgress drawing, BiConsumer<Integer, Double> progress) {
        Backend.require();
        TracedPatches patches = new TracedPatches(faces(seed, subjects, drawing), side, seed);
        ComputationGraph network = network();
        InputBatch input = new InputBatch(batchSize, side, side, InputScaling.SYMMETRIC);
        double sum = 0;
        int every = Math.max(1, steps / 60);
        for (int step = 0; step < steps; step++) {
            INDArray labels = fill(input, patches, (long) step * batchSize);
            Nd4j.getRandom().setSeed(seed + step + 1);
            network.fit(new MultiDataSet(new INDArray[] {input.array()}, new INDArray[] {labels}));
            sum += network.score();
            if ((step + 1) % every == 0) {
                progress.accept(step + 1, sum / every);
                sum = 0;
            }
        }
        return new Made(encoder(network), accuracy(network, input));
    }

    private static List<Sample> faces(long seed, int subjects, RenderProgress drawing) {
        List<Sample> all = new java.util.ArrayList<>();
        for (int size : FACE_SIZES) {
            all.addAll(
                    SyntheticDataset.builder()
                            .subjects(Math.max(1, subjects / FACE_SIZES.length), 0, 0)
                            .liveCaptures(3)
                            .attacksPerSpecies(1)
                            .species(
                                    PaiSpecies.PRINT,
                                    PaiSpecies.forTraining().toArray(PaiSpecies[]::new))
                            .severity(0.3, 1)
                            .size(size)
                            .seed(seed + size)
                            .build()
                            .materialise(1, drawing)
                            .samples(Split.TRAIN));
        }
        return all;
    }

    private ComputationGraph network() {
        var graph =
                ResNet18.builder()
                        .baseWidth(baseWidth)
                        .seed(seed)
                        .updater(
                                new Adam(
                                        new CosineSchedule(
                                                learningRate, Math.min(200, steps / 10), steps)))
                        .build()
                        .graphBuilder();
        graph.removeVertex(ResNet18.LOSS);
        graph.removeVertex(ResNet18.LOGITS);
        graph.addLayer(
                TRACES,
                new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
                        .nIn(8L * baseWidth)
                        .nOut(Trace.values().length)
                        .activation(Activation.SIGMOID)
                        .build(),
                Level.E5.vector());
        graph.setOutputs(TRACES);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        // texture from the first step on in one half of the filters, colour in the other
        HighPassStem.apply(network.getParam(ResNet18.STEM_FILTERS), 2);
        return network;
    }

    private INDArray fill(InputBatch input, TracedPatches patches, long first) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batchSize, Trace.values().length);
        for (int i = 0; i < batchSize; i++) {
            TracedPatches.Traced traced = patches.patch(first + i);
            input.set(i, traced.patch());
            for (Trace trace : traced.traces()) {
                labels.putScalar(i, trace.ordinal(), 1);
            }
        }
        return labels;
    }

    /** On people and textures that were not trained on. */
    private Map<String, Double> accuracy(ComputationGraph network, InputBatch input) {
        TracedPatches patches =
                new TracedPatches(faces(~seed, 12, RenderProgress.NONE), side, ~seed);
        int batches = Math.max(1, HELD_OUT / batchSize);
        int[] right = new int[Trace.values().length];
        for (int b = 0; b < batches; b++) {
            INDArray labels = fill(input, patches, (long) b * batchSize);
            INDArray found = network.outputSingle(false, input.array());
            for (int i = 0; i < batchSize; i++) {
                for (int t = 0; t < right.length; t++) {
                    boolean there = labels.getDouble(i, t) > 0.5;
                    right[t] += (found.getDouble(i, t) > 0.5) == there ? 1 : 0;
                }
            }
        }
        Map<String, Double> accuracy = new LinkedHashMap<>();
        for (Trace trace : Trace.values()) {
            accuracy.put(
                    trace.name().toLowerCase(java.util.Locale.ROOT),
                    (double) right[trace.ordinal()] / (batches * batchSize));
        }
        return accuracy;
    }

    private static StateDict encoder(ComputationGraph network) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(StateDict.of(network).tensors());
        tensors.keySet().removeIf(name -> !name.startsWith(PREFIX));
        return new StateDict(tensors);
    }
}
