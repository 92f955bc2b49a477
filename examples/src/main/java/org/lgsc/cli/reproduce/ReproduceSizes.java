package org.lgsc.cli.reproduce;

import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.network.DecoderNorm;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.internal.pretext.BuiltInEncoder;

/**
 * How large the experiments on simulated data are: everything that decides how long they take.
 *
 * @param trainSubjects people of the training split
 * @param devSubjects people of the development split
 * @param testSubjects people of the test split
 * @param liveCaptures live pictures of each
 * @param attacks attack pictures of each and species
 * @param faceSize side of a picture in pixels, a multiple of 32: the working size
 * @param patchSize side of a patch
 * @param baseWidth channels of the network's stem
 * @param batchSize of a step
 * @param encoderSteps that train the encoder alone
 * @param steps that train the network
 * @param seeds repetitions of each row of the ablation, each with data and weights of its own
 */
public record ReproduceSizes(
        int trainSubjects,
        int devSubjects,
        int testSubjects,
        int liveCaptures,
        int attacks,
        int faceSize,
        int patchSize,
        int baseWidth,
        int batchSize,
        int encoderSteps,
        int steps,
        int seeds) {
    private static final double ENCODER_RATE = 1e-3;
    private static final double LATER_FACTOR = 0.05;
    private static final double RATE = 3e-3;

    /** The paper's losses; batch norms learn in fewer steps than instance norms. */
    private static final NetworkOptions NETWORK =
            LgscNetwork.builder().decoderNorm(DecoderNorm.BATCH).build().options();

    /**
     * What the command does: 35 trainings for the ablation, meant for three quarters of an hour.
     */
    public static final ReproduceSizes DEFAULT =
            new ReproduceSizes(75, 20, 40, 3, 2, 160, 96, 16, 32, 100, 300, 5);

    /** The whole way in seconds, for tests: the numbers that come out mean nothing. */
    public static final ReproduceSizes TINY =
            new ReproduceSizes(2, 2, 2, 1, 1, 96, 64, 2, 4, 1, 2, 1);

    /** Checks what a user may choose. */
    public ReproduceSizes {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, were " + steps);
        }
        if (seeds < 1) {
            throw new IllegalArgumentException("seeds must be at least 1, were " + seeds);
        }
    }

    /** These with other numbers of steps and seeds. */
    public ReproduceSizes with(int otherSteps, int otherSeeds) {
        return new ReproduceSizes(
                trainSubjects,
                devSubjects,
                testSubjects,
                liveCaptures,
                attacks,
                faceSize,
                patchSize,
                baseWidth,
                batchSize,
                encoderSteps,
                otherSteps,
                otherSeeds);
    }

    /** What trainings start from: the library's encoder where there is one of this width. */
    EncoderStart encoder() {
        return baseWidth == BuiltInEncoder.BASE_WIDTH ? EncoderStart.BUILTIN : EncoderStart.RANDOM;
    }

    /** The options of a training. */
    public TrainingOptions training(long seed) {
        return TrainingOptions.smallScale()
                .network(NETWORK)
                .baseWidth(baseWidth)
                .patchSize(patchSize)
                .workingSize(WorkingSize.of(faceSize))
                .batchSize(batchSize)
                .maxSteps(steps)
                .learningRate(RATE)
                .initialEncoder(encoder().initial())
                .warmStart(new EncoderWarmStart(encoderSteps, ENCODER_RATE, LATER_FACTOR))
                .seed(seed)
                .build();
    }
}
