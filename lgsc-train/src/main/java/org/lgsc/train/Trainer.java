package org.lgsc.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.FolderLock;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.batch.BalancedBatchIterator;
import org.lgsc.data.internal.face.FaceCroppedSource;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.internal.checkpoint.CheckpointFile;
import org.lgsc.train.internal.checkpoint.CheckpointFolder;
import org.lgsc.train.internal.checkpoint.CheckpointWriter;
import org.lgsc.train.parallel.Stepper;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Trains an LGSC network.
 *
 * <pre>{@code
 * TrainingResult result = new Trainer(TrainingOptions.builder().build()).train(dataset);
 * result.model().save(Path.of("lgsc.zip"));
 * }</pre>
 *
 * <p>These are the paper's options, but the training starts from random weights. For the paper's
 * start from ImageNet see {@link TrainingOptions#builder()}.
 *
 * <p>Weights are learned on the training split. After each epoch the development split is scored;
 * the weights with the lowest D-EER, frames of a video fused, are kept (ties: larger area under the
 * ROC curve, then the later epoch), and the threshold of the equal error rate goes into the model.
 * The test split is not used. Faces are first cut out of photographs; face crops are used
 * unchanged.
 *
 * <p>The same seed and number of workers give the same weights bit by bit on a CPU, whatever the
 * number of reader threads. With checkpoints this also holds for a run that was stopped at any time
 * and resumed:
 *
 * <pre>{@code
 * Trainer trainer =
 *         Trainer.builder(options).checkpoints(CheckpointOptions.in(Path.of("run"))).build();
 * TrainingResult result = trainer.hasCheckpoint() ? trainer.resume(dataset) : trainer.train(dataset);
 * }</pre>
 *
 * <p>A step that would damage the weights is rolled back ({@link FaultLimits}). A trainer may train
 * several times, but must not be used by several threads at once.
 */
public final class Trainer {
    private final TrainingOptions options;
    private final TrainingProgress progress;

    /** Null for the equal error rate under the options of the run. */
    private final @Nullable DevEvaluator evaluator;

    private final Optional<CheckpointOptions> checkpoints;
    private final List<TrainingListener> listeners;
    private final Stepper.Factory steppers;
    private final WarmStarts warmStarts;

    /** Null for the detector named by the options. */
    private final @Nullable FaceDetector detector;

    /** Creates a trainer that does not report its progress. */
    public Trainer(TrainingOptions options) {
        this(options, TrainingProgress.none());
    }

    /** Creates a trainer that reports its progress. */
    public Trainer(TrainingOptions options, TrainingProgress progress) {
        this(builder(options).progress(progress));
    }

    Trainer(TrainingOptions options, TrainingProgress progress, DevEvaluator evaluator) {
        this(builder(options).progress(progress).evaluator(evaluator));
    }

    private Trainer(Trainer from, TrainingOptions options) {
        this.options = options;
        progress = from.progress;
        evaluator = from.evaluator;
        checkpoints = from.checkpoints;
        listeners = from.listeners;
        warmStarts = from.warmStarts;
        steppers = from.steppers;
        detector = from.detector;
    }

    private Trainer(Builder b) {
        detector = b.detector;
        options = b.options;
        progress = b.progress;
        evaluator = b.evaluator;
        checkpoints = Optional.ofNullable(b.checkpoints);
        listeners = List.copyOf(b.listeners);
        warmStarts = b.warmStarts;
        steppers =
                b.steppers == null
                        ? options.precision().steppers(options.workers())
                        : floats(b.steppers, options);
    }

    private static Stepper.Factory floats(Stepper.Factory steppers, TrainingOptions options) {
        if (options.precision() != TrainingPrecision.FLOAT32) {
            throw LgscException.of(
                    "Steps made elsewhere, as on a cluster, are float32: %s is for the threads of"
                            + " this process.",
                    options.precision());
        }
        return steppers;
    }

    /** Starts a builder of a trainer that saves its runs or has listeners. */
    public static Builder builder(TrainingOptions options) {
        return new Builder(options);
    }

    /** Options of a trainer that do not change the result. */
    public static final class Builder {
        private final TrainingOptions options;
        private final List<TrainingListener> listeners = new ArrayList<>();
        private TrainingProgress progress = TrainingProgress.none();
        private @Nullable DevEvaluator evaluator;
        private @Nullable CheckpointOptions checkpoints;
        private Stepper.@Nullable Factory steppers;
        private WarmStarts warmStarts = new WarmStarts();
        private @Nullable FaceDetector detector;

        private Builder(TrainingOptions options) {
            this.options = Objects.requireNonNull(options, "options");
        }

        /** Receives progress updates. By default they are ignored. */
        public Builder progress(TrainingProgress value) {
            progress = Objects.requireNonNull(value, "progress");
            return this;
        }

        /** Saves the run. By default it is not saved. */
        public Builder checkpoints(CheckpointOptions value) {
            checkpoints = Objects.requireNonNull(value, "checkpoints");
            return this;
        }

        /**
         * Attaches a listener of Deeplearning4j to the network while the entire network is trained,
         * for example its StatsListener. It must not change the network.
         */
        public Builder listener(TrainingListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Finds faces in photographs; stays open. Default: the detector named by the options. The
         * model records the detector that was used.
         */
        public Builder faceDetector(FaceDetector value) {
            detector = Objects.requireNonNull(value, "detector");
            return this;
        }

        /** Encoders shared with other trainers. Default: none. */
        public Builder warmStarts(WarmStarts value) {
            warmStarts = Objects.requireNonNull(value, "warmStarts");
            return this;
        }

        /**
         * Makes the steps elsewhere, for example on a cluster. Default: in this process, in as many
         * threads as the options have workers.
         */
        public Builder steppers(Stepper.Factory value) {
            steppers = Objects.requireNonNull(value, "steppers");
            return this;
        }

        Builder evaluator(DevEvaluator value) {
            evaluator = value;
            return this;
        }

        /** Builds the trainer. */
        public Trainer build() {
            return new Trainer(this);
        }
    }

    /**
     * Trains on a data set.
     *
     * @throws LgscException when the training split is empty, lacks a class or is smaller than a
     *     batch; when a development split lacks a class; when too many steps had to be rolled back;
     *     when the folder for checkpoints holds those of another run
     */
    public TrainingResult train(PadDataset dataset) {
        PadDataset faces = faces(dataset);
        return cutBy(faces).start(faces, Optional.empty());
    }

    private PadDataset faces(PadDataset dataset) {
        return faces(dataset, options.preprocessing().geometry());
    }

    private PadDataset faces(PadDataset dataset, FaceGeometry geometry) {
        return FaceCroppedSource.facesOf(dataset, geometry, detector, options.threads());
    }

    /** Returns a trainer whose options name the detector by which these faces were cut out. */
    private Trainer cutBy(PadDataset faces) {
        DetectorId used = faces.framing().detector().orElseThrow();
        return new Trainer(this, options.toBuilder().detector(used).build());
    }

    /**
     * Continues training from the weights of another model, e.g. when new attacks have become
     * known. The updater and the schedule start again; an encoder warm start is left out. The
     * encoder may be frozen now where it was not before, and the reverse.
     *
     * @throws LgscException as {@link #train(PadDataset)}, or when the model's network has other
     *     options than this training
     */
    public TrainingResult continueFrom(LgscModel start, PadDataset dataset) {
        NetworkOptions before =
                LgscNetwork.builder(start.metadata().network())
                        .encoderWeights(options.network().encoderWeights())
                        .build()
                        .options();
        if (!before.equals(options.network())) {
            throw LgscException.of(
                    "The model to continue from has another network (%s) than this training (%s).",
                    start.metadata().network(), options.network());
        }
        PadDataset faces = faces(dataset);
        return cutBy(faces).start(faces, Optional.of(start));
    }

    /** Returns whether there is a run to {@link #resume}; a damaged checkpoint counts. */
    public boolean hasCheckpoint() {
        return checkpoints.isPresent()
                && !new CheckpointFolder(checkpoints.get().folder()).isEmpty();
    }

    /**
     * Resumes the run whose checkpoints are in the folder, from the newest intact one, with the
     * same result as if it had never stopped. A run that had already ended returns its result
     * again.
     *
     * @throws LgscException as {@link #train(PadDataset)}; when there is no intact checkpoint; when
     *     options or data are not those of the run, naming the differences
     */
    public TrainingResult resume(PadDataset dataset) {
        CheckpointOptions where =
                checkpoints.orElseThrow(
                        () -> new IllegalStateException("this trainer has no checkpoints"));
        Backend.require();
        try (FolderLock lock = lock(where)) {
            return resume(where, dataset);
        }
    }

    private static FolderLock lock(CheckpointOptions where) {
        return FolderLock.of(where.folder(), ".lock", "saves its checkpoints in");
    }

    private TrainingResult resume(CheckpointOptions where, PadDataset dataset) {
        List<String> problems = new ArrayList<>();
        CheckpointFile file =
                new CheckpointFolder(where.folder())
                        .newest(problems)
                        .orElseThrow(
                                () ->
                                        LgscException.of(
                                                "There is no checkpoint in %s to resume from.",
                                                where.folder()));
        RunState state = file.state(RunState.class);
        Map<String, String> identity = EarlierGeometry.asToday(state.identity());
        Trainer begun = new Trainer(this, begun(state, dataset, problems));
        boolean earlier = EarlierGeometry.of(state.identity()).isPresent();
        // the run's crop; a run from before geometries does not record the detector
        PadDataset faces =
                faces(
                        dataset,
                        begun.options
                                .preprocessing()
                                .geometry()
                                .withDetector(options.preprocessing().geometry().detector()));
        requireData(faces);
        Trainer trainer = earlier ? begun : begun.cutBy(faces);
        return trainer.resume(file, state, identity, faces, problems);
    }

    /**
     * Returns the options with the geometry, the initial encoder and the losses of a saved run. Its
     * first steps are made, so a recipe of today cannot change what it began with.
     *
     * @param dataset data of the run
     * @param remarks receives a sentence when the encoder or the losses differ from the options
     */
    private TrainingOptions begun(RunState state, PadDataset dataset, List<String> remarks) {
        TrainingOptionsBuilder begun = options.toBuilder();
        EarlierGeometry.of(state.identity()).ifPresent(begun::geometry);
        String smallest = state.identity().get(RunIdentity.SMALLEST_FACE);
        if (smallest != null && !dataset.framing().isPhotographs()) {
            // decides only which faces are cut out; commands reset it with another enlargement
            double enlargement = options.preprocessing().geometry().crop().enlargement();
            begun.crop(new FaceCrop(enlargement, Integer.parseInt(smallest)));
        }
        if (!state.identity().containsKey(RunIdentity.CUE_ORDER)) {
            begun.cueOrderMargin(0);
            if (options.network().cueOrderMargin() > 0) {
                remarks.add(
                        "The run began without the loss L_o of the cue order, and continues"
                                + " without it.");
            }
        }
        if (!state.identity().containsKey(TrainingOptions.INITIAL_ENCODER)) {
            begun.initialEncoder(InitialEncoder.RANDOM);
            if (RunPlan.startsFromBuiltIn(options)) {
                remarks.add(
                        "The run began from random weights, not from the library's encoder, and"
                                + " continues from its checkpoint.");
            }
        }
        return begun.build();
    }

    private TrainingResult resume(
            CheckpointFile file,
            RunState state,
            Map<String, String> identity,
            PadDataset dataset,
            List<String> problems) {
        RunIdentity.requireSame(
                file.file().toString(), identity, RunIdentity.of(options, dataset), dataset);
        try (BalancedBatchIterator batches = batches(dataset)) {
            TrainingRun run = run(dataset, batches, state.encoderSlowed(), state.initialWeights());
            return run.resume(file, state, problems, listeners);
        } finally {
            progress.onEnd();
        }
    }

    private TrainingResult start(PadDataset dataset, Optional<LgscModel> start) {
        Backend.require();
        requireData(dataset);
        if (checkpoints.isEmpty()) {
            return begin(dataset, start);
        }
        try (FolderLock lock = lock(checkpoints.get())) {
            return begin(dataset, start);
        }
    }

    private TrainingResult begin(PadDataset dataset, Optional<LgscModel> start) {
        if (hasCheckpoint()) {
            throw LgscException.of(
                    "The folder %s holds checkpoints of a run already: resume it, or "
                            + "give another folder.",
                    checkpoints.orElseThrow().folder());
        }
        boolean warm = options.warmStart().steps() > 0 && start.isEmpty();
        try (BalancedBatchIterator batches = batches(dataset)) {
            TrainingRun run =
                    run(
                            dataset,
                            batches,
                            warm || start.isPresent() || RunPlan.startsFromBuiltIn(options),
                            initialWeights(start));
            start.ifPresent(run::startFrom);
            return run.start(warm, warmStarts, listeners);
        } finally {
            progress.onEnd();
        }
    }

    private TrainingRun run(
            PadDataset dataset,
            BalancedBatchIterator batches,
            boolean encoderSlowed,
            String initialWeights) {
        CheckpointWriter writer =
                checkpoints.map(c -> new CheckpointWriter(c, progress::onNotice)).orElse(null);
        return new TrainingRun(
                options,
                progress,
                evaluator == null ? DevEvaluator.equalErrorRate(options) : evaluator,
                steppers,
                dataset,
                batches,
                new RunSaver(writer),
                encoderSlowed,
                initialWeights);
    }

    private String initialWeights(Optional<LgscModel> start) {
        if (start.isPresent()) {
            Provenance before = start.get().metadata().provenance();
            return RootFormat.of(
                    "%s: %s (%s)",
                    before.training().getOrDefault("weights", "of a model trained"),
                    before.dataset(),
                    before.dataHash());
        }
        String from =
                RunPlan.startsFromBuiltIn(options)
                        ? "random, the encoder that of the library"
                        : "random";
        return options.warmStart().steps() == 0
                ? from
                : from + ", the encoder trained alone on the training split first";
    }

    private BalancedBatchIterator batches(PadDataset dataset) {
        return batches(options, dataset)
                .labelHeads(LgscNetwork.heads(options.network()).size())
                .build();
    }

    /** Returns the batches of a network with one head. */
    static BalancedBatchIterator.Builder batches(TrainingOptions options, PadDataset dataset) {
        return BalancedBatchIterator.builder(dataset.samples(Split.TRAIN))
                .balancedOver(dataset::setOf)
                .batchSize(options.batchSize())
                .geometry(options.preprocessing().geometry())
                .sampler(options.sampling().sampler(options.network().width()))
                .augmentation(options.augmentation())
                .scaling(options.preprocessing().scaling())
                .seed(options.seed())
                .threads(options.threads())
                .kept(options.localSteps());
    }

    static void requireTraining(PadDataset dataset) {
        if (dataset.samples(Split.TRAIN).isEmpty()) {
            throw new LgscException(
                    "Data set " + dataset.name() + " has no samples in its train split.");
        }
    }

    private static void requireData(PadDataset dataset) {
        requireTraining(dataset);
        List<Sample> dev = dataset.samples(Split.DEV);
        long live = dev.stream().filter(s -> s.label().isLive()).count();
        if (!dev.isEmpty() && (live == 0 || live == dev.size())) {
            throw LgscException.of(
                    "The dev split of data set %s holds %s live and %s spoof samples; a threshold"
                            + " needs both classes. Add the missing one, or leave the split out.",
                    dataset.name(), live, dev.size() - live);
        }
    }
}
