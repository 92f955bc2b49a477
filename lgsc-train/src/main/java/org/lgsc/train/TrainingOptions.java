package org.lgsc.train;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.network.NormKind;
import org.lgsc.data.augment.Augmentation;

/**
 * Everything that decides a training run except the data. {@link #builder()} has the paper's
 * recipe, {@link #smallScale()} a recipe for a desktop computer that starts from the library's own
 * encoder.
 *
 * @param network shape of the network and its losses; input must be square
 * @param preprocessing face geometry and scaling, written into the model; patches have the
 *     network's input size
 * @param sampling how training patches are taken
 * @param augmentation random changes of training pictures
 * @param batchSize pictures N of a step, even: live and spoof 1:1
 * @param epochs passes over the larger class, at least 1
 * @param maxSteps the run ends after this many steps even within an epoch; 0 for no such limit
 * @param learningRate of Adam, after the warm-up
 * @param warmupSteps steps over which it rises; {@link #WHOLE_EPOCH} for the first epoch, {@link
 *     #TENTH_OF_RUN} for the first epoch and at most a tenth of the run
 * @param fall how the rate falls after that
 * @param decay factor on the learning rate every {@code decaySteps} steps, with {@link
 *     RateFall#STEPS}
 * @param decaySteps at least 1
 * @param seed of weights, batches and dropout; not 0
 * @param threads number of threads that read pictures; it does not change the result
 * @param workers number of workers that share the pictures of a step equally, live and spoof 1:1
 *     each. The step is that of one worker as far as losses are means over samples; batch norms,
 *     triplets and the loss of the cue order see only a worker's own part
 * @param localSteps number of steps that every worker makes by itself, with an updater of its own,
 *     before weights and updaters become the mean of all (within an epoch); 1 for the mean gradient
 *     at every step, see {@link org.lgsc.train.parallel.Stepper#steps}
 * @param precision number format of the convolutions of a step
 * @param evaluateEvery epochs from one evaluation of the development split to the next, or {@link
 *     #TEN_EVALUATIONS}; the last epoch is always evaluated
 * @param ramp ramp of the regression loss
 * @param warmStart warm start of the encoder
 * @param initialEncoder the encoder's weights before any training; a warm start continues from them
 * @param patience number of evaluations of the development split without a new lowest D-EER after
 *     which the run ends early; 0 for no early end
 * @param faults conditions under which steps are rolled back, and how often
 */
public record TrainingOptions(
        NetworkOptions network,
        Preprocessing preprocessing,
        PatchSampling sampling,
        Augmentation augmentation,
        int batchSize,
        int epochs,
        int maxSteps,
        double learningRate,
        int warmupSteps,
        RateFall fall,
        double decay,
        int decaySteps,
        long seed,
        int threads,
        int workers,
        int localSteps,
        TrainingPrecision precision,
        int evaluateEvery,
        RegressionRamp ramp,
        EncoderWarmStart warmStart,
        InitialEncoder initialEncoder,
        int patience,
        FaultLimits faults) {
    /** Value of {@code warmupSteps} for "as many steps as the first epoch has". */
    public static final int WHOLE_EPOCH = -1;

    /**
     * Value of {@code warmupSteps} for "the first epoch, but at most a tenth of the run": an epoch
     * with many frames of each video can be longer than a short run.
     */
    public static final int TENTH_OF_RUN = -2;

    /**
     * Value of {@code evaluateEvery} for about ten evaluations in a run: an epoch of few videos
     * takes less time than an evaluation of the development split.
     */
    public static final int TEN_EVALUATIONS = 0;

    /**
     * Margin of the order of the cues in {@link #smallScale}: between the mean scores of live faces
     * and of attacks after a training that succeeded.
     */
    public static final double CUE_ORDER_MARGIN = 0.1;

    /** Name of {@code initialEncoder} in {@link #asMap}, where it is not random weights. */
    static final String INITIAL_ENCODER = "initialEncoder";

    /** Checks every value; an {@link IllegalArgumentException} names the option at fault. */
    public TrainingOptions {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(sampling, "sampling");
        Objects.requireNonNull(augmentation, "augmentation");
        Objects.requireNonNull(fall, "fall");
        Objects.requireNonNull(ramp, "ramp");
        Objects.requireNonNull(warmStart, "warmStart");
        Objects.requireNonNull(initialEncoder, "initialEncoder");
        Objects.requireNonNull(faults, "faults");
        Objects.requireNonNull(precision, "precision");
        check(
                network.height() == network.width(),
                "training takes square patches: the network's input must be square, was %sx%s",
                network.height(),
                network.width());
        check(
                preprocessing.geometry().patchSize() == network.width(),
                "patches of %s pixels do not fit a network for %s",
                preprocessing.geometry().patchSize(),
                network.width());
        check(
                batchSize >= 2 && batchSize % 2 == 0,
                "batch size must be even and at least 2, was " + batchSize);
        check(epochs >= 1, "epochs must be at least 1, were " + epochs);
        check(maxSteps >= 0, "maximum steps must not be negative, were " + maxSteps);
        check(
                learningRate > 0 && Double.isFinite(learningRate),
                "learning rate must be above 0, was " + learningRate);
        check(
                warmupSteps >= TENTH_OF_RUN,
                "warm-up steps must not be negative, were " + warmupSteps);
        check(decay > 0 && decay <= 1, "decay must be above 0 and at most 1, was " + decay);
        check(decaySteps >= 1, "decay steps must be at least 1, were " + decaySteps);
        check(seed != 0, "0 is not a seed: give any other number");
        check(threads >= 1, "threads must be at least 1, were " + threads);
        check(workers >= 1, "workers must be at least 1, were " + workers);
        check(
                batchSize % (2L * workers) == 0,
                "a batch of %d pictures cannot be shared by %d workers with as many live as spoof"
                        + " pictures each: use a multiple of %d",
                batchSize,
                workers,
                2L * workers);
        check(localSteps >= 1, "local steps must be at least 1, were " + localSteps);
        check(
                localSteps == 1 || workers > 1,
                "local steps are those of several workers between two averages: one worker has"
                        + " nothing to average, so give more workers or 1 local step");
        check(
                evaluateEvery >= TEN_EVALUATIONS,
                "epochs between evaluations must not be negative, were " + evaluateEvery);
        check(patience >= 0, "patience must not be negative, was " + patience);
    }

    private static void check(boolean holds, String message, Object... parts) {
        if (!holds) {
            throw new IllegalArgumentException(RootFormat.of(message, parts));
        }
    }

    /**
     * Starts a builder with the paper's recipe (section 4.1). The paper's encoder starts from
     * ImageNet weights: pass a model that has them, made by {@link
     * org.lgsc.core.weights.PretrainedEncoder#initPretrained}, to {@link Trainer#continueFrom}.
     * {@link Trainer#train} starts from random weights.
     */
    public static TrainingOptionsBuilder builder() {
        return new TrainingOptionsBuilder();
    }

    /**
     * Starts a builder for a few hundred to a few thousand pictures of about 160x160 pixels and two
     * CPU cores: base width 16, patches of 96x96 of faces of 160x160, all of which are scored,
     * batches of 16, the library's encoder, trained alone for 300 steps, then 2,000 steps at 2e-3
     * that fall along a cosine. The losses are the paper's and {@link
     * org.lgsc.core.loss.CueOrderLoss}; schedule and size are not the paper's. With another base
     * width the encoder starts from random weights.
     *
     * <p>The norm of the decoder is not that of the published code: batch norms keep how strong a
     * feature is in a picture, which instance norms remove and thousands of steps must restore.
     * Changes of training pictures keep colour and texture, which distinguish attacks.
     */
    public static TrainingOptionsBuilder smallScale() {
        return builder()
                .decoderNorm(NormKind.BATCH)
                .cueOrderMargin(CUE_ORDER_MARGIN)
                .baseWidth(16)
                .patchSize(96)
                .workingSize(WorkingSize.of(160))
                .testPolicy(TestPolicy.PATCHES) // ahead of one pass in docs/geometry.md
                .augmentation(Augmentation.flip())
                .batchSize(16)
                .epochs(Integer.MAX_VALUE)
                .maxSteps(2000)
                .learningRate(2e-3)
                .warmupSteps(TENTH_OF_RUN)
                .cosine()
                .evaluateEvery(TEN_EVALUATIONS)
                .initialEncoder(InitialEncoder.BUILTIN)
                .warmStart(new EncoderWarmStart(300, 1e-3, 0.3));
    }

    /** Starts a builder from these options. */
    public TrainingOptionsBuilder toBuilder() {
        return new TrainingOptionsBuilder(this);
    }

    /**
     * Returns every option by name, for provenance; the network and preprocessing are in the model.
     */
    public Map<String, String> asMap() {
        Map<String, String> map = new TreeMap<>();
        map.put("optimiser", "Adam");
        map.put("sampling", sampling.name());
        map.put("augmentation", augmentation.toString());
        map.put("batchSize", String.valueOf(batchSize));
        map.put("epochs", epochs == Integer.MAX_VALUE ? "unlimited" : String.valueOf(epochs));
        map.put("maxSteps", maxSteps == 0 ? "unlimited" : String.valueOf(maxSteps));
        map.put("learningRate", String.valueOf(learningRate));
        map.put("warmupSteps", warmupText());
        map.put("decay", fall == RateFall.COSINE ? fall.text() : decayText());
        map.put("seed", String.valueOf(seed));
        map.put("threads", String.valueOf(threads));
        map.put("workers", String.valueOf(workers));
        map.put(
                "evaluateEvery",
                evaluateEvery == TEN_EVALUATIONS
                        ? "a tenth of the run"
                        : evaluateEvery + " epochs");
        map.put("regressionRamp", ramp.toString());
        map.put("encoderWarmStart", warmStart.toString());
        if (initialEncoder != InitialEncoder.RANDOM) {
            // runs of earlier versions do not name it and still resume
            map.put(INITIAL_ENCODER, initialEncoder.toString());
        }
        if (localSteps > 1) {
            map.put("localSteps", String.valueOf(localSteps)); // nor do they name this
        }
        if (precision != TrainingPrecision.FLOAT32) {
            map.put("precision", precision.toString()); // nor do they name this
        }
        map.put("patience", patience == 0 ? "unlimited" : patience + " evaluations");
        map.put("faults", faults.toString());
        // nor do they name a margin of the cue order, and have none
        map.put("network", network.toString().replace(", cueOrderMargin=0.0", ""));
        map.put("preprocessing", preprocessing.toString());
        return Collections.unmodifiableMap(map);
    }

    private String warmupText() {
        return switch (warmupSteps) {
            case WHOLE_EPOCH -> "first epoch";
            case TENTH_OF_RUN -> "first epoch, at most a tenth of the run";
            default -> String.valueOf(warmupSteps);
        };
    }

    private String decayText() {
        return decay + " every " + decaySteps + " steps";
    }
}
