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
import org.lgsc.train.TrainingOptionsBuilder;
import org.lgsc.train.pretext.BuiltInEncoder;

/**
 * Every size of the quickstart.
 *
 * @param trainSubjects synthetic subjects to train on
 * @param devSubjects synthetic subjects that the threshold is fitted on
 * @param testSubjects synthetic subjects that are reported on
 * @param liveCaptures live pictures of each synthetic subject
 * @param attacksPerSpecies attack pictures of each synthetic subject and species
 * @param shotsPerPhotograph with {@code --live}: pictures of each photograph as living face and for
 *     each species
 * @param faceSize side of a face in pixels, a multiple of 32: the working size; with {@code --live}
 *     larger ones are scaled down to it
 * @param otherFaceSize side of a face in pixels before the other camera, which nothing is trained
 *     on
 * @param leftOut the species that the second model never sees
 * @param patchSize side of a patch, a multiple of 32
 * @param baseWidth channels of the network's stem
 * @param batchSize samples of a training batch, half of them live
 * @param encoderSteps steps that train the encoder alone
 * @param encoderRate learning rate of these steps
 * @param steps steps that train the whole network
 * @param learningRate after the warm-up, in the first of the two trainings
 * @param continueSteps steps of the second training, which goes on with every species
 * @param continueRate learning rate of the second training
 * @param severity strength of the simulated artefacts, 0 to 1
 * @param evaluateEvery epochs from one look at the development split to the next
 * @param pictureColumns subjects shown in the picture
 */
record QuickstartOptions(
        int trainSubjects,
        int devSubjects,
        int testSubjects,
        int liveCaptures,
        int attacksPerSpecies,
        int shotsPerPhotograph,
        int faceSize,
        int otherFaceSize,
        PaiSpecies leftOut,
        int patchSize,
        int baseWidth,
        int batchSize,
        int encoderSteps,
        double encoderRate,
        int steps,
        double learningRate,
        int continueSteps,
        double continueRate,
        double severity,
        int evaluateEvery,
        int pictureColumns) {

    /** What the command does. */
    static final QuickstartOptions DEFAULT =
            new QuickstartOptions(
                    75,
                    20,
                    40,
                    3,
                    2,
                    1,
                    160,
                    112,
                    PaiSpecies.MASK,
                    96,
                    BuiltInEncoder.BASE_WIDTH,
                    32,
                    200,
                    0.001,
                    400,
                    0.003,
                    200,
                    0.0015,
                    1.0,
                    TrainingOptions.TEN_LOOKS,
                    4);

    /** The whole way in seconds, for tests: the numbers that come out mean nothing. */
    static final QuickstartOptions TINY =
            new QuickstartOptions(
                    3,
                    2,
                    2,
                    1,
                    1,
                    1,
                    96,
                    64,
                    PaiSpecies.MASK,
                    64,
                    2,
                    4,
                    2,
                    0.005,
                    3,
                    0.005,
                    2,
                    0.002,
                    1.0,
                    3,
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
        return common(seed)
                .maxSteps(steps)
                .learningRate(learningRate)
                .warmStart(new EncoderWarmStart(encoderSteps, encoderRate, LATER_FACTOR))
                .build();
    }

    /** The second training: on from the first, with every species. */
    TrainingOptions continuing(long seed) {
        return common(seed)
                .maxSteps(continueSteps)
                .learningRate(continueRate)
                .warmStart(new EncoderWarmStart(0, encoderRate, LATER_FACTOR))
                .build();
    }

    /** Bytes of the two models, one of them twice while it is replaced, and of what is small. */
    long room() {
        return 3 * Room.ofModel(training(1).network()) + SMALL_FILES;
    }

    private TrainingOptionsBuilder common(long seed) {
        return TrainingOptions.smallScale()
                .network(NETWORK)
                .baseWidth(baseWidth)
                .initialEncoder(
                        baseWidth == BuiltInEncoder.BASE_WIDTH
                                ? InitialEncoder.BUILTIN
                                : InitialEncoder.RANDOM)
                .patchSize(patchSize)
                .workingSize(WorkingSize.of(faceSize))
                .batchSize(batchSize)
                .evaluateEvery(evaluateEvery)
                .seed(seed);
    }
}
