package org.lgsc.cli.quickstart;

import org.lgsc.cli.command.Room;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.network.DecoderNorm;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.InitialEncoder;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.internal.pretext.BuiltInEncoder;

/**
 * Every size of the quickstart.
 *
 * @param people synthetic subjects of each split
 * @param shots pictures of each of them
 * @param faces what they look like
 * @param recipe how the network learns
 * @param pictureColumns subjects shown in the picture
 */
record QuickstartOptions(
        People people, Shots shots, Faces faces, Recipe recipe, int pictureColumns) {

    /**
     * @param train to train on
     * @param dev that the threshold is fitted on
     * @param test that are reported on
     */
    record People(int train, int dev, int test) {}

    /**
     * @param live pictures of each synthetic subject
     * @param ofEachSpecies attack pictures of each synthetic subject and species
     * @param ofPhotograph with {@code --live}: pictures of each photograph as living face and for
     *     each species
     */
    record Shots(int live, int ofEachSpecies, int ofPhotograph) {}

    /**
     * @param size side in pixels, a multiple of 32: the working size; with {@code --live} larger
     *     ones are scaled down to it
     * @param otherSize side in pixels before the other camera, which nothing is trained on
     * @param severity strength of the simulated artefacts, 0 to 1
     * @param leftOut the species that the second model never sees
     */
    record Faces(int size, int otherSize, double severity, PaiSpecies leftOut) {}

    /**
     * @param network what is trained, and on how much at a time
     * @param encoder steps that train the encoder alone
     * @param first steps that train the whole network
     * @param second steps that go on with every species
     * @param evaluateEvery epochs from one look at the development split to the next
     */
    record Recipe(Network network, Steps encoder, Steps first, Steps second, int evaluateEvery) {}

    /**
     * @param baseWidth channels of the network's stem
     * @param patchSize side of a patch, a multiple of 32
     * @param batchSize samples of a training batch, half of them live
     */
    record Network(int baseWidth, int patchSize, int batchSize) {}

    /**
     * @param count how many
     * @param rate learning rate, after the warm-up
     */
    record Steps(int count, double rate) {}

    /** What the command does. */
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
                            TrainingOptions.TEN_LOOKS),
                    4);

    /** The whole way in seconds, for tests: the numbers that come out mean nothing. */
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
            LgscNetwork.builder().decoderNorm(DecoderNorm.BATCH).build().options();

    /** Scores, reports and a picture, in bytes. */
    private static final long SMALL_FILES = 2_000_000;

    /** Of the encoder's rate: it has learnt on its own; the rest goes on around it. */
    private static final double LATER_FACTOR = 0.05;

    /** The first training: from the library's encoder, without the species that is left out. */
    TrainingOptions training(long seed) {
        return whole(recipe.first, recipe.encoder.count, seed);
    }

    /** The second training: on from the first, with every species. */
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

    /** Bytes of the two models, one of them twice while it is replaced, and of what is small. */
    long room() {
        return 3 * Room.ofModel(training(1).network()) + SMALL_FILES;
    }
}
