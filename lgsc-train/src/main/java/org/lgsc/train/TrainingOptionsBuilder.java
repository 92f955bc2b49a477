package org.lgsc.train;

import org.jspecify.annotations.Nullable;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.network.NormKind;
import org.lgsc.data.augment.Augmentation;

/** Sets {@link TrainingOptions}; values are checked by {@link #build()}. */
public final class TrainingOptionsBuilder {
    private NetworkOptions network = NetworkOptions.PAPER;
    private DetectorId detector = DetectorId.HAAR;
    private FaceCrop crop = FaceCrop.DEFAULT;
    private @Nullable WorkingSize working;
    private @Nullable TestPolicy test;
    private InputScaling scaling = InputScaling.SYMMETRIC;
    private PatchSampling sampling = PatchSampling.NATIVE;
    private Augmentation augmentation = Augmentation.published();
    private int batchSize = 32;
    private int epochs = 20;
    private int maxSteps;
    private double learningRate = 1e-3;
    private int warmupSteps = TrainingOptions.WHOLE_EPOCH;
    private RateFall fall = RateFall.STEPS;
    private double decay = 0.95;
    private int decaySteps = 600;
    private long seed = LgscNetwork.DEFAULT_SEED;
    private int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2));
    private int workers = 1;
    private int localSteps = 1;
    private TrainingPrecision precision = TrainingPrecision.FLOAT32;
    private int evaluateEvery = 1;
    private RegressionRamp ramp = RegressionRamp.NONE;
    private EncoderWarmStart warmStart = EncoderWarmStart.NONE;
    private InitialEncoder initialEncoder = InitialEncoder.RANDOM;
    private int patience;
    private FaultLimits faults = FaultLimits.DEFAULT;

    TrainingOptionsBuilder() {}

    TrainingOptionsBuilder(TrainingOptions from) {
        network = from.network();
        FaceGeometry geometry = from.preprocessing().geometry();
        detector = geometry.detector();
        crop = geometry.crop();
        working = geometry.working();
        test = geometry.test();
        scaling = from.preprocessing().scaling();
        sampling = from.sampling();
        augmentation = from.augmentation();
        batchSize = from.batchSize();
        epochs = from.epochs();
        maxSteps = from.maxSteps();
        learningRate = from.learningRate();
        warmupSteps = from.warmupSteps();
        fall = from.fall();
        decay = from.decay();
        decaySteps = from.decaySteps();
        seed = from.seed();
        threads = from.threads();
        workers = from.workers();
        localSteps = from.localSteps();
        precision = from.precision();
        evaluateEvery = from.evaluateEvery();
        ramp = from.ramp();
        warmStart = from.warmStart();
        initialEncoder = from.initialEncoder();
        patience = from.patience();
        faults = from.faults();
    }

    /** Shape of the network and its losses. Default: the paper's. */
    public TrainingOptionsBuilder network(NetworkOptions value) {
        network = value;
        return this;
    }

    /** Channels of the network's stem; 64 is full size. */
    public TrainingOptionsBuilder baseWidth(int value) {
        return network(LgscNetwork.builder(network).baseWidth(value).build().options());
    }

    /** Side of patches and of the network's input in pixels, a multiple of 32. Default 224. */
    public TrainingOptionsBuilder patchSize(int value) {
        return network(LgscNetwork.builder(network).inputSize(value).build().options());
    }

    /** Norm of the decoder. Default: instance norm, as in the published code. */
    public TrainingOptionsBuilder decoderNorm(NormKind value) {
        return network(LgscNetwork.builder(network).decoderNorm(value).build().options());
    }

    /**
     * Margin of the order of the cues, see {@link org.lgsc.core.loss.CueOrderLoss}; 0 for none, as
     * in the paper.
     */
    public TrainingOptionsBuilder cueOrderMargin(double value) {
        return network(LgscNetwork.builder(network).cueOrderMargin(value).build().options());
    }

    /** Whether training changes the encoder's weights. Default: it does. */
    public TrainingOptionsBuilder encoderWeights(EncoderWeights value) {
        return network(LgscNetwork.builder(network).encoderWeights(value).build().options());
    }

    /**
     * Finds faces in photographs. Default OpenCV's cascade. For data that are already face crops
     * the model records the detector by which those were cut out.
     */
    public TrainingOptionsBuilder detector(DetectorId value) {
        detector = value;
        return this;
    }

    /** How faces are cut out. Default {@link FaceCrop#DEFAULT}. */
    public TrainingOptionsBuilder crop(FaceCrop value) {
        crop = value;
        return this;
    }

    /**
     * The size to which face crops are brought before patches are taken. Default: that of {@link
     * FaceGeometry#standard} for the patch; with {@link PatchSampling#WHOLE_RESIZED} the patch's.
     */
    public TrainingOptionsBuilder workingSize(WorkingSize value) {
        working = value;
        return this;
    }

    /**
     * The part of a face that is scored at test time. Default: all of it in one pass; with {@link
     * PatchSampling#WHOLE_RESIZED} the whole face resized to the patch.
     */
    public TrainingOptionsBuilder testPolicy(TestPolicy value) {
        test = value;
        return this;
    }

    /** Sets the entire geometry; the patch size becomes the network's input size. */
    public TrainingOptionsBuilder geometry(FaceGeometry value) {
        detector = value.detector();
        crop = value.crop();
        working = value.working();
        test = value.test();
        return patchSize(value.patchSize());
    }

    /** Scaling from pixels to input. Default [-1, 1]. */
    public TrainingOptionsBuilder scaling(InputScaling value) {
        scaling = value;
        return this;
    }

    /** How training patches are taken. Default: at random from the face at its working size. */
    public TrainingOptionsBuilder sampling(PatchSampling value) {
        sampling = value;
        return this;
    }

    /** Random changes of training pictures. Default: the published code's. */
    public TrainingOptionsBuilder augmentation(Augmentation value) {
        augmentation = value;
        return this;
    }

    /** Pictures of a step, even. Default 32. */
    public TrainingOptionsBuilder batchSize(int value) {
        batchSize = value;
        return this;
    }

    /** Passes over the larger class. Default 20. */
    public TrainingOptionsBuilder epochs(int value) {
        epochs = value;
        return this;
    }

    /** Ends the run after this many steps. Default 0: no such limit. */
    public TrainingOptionsBuilder maxSteps(int value) {
        maxSteps = value;
        return this;
    }

    /** Learning rate of Adam. Default 1e-3. */
    public TrainingOptionsBuilder learningRate(double value) {
        learningRate = value;
        return this;
    }

    /**
     * Steps of the warm-up, 0 for none, or {@link TrainingOptions#TENTH_OF_RUN}. Default {@link
     * TrainingOptions#WHOLE_EPOCH}.
     */
    public TrainingOptionsBuilder warmupSteps(int value) {
        warmupSteps = value;
        return this;
    }

    /** Factor of the learning rate and its interval. Default 0.95 every 600 steps. */
    public TrainingOptionsBuilder decay(double factor, int everySteps) {
        fall = RateFall.STEPS;
        decay = factor;
        decaySteps = everySteps;
        return this;
    }

    /** Lets the rate fall along a cosine over the length of the run. */
    public TrainingOptionsBuilder cosine() {
        fall = RateFall.COSINE;
        return this;
    }

    /** Seed of weights, batches and dropout, not 0. Default 12345. */
    public TrainingOptionsBuilder seed(long value) {
        seed = value;
        return this;
    }

    /** Threads that read pictures. Default: half the processors, 1 to 4. */
    public TrainingOptionsBuilder threads(int value) {
        threads = value;
        return this;
    }

    /**
     * Workers that share the pictures of a step, see {@link
     * org.lgsc.train.internal.parallel.ParallelStepper}. Default 1.
     */
    public TrainingOptionsBuilder workers(int value) {
        workers = value;
        return this;
    }

    /**
     * Number of steps that every worker makes by itself before weights and updaters are averaged.
     * Default 1: every step uses the mean gradient of all workers.
     */
    public TrainingOptionsBuilder localSteps(int value) {
        localSteps = value;
        return this;
    }

    /** Number format of the convolutions of a step. Default {@link TrainingPrecision#FLOAT32}. */
    public TrainingOptionsBuilder precision(TrainingPrecision value) {
        precision = value;
        return this;
    }

    /**
     * Epochs from one evaluation of the development split to the next, or {@link
     * TrainingOptions#TEN_EVALUATIONS}. Default 1.
     */
    public TrainingOptionsBuilder evaluateEvery(int epochCount) {
        evaluateEvery = epochCount;
        return this;
    }

    /** Ramps up the weight of the regression loss. Default: full from the first step. */
    public TrainingOptionsBuilder ramp(RegressionRamp value) {
        ramp = value;
        return this;
    }

    /** Trains the encoder alone first. Default: it does not. */
    public TrainingOptionsBuilder warmStart(EncoderWarmStart value) {
        warmStart = value;
        return this;
    }

    /** The encoder's weights before any training. Default: random. */
    public TrainingOptionsBuilder initialEncoder(InitialEncoder value) {
        initialEncoder = value;
        return this;
    }

    /**
     * Ends the run early after so many evaluations of the development split without a new lowest
     * D-EER. Default 0: never.
     */
    public TrainingOptionsBuilder patience(int evaluations) {
        patience = evaluations;
        return this;
    }

    /** When steps are rolled back, and how many may be. Default {@link FaultLimits#DEFAULT}. */
    public TrainingOptionsBuilder faults(FaultLimits value) {
        faults = value;
        return this;
    }

    private FaceGeometry geometry() {
        boolean resized = sampling == PatchSampling.WHOLE_RESIZED;
        int patch = network.width();
        FaceGeometry standard = FaceGeometry.standard(patch);
        WorkingSize usual = resized ? WorkingSize.of(patch) : standard.working();
        return new FaceGeometry(
                detector,
                crop,
                working == null ? usual : working,
                patch,
                test != null ? test : resized ? TestPolicy.WHOLE : standard.test());
    }

    /**
     * Builds the options.
     *
     * @throws IllegalArgumentException naming the option that is out of range
     */
    public TrainingOptions build() {
        return new TrainingOptions(
                network,
                new Preprocessing(geometry(), scaling),
                sampling,
                augmentation,
                batchSize,
                epochs,
                maxSteps,
                learningRate,
                warmupSteps,
                fall,
                decay,
                decaySteps,
                seed,
                threads,
                workers,
                localSteps,
                precision,
                evaluateEvery,
                ramp,
                warmStart,
                initialEncoder,
                patience,
                faults);
    }
}
