package org.lgsc.core.internal.onednn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.engine.Calibrator;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.layers.TrainingPass;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.network.NormKind;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Networks of many widths, sizes and batches, trained for two steps and then used. {@link
 * NativeMemoryTest} runs them in a separate process.
 */
final class NetworkGrid {
    /**
     * Larger batches are not trained on one or two cores, and take minutes on ND4J's operations.
     */
    private static final long MOST_FLOATS_OF_A_MAP = 8L * 160 * 160 * 16;

    /** Change of images that shows the effect of rounding: some units in the last place. */
    private static final double ROUNDING = 1e-6;

    private static final int[][] SIZES = {
        {224, 224}, {32, 32}, {96, 96}, {32, 256}, {160, 64}, {64, 96}, {256, 160}, {128, 128}
    };

    /** A single image is only scored; a training step needs at least two, one of them live. */
    private static final int[] BATCHES = {4, 1, 3, 8, 2};

    /**
     * One network and its input.
     *
     * @param width base width
     * @param batch half of it live
     * @param steps of training before it is used
     */
    record Case(
            int width,
            int height,
            int breadth,
            int batch,
            NormKind norm,
            CNN2DFormat layout,
            int steps) {
        /**
         * Whether the deepest map has so few pixels that rounding moves the numbers. A batch norm
         * over two values gives little more than the sign of their difference: at base width 27 and
         * 32x32, batch 2, a relative change of 1e-7 of the images moves the logits by 0.29 of their
         * length in DOUBLE, and the gradient to 27 times its own.
         */
        boolean sensitive() {
            return (height / 32) * (breadth / 32) < 8;
        }
    }

    private NetworkGrid() {}

    /**
     * The cases in which a process was seen to crash, the most sensitive ones, and one of each
     * kind.
     */
    static List<Case> sample() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(8, 224, 224, 4, NormKind.INSTANCE, CNN2DFormat.NHWC, 2));
        cases.add(new Case(4, 224, 224, 2, NormKind.BATCH, CNN2DFormat.NHWC, 2));
        int[] widths = {2, 5, 7, 12, 17, 33, 64};
        for (int i = 0; i < widths.length; i++) {
            cases.add(nth(widths[i], i + 1, CNN2DFormat.NHWC));
        }
        cases.add(nth(6, 4, CNN2DFormat.NCHW));
        for (CNN2DFormat layout : CNN2DFormat.values()) {
            // the batch norms of the deepest maps have two values
            cases.add(new Case(27, 32, 32, 2, NormKind.INSTANCE, layout, 2));
        }
        // in NCHW, a norm's terms that cancel leave more of what they round than of the gradient
        cases.add(new Case(3, 32, 32, 1, NormKind.INSTANCE, CNN2DFormat.NCHW, 2));
        cases.add(largest(8, 0));
        return cases;
    }

    /** One image of the largest side, or 32 pixels less in one direction, is scored. */
    private static Case largest(int width, int fewerRows) {
        int side = NetworkOptions.LARGEST_SIDE;
        NormKind norm = width % 3 == 0 ? NormKind.BATCH : NormKind.INSTANCE;
        return new Case(width, side - fewerRows, side, 1, norm, CNN2DFormat.NHWC, 0);
    }

    /**
     * Every width, at four sizes each, and some at the largest size. Width 1 cannot be compared:
     * its triplet loss has vectors of one element, which are normalised to their sign.
     */
    static List<Case> all() {
        List<Case> cases = new ArrayList<>(sample());
        for (int width = 2; width <= 64; width++) {
            for (int i = 0; i < 4; i++) {
                cases.add(nth(width, 4 * width + i, CNN2DFormat.NHWC));
            }
            if (width % 8 == 3) {
                cases.add(nth(width, width, CNN2DFormat.NCHW));
            }
        }
        for (int width : new int[] {2, 3, 7, 16, 32, 33, 64}) {
            cases.add(largest(width, 0));
            cases.add(largest(width, 32));
        }
        return cases;
    }

    /**
     * Sizes, batches and norms alternate with different periods, so that all combinations occur.
     */
    private static Case nth(int width, int number, CNN2DFormat layout) {
        int[] size = SIZES[number * 3 % SIZES.length];
        int batch = BATCHES[(number + width) % BATCHES.length];
        long floats = (long) width * size[0] * size[1];
        int affordable = (int) Math.max(1, Math.min(batch, MOST_FLOATS_OF_A_MAP / floats));
        NormKind norm = (number / 2 + width) % 2 == 0 ? NormKind.INSTANCE : NormKind.BATCH;
        return new Case(width, size[0], size[1], affordable, norm, layout, 2);
    }

    /**
     * Prints for each case what both steps' losses were and which scores the images have after
     * them. Of sensitive ones, with oneDNN how far the worst layer is off ({@link LayerReferee}),
     * and without it the same numbers for images that were rounded.
     *
     * @param arguments {@code all} or {@code sample}; and, to run a part, the first case and the
     *     one after the last
     */
    public static void main(String[] arguments) {
        List<Case> cases = arguments[0].equals("all") ? all() : sample();
        if (arguments.length > 1) {
            int end = Math.min(cases.size(), Integer.parseInt(arguments[2]));
            cases = cases.subList(Integer.parseInt(arguments[1]), end);
        }
        for (Case c : cases) {
            System.out.println("case " + c + " " + run(c, 0));
            if (c.sensitive() && OneDnn.available()) {
                System.out.println("layers " + c + " " + layers(c));
            } else if (c.sensitive()) {
                System.out.println("rounded " + c + " " + run(c, ROUNDING));
            }
        }
    }

    private static String layers(Case c) {
        ComputationGraph graph = network(c, DataType.FLOAT).init();
        ComputationGraph twin = network(c, DataType.DOUBLE).init();
        LayerReferee referee = new LayerReferee(graph, twin);
        referee.compare(images(c, Math.max(2, c.batch()), 0));
        graph.close();
        twin.close();
        return String.format(Locale.ROOT, "%.3e %s", referee.worst(), referee.where());
    }

    private static LgscNetwork network(Case c, DataType type) {
        return LgscNetwork.builder(NetworkOptions.PAPER)
                .baseWidth(c.width())
                .inputSize(c.height(), c.breadth())
                .decoderNorm(c.norm())
                .layout(c.layout())
                .dropout(0)
                .dataType(type)
                .updater(new Sgd(1e-7)) // with more, losses of small maps change by a tenth a step
                .seed(5)
                .build();
    }

    /**
     * @param change of the images, relative
     */
    private static String run(Case c, double change) {
        LgscNetwork network = network(c, DataType.FLOAT);
        ComputationGraph graph = network.init();
        int several = Math.max(2, c.batch());
        INDArray live = Nd4j.create(DataType.FLOAT, several, 1);
        IntStream.range(0, several).forEach(i -> live.putScalar(i, 0, (i + 1) % 2));
        INDArray[] labels = new INDArray[network.heads().size()];
        Arrays.fill(labels, live);
        List<Double> numbers = new ArrayList<>();
        for (int step = 0; step < c.steps(); step++) {
            graph.fit(new MultiDataSet(new INDArray[] {images(c, several, change)}, labels));
            numbers.add(graph.score());
        }
        try (InferenceEngine engine = InferenceEngine.of(graph)) {
            double[] scores = engine.scores(images(c, c.batch(), change));
            Arrays.stream(scores).forEach(numbers::add);
            if (OneDnn.available() && c.layout() == CNN2DFormat.NHWC) {
                LgscModel model = calibrated(c, graph);
                Arrays.stream(Precision.values())
                        .filter(Precision::isSupported)
                        .forEach(p -> requireNear(scores, model, p, images(c, c.batch(), change)));
            }
        }
        if (c.steps() > 0 && OneDnn.multiplies(Numbers.BFLOAT16)) {
            // for its memory; there is nothing to compare with on ND4J
            TrainingPass.prepare(graph, Numbers.BFLOAT16);
            graph.fit(new MultiDataSet(new INDArray[] {images(c, several, change)}, labels));
        }
        graph.close();
        return String.join(
                " ", numbers.stream().map(n -> String.format(Locale.ROOT, "%.6e", n)).toList());
    }

    /** With the ranges of its maps for these images, and for so many small ones as have to be. */
    private static LgscModel calibrated(Case c, ComputationGraph graph) {
        LgscModel model =
                new LgscModel(
                        graph,
                        new ModelMetadata(
                                network(c, DataType.FLOAT).options(),
                                new Preprocessing(
                                        FaceGeometry.standard(c.breadth()), InputScaling.SYMMETRIC),
                                ModelThreshold.UNFITTED,
                                Provenance.now(5, "none", "none", Map.of())));
        Case small = new Case(c.width(), 32, 32, 0, c.norm(), c.layout(), 0);
        try (Calibrator calibrator = new Calibrator(model)) {
            calibrator.add(images(c, c.batch(), 0));
            calibrator.add(images(small, Calibrator.FEWEST_FACES, 0));
            return new LgscModel(graph, model.metadata().withCalibration(calibrator.result()));
        }
    }

    /** These images are noise, not faces. */
    private static void requireNear(
            double[] scores, LgscModel model, Precision precision, INDArray images) {
        try (InferenceEngine engine = InferenceEngine.of(model, precision)) {
            double[] others = engine.scores(images);
            for (int i = 0; i < scores.length; i++) {
                if (!(Math.abs(others[i] - scores[i]) <= 2 * precision.tolerance() + 1e-6)) {
                    throw new IllegalStateException(
                            precision + " gives " + others[i] + ", float32 " + scores[i]);
                }
            }
        }
    }

    private static INDArray images(Case c, int batch, double change) {
        Random random = new Random(7);
        Random rounding = new Random(8);
        float[] values = new float[batch * 3 * c.height() * c.breadth()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
            values[i] += (float) (values[i] * change * rounding.nextGaussian());
        }
        return Nd4j.create(values, new long[] {batch, 3, c.height(), c.breadth()}, 'c');
    }
}
