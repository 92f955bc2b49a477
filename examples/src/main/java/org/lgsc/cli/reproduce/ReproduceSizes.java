package org.lgsc.cli.reproduce;

import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.network.NormKind;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.internal.pretext.BuiltInEncoder;

/**
 * Sizes of the experiments on simulated data, which determine their duration.
 *
 * @param trainSubjects subjects of the training split
 * @param devSubjects subjects of the development split
 * @param testSubjects subjects of the test split
 * @param liveCaptures live pictures per subject
 * @param attacks attack pictures per subject and species
 * @param faceSize side of a picture in pixels, a multiple of 32: the working size
 * @param patchSize side of a patch
 * @param baseWidth number of channels of the network's stem
 * @param batchSize pictures per step
 * @param encoderSteps steps that train only the encoder
 * @param steps steps that train the network
 * @param seeds repetitions of each row of the ablation, each with its own data and weights
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

    /**
     * High, because the live cues start bright and darken at this pace; see the evaluation page.
     */
    private static final double RATE = 2e-2;

    /**
     * The paper's losses, and L_o, without which some of these short trainings end with cues on the
     * wrong class; batch norms learn in fewer steps than instance norms.
     */
    private static final NetworkOptions NETWORK =
            LgscNetwork.builder()
                    .decoderNorm(NormKind.BATCH)
                    .cueOrderMargin(TrainingOptions.CUE_ORDER_MARGIN)
                    .build()
                    .options();

    /** Sizes of the command for the tables of protocols. */
    public static final ReproduceSizes DEFAULT =
            new ReproduceSizes(75, 20, 40, 3, 2, 160, 64, 16, 16, 100, 400, 5);

    /** Sizes of the command for the ablation; see the evaluation page for their choice. */
    public static final ReproduceSizes ABLATION =
            new ReproduceSizes(75, 40, 100, 3, 2, 160, 96, 16, 16, 300, 500, 7);

    /** About four evaluations in a run: enough to see whether it has converged. */
    private static final int EVALUATIONS = 4;

    /** Sizes for tests, which take seconds: the results mean nothing. */
    public static final ReproduceSizes TINY =
            new ReproduceSizes(2, 2, 2, 1, 1, 96, 64, 2, 4, 1, 2, 1);

    public ReproduceSizes {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, but were " + steps);
        }
        if (seeds < 1) {
            throw new IllegalArgumentException("seeds must be at least 1, but were " + seeds);
        }
    }

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

    /** The number of subjects and of their pictures, as a sentence. */
    String subjects() {
        return RootFormat.of(
                "Subjects: %d for training, %d for development and %d for the test; of each, %d"
                        + " bona fide pictures and %d of each PAI species, of %d pixels.",
                trainSubjects, devSubjects, testSubjects, liveCaptures, attacks, faceSize);
    }

    /** Start of the trainings: the library's encoder if there is one of this width. */
    EncoderStart encoder() {
        return baseWidth == BuiltInEncoder.BASE_WIDTH ? EncoderStart.BUILTIN : EncoderStart.RANDOM;
    }

    /** Sizes of the command for a table. */
    public static ReproduceSizes of(PaperTable table) {
        return table == PaperTable.TABLE5 ? ABLATION : DEFAULT;
    }

    /** Options of the full method in a table. */
    public TrainingOptions training(PaperTable table, long seed) {
        TrainingOptions usual = training(seed);
        if (table != PaperTable.TABLE5) {
            return usual;
        }
        double epochs = (double) steps * batchSize / (4 * trainSubjects * attacks);
        return usual.toBuilder()
                .evaluateEvery((int) Math.max(1, Math.round(epochs / EVALUATIONS)))
                .build();
    }

    private TrainingOptions training(long seed) {
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
