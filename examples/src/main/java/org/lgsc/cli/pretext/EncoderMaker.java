package org.lgsc.cli.pretext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.Split;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.image.InputBatch;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.weights.StateDict;
import org.lgsc.core.internal.weights.Tensor;
import org.lgsc.core.network.CosineSchedule;
import org.lgsc.core.network.Level;
import org.lgsc.core.network.ResNet18;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.synthetic.RenderProgress;
import org.lgsc.data.synthetic.SyntheticDataset;
import org.lgsc.train.internal.pretext.HighPassStem;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Trains an encoder on drawn faces. The task is to tell a patch of a live face from a patch of a
 * print and of a display. Subjects, shots, face sizes and cameras change from patch to patch. The
 * data contain no photographs of people and no masks. The same options give the same weights on a
 * CPU with one thread.
 *
 * @param baseWidth number of channels of the stem
 * @param subjects number of drawn subjects, at least 3
 * @param side side of the patches in pixels, a multiple of 32
 * @param batchSize patches per step, a multiple of 4
 * @param steps number of training steps
 * @param learningRate learning rate after the warm-up, before the cosine decay
 * @param seed random seed, not 0
 */
public record EncoderMaker(
        int baseWidth,
        int subjects,
        int side,
        int batchSize,
        int steps,
        double learningRate,
        long seed) {
    /** No network of {@code NetworkOptions} is wider. */
    private static final int MOST_WIDTH = 512;

    private static final int SMALLEST_FACE = 128;
    private static final int[] FACE_SIZES = {SMALLEST_FACE, 160, 224};

    /** Options of the library's built-in encoder. */
    public static final EncoderMaker BUILT_IN = new EncoderMaker(16, 900, 96, 32, 6000, 2e-3, 77);

    public EncoderMaker {
        boolean impossible = baseWidth < 1 || baseWidth > MOST_WIDTH;
        if (impossible || subjects < FACE_SIZES.length || steps < 1 || seed == 0) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "base width must be 1 to 512, steps at least 1, subjects at least 3 and"
                                    + " the seed not 0: %s, %s, %s, %s",
                            baseWidth, subjects, steps, seed));
        }
        if (batchSize < 1 || batchSize % RecapturedPatches.PERIOD != 0) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "the batch size must be a multiple of %s, was %s",
                            RecapturedPatches.PERIOD, batchSize));
        }
        if (side < 32 || side % 32 != 0 || side > SMALLEST_FACE) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "the side of a patch must be a multiple of 32 up to %s, was %s",
                            SMALLEST_FACE, side));
        }
    }

    private static final String RECAPTURE = "recapture";
    private static final String PREFIX = "encoder.";
    private static final int HELD_OUT = 2048;
    private static final int MOST_NEW_PEOPLE = 60;
    private static final double WEAKEST = 0.7;

    /**
     * Result of a training.
     *
     * @param encoder weights under torchvision's names, prefixed with {@code encoder.}
     * @param accuracy share of correctly classified patches of new subjects, by class
     */
    public record Made(StateDict encoder, Map<String, Double> accuracy) {}

    /**
     * Trains the encoder.
     *
     * @param progress receives the number of steps and the mean loss since its last call
     */
    public Made make(RenderProgress drawing, BiConsumer<Integer, Double> progress) {
        Backend.require();
        RecapturedPatches patches =
                new RecapturedPatches(faces(seed, subjects, drawing), side, seed);
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
        List<Sample> all = new ArrayList<>();
        for (int size : FACE_SIZES) {
            all.addAll(
                    SyntheticDataset.builder()
                            .subjects(subjects / FACE_SIZES.length, 0, 0)
                            .liveCaptures(3)
                            .attacksPerSpecies(2)
                            .species(Recapture.SPECIES[0], Recapture.SPECIES)
                            .severity(WEAKEST, 1)
                            .size(size)
                            .seed(seed + size)
                            .build()
                            .materialise(Runtime.getRuntime().availableProcessors(), drawing)
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
                RECAPTURE,
                new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
                        .nIn(8L * baseWidth)
                        .nOut(Recapture.SPECIES.length)
                        .activation(Activation.SIGMOID)
                        .build(),
                Level.E5.vector());
        graph.setOutputs(RECAPTURE);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        HighPassStem.apply(network.getParam(ResNet18.STEM_FILTERS));
        return network;
    }

    private INDArray fill(InputBatch input, RecapturedPatches patches, long first) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batchSize, Recapture.SPECIES.length);
        for (int i = 0; i < batchSize; i++) {
            input.set(i, patches.patch(first + i));
            Recapture kind = RecapturedPatches.kind(first + i);
            if (kind != Recapture.NONE) {
                labels.putScalar(i, kind.output(), 1);
            }
        }
        return labels;
    }

    /** Accuracy on subjects outside the training data. */
    private Map<String, Double> accuracy(ComputationGraph network, InputBatch input) {
        RecapturedPatches patches =
                new RecapturedPatches(
                        faces(~seed, Math.min(MOST_NEW_PEOPLE, subjects), RenderProgress.NONE),
                        side,
                        ~seed);
        int batches = Math.max(1, HELD_OUT / batchSize);
        int[] right = new int[Recapture.values().length];
        int[] all = new int[right.length];
        for (int b = 0; b < batches; b++) {
            long first = (long) b * batchSize;
            fill(input, patches, first);
            INDArray found = network.outputSingle(false, input.array());
            for (int i = 0; i < batchSize; i++) {
                Recapture kind = RecapturedPatches.kind(first + i);
                all[kind.ordinal()]++;
                right[kind.ordinal()] += told(found.getRow(i)) == kind ? 1 : 0;
            }
        }
        Map<String, Double> accuracy = new LinkedHashMap<>();
        for (Recapture kind : Recapture.values()) {
            accuracy.put(
                    kind == Recapture.NONE ? "live" : kind.name().toLowerCase(Locale.ROOT),
                    (double) right[kind.ordinal()] / all[kind.ordinal()]);
        }
        return accuracy;
    }

    private static Recapture told(INDArray shares) {
        double print = shares.getDouble(Recapture.PRINT.output());
        double replay = shares.getDouble(Recapture.REPLAY.output());
        if (Math.max(print, replay) <= 0.5) {
            return Recapture.NONE;
        }
        return print > replay ? Recapture.PRINT : Recapture.REPLAY;
    }

    private static StateDict encoder(ComputationGraph network) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(StateDict.of(network).tensors());
        tensors.keySet().removeIf(name -> !name.startsWith(PREFIX));
        return new StateDict(tensors);
    }
}
