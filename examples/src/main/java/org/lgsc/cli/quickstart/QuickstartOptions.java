package org.lgsc.cli.quickstart;

import org.lgsc.cli.command.Room;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.network.NormKind;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.InitialEncoder;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.internal.pretext.BuiltInEncoder;

/**
 * All sizes of the quickstart.
 *
 * @param people number of synthetic subjects of each split
 * @param shots number of pictures of each subject
 * @param faces appearance of the faces
 * @param recipe options of the training
 * @param pictureColumns number of subjects shown in the picture
 */
record QuickstartOptions(
        People people, Shots shots, Faces faces, Recipe recipe, int pictureColumns) {

    /** Number of subjects of each split. */
    record People(int train, int dev, int test) {}

    /**
     * @param live live pictures of each synthetic subject
     * @param ofEachSpecies attack pictures of each synthetic subject and species
     * @param ofPhotograph with {@code --live}: pictures of each photograph as live face and for
     *     each species
     */
    record Shots(int live, int ofEachSpecies, int ofPhotograph) {}

    /**
     * @param size side in pixels, a multiple of 32: the working size; with {@code --live}, larger
     *     faces are scaled down to it
     * @param otherSize side in pixels with the other camera, which is used only in the test
     * @param severity strength of the simulated artefacts, 0 to 1
     * @param leftOut species outside the training of one model
     */
    record Faces(int size, int otherSize, double severity, PaiSpecies leftOut) {}

    /**
     * @param network size of the network, its patches and batches
     * @param encoder steps that train only the encoder
     * @param first steps that train the whole network
     * @param second further steps with every species
     * @param evaluateEvery epochs between evaluations of the development split
     */
    record Recipe(Network network, Steps encoder, Steps first, Steps second, int evaluateEvery) {}

    /**
     * @param baseWidth number of channels of the network's stem
     * @param patchSize side of a patch, a multiple of 32
     * @param batchSize samples per training batch, half of them live
     */
    record Network(int baseWidth, int patchSize, int batchSize) {}

    /** A number of steps, and the learning rate after the warm-up. */
    record Steps(int count, double rate) {}

    /** Sizes of the command. */
    static final QuickstartOptions DEFAULT =
            new QuickstartOptions(
                    new People(75, 20, 40),
                    new Shots(3, 2, 1),
                    new Faces(160, 112, 1.0, PaiSpecies.MASK),
                    new Recipe(
                            new Network(BuiltInEncoder.BASE_WIDTH, 96, 32),
                            new Steps(200, 0.001),
                            new Steps(400, 0.003),
                            new Steps(200, 0.0015),
                            TrainingOptions.TEN_EVALUATIONS),
                    4);

    /** Sizes for tests, which take seconds: the results mean nothing. */
    static final QuickstartOptions TINY =
            new QuickstartOptions(
                    new People(3, 2, 2),
                    new Shots(1, 1, 1),
                    new Faces(96, 64, 1.0, PaiSpecies.MASK),
                    new Recipe(
                            new Network(2, 64, 4),
                            new Steps(2, 0.005),
                            new Steps(3, 0.005),
                            new Steps(2, 0.002),
                            3),
                    2);

    /** The paper's losses; batch norms learn in fewer steps than instance norms. */
    private static final NetworkOptions NETWORK =
            LgscNetwork.builder().decoderNorm(NormKind.BATCH).build().options();

    /** Size of scores, reports and a picture in bytes. */
    private static final long SMALL_FILES = 2_000_000;

    /** Factor on the encoder's learning rate after its own training. */
    private static final double LATER_FACTOR = 0.05;

    /** Options of the first training: from the library's encoder, without the left-out species. */
    TrainingOptions training(long seed) {
        return whole(recipe.first, recipe.encoder.count, seed);
    }

    /** Options of the second training, which continues the first with every species. */
    TrainingOptions continuing(long seed) {
        return whole(recipe.second, 0, seed);
    }

    private TrainingOptions whole(Steps steps, int encoderSteps, long seed) {
        int baseWidth = recipe.network.baseWidth;
        return TrainingOptions.smallScale()
                .network(NETWORK)
                .baseWidth(baseWidth)
                .initialEncoder(
                        baseWidth == BuiltInEncoder.BASE_WIDTH
                                ? InitialEncoder.BUILTIN
                                : InitialEncoder.RANDOM)
                .patchSize(recipe.network.patchSize)
                .workingSize(WorkingSize.of(faces.size))
                .batchSize(recipe.network.batchSize)
                .evaluateEvery(recipe.evaluateEvery)
                .maxSteps(steps.count)
                .learningRate(steps.rate)
                .warmStart(new EncoderWarmStart(encoderSteps, recipe.encoder.rate, LATER_FACTOR))
                .seed(seed)
                .build();
    }

    /** Bytes of the two models, one of them twice while it is replaced, and of the small files. */
    long room() {
        return 3 * Room.ofModel(training(1).network()) + SMALL_FILES;
    }
}
