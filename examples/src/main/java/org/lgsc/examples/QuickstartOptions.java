package org.lgsc.examples;

import org.lgsc.core.patch.PatchPolicy;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.RegressionRamp;
import org.lgsc.train.TrainingOptions;

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
 * @param faceSize side of a face in pixels; with {@code --live} larger ones are scaled down to it
 * @param leftOut the species that the second model never sees
 * @param patchSize side of a patch, a multiple of 32
 * @param patchesPerFace patches scored in a face
 * @param baseWidth channels of the network's stem
 * @param batchSize samples of a training batch, half of them live
 * @param encoderSteps steps that train the encoder alone
 * @param steps steps that train the whole network
 * @param rampFirst step from which the regression loss is ramped in
 * @param rampLast step from which it has its full weight
 * @param decaySteps steps after which the learning rate is multiplied by 0.95
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
        PaiSpecies leftOut,
        int patchSize,
        int patchesPerFace,
        int baseWidth,
        int batchSize,
        int encoderSteps,
        int steps,
        int rampFirst,
        int rampLast,
        int decaySteps,
        int evaluateEvery,
        int pictureColumns) {

    /** What the command does. */
    static final QuickstartOptions DEFAULT =
            new QuickstartOptions(
                    40,
                    10,
                    15,
                    3,
                    2,
                    1,
                    160,
                    PaiSpecies.REPLAY,
                    96,
                    4,
                    16,
                    16,
                    150,
                    250,
                    25,
                    175,
                    10,
                    3,
                    4);

    /** The whole way in seconds, for tests: the numbers that come out mean nothing. */
    static final QuickstartOptions TINY =
            new QuickstartOptions(
                    3, 2, 2, 1, 1, 1, 96, PaiSpecies.REPLAY, 64, 2, 2, 4, 2, 3, 0, 2, 10, 3, 2);

    private static final double DECAY = 0.95;

    /** The training of one model. */
    TrainingOptions training(long seed) {
        return TrainingOptions.smallScale()
                .baseWidth(baseWidth)
                .patchSize(patchSize)
                .patches(PatchPolicy.nativePatches(patchSize, patchesPerFace))
                .batchSize(batchSize)
                .maxSteps(steps)
                .decay(DECAY, decaySteps)
                .ramp(new RegressionRamp(rampFirst, rampLast))
                .warmStart(new EncoderWarmStart(encoderSteps))
                .evaluateEvery(evaluateEvery)
                .seed(seed)
                .build();
    }
}
