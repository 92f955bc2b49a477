package org.lgsc.examples;

import org.lgsc.data.recapture.PaiSpecies;

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
        int pictureColumns) {

    /** What the command does. */
    static final QuickstartOptions DEFAULT =
            new QuickstartOptions(
                    40, 10, 15, 3, 2, 1, 160, PaiSpecies.REPLAY, 96, 4, 16, 16, 150, 250, 4);

    /** The whole way in seconds, for tests: the numbers that come out mean nothing. */
    static final QuickstartOptions TINY =
            new QuickstartOptions(3, 2, 2, 1, 1, 1, 96, PaiSpecies.REPLAY, 64, 2, 2, 4, 2, 3, 2);
}
