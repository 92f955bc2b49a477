package org.lgsc.cli.train;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lgsc.cli.command.Choices;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.command.Room;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.cli.option.CacheChoice;
import org.lgsc.cli.option.EncoderOptions;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.cli.option.RecipeOptions;
import org.lgsc.cli.reproduce.FrameOptions;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.internal.file.FallbackLocation;
import org.lgsc.core.model.DataKind;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.InitialEncoder;
import org.lgsc.train.PlainCnnTrainer;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingOptionsBuilder;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.baseline.BaselineComparison;
import org.lgsc.train.baseline.BaselineModel;
import org.lgsc.train.baseline.TextureFeatures;
import org.lgsc.train.baseline.TextureTrainer;
import org.lgsc.train.internal.pretext.BuiltInEncoder;
import org.lgsc.train.progress.ConsoleProgress;
import org.lgsc.train.watch.TrainingFolder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains a model on a folder of pictures or on a prepared data set. */
@Command(
        name = "train",
        description = {
            "Train a model on the train split of a data folder or of a prepared data set, and keep"
                    + " the weights with the best results on its dev split.",
            "Options that are not given have the recipe's values."
        })
public final class Train extends LgscCommand {
    enum Method {
        LGSC,
        LBP,
        COLOR_TEXTURE,
        CNN;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--method",
            defaultValue = "lgsc",
            description =
                    "lgsc, or a baseline to compare with: lbp, color-texture or cnn"
                            + " (default: ${DEFAULT-VALUE}).")
    Method method;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "{train,dev}/{live,<PAI species>}/ (docs/datasets.md).")
    Path data;

    @Mixin CacheChoice prepared;

    @Mixin FrameOptions frames;

    @Option(names = "--out", paramLabel = "FILE", description = "Model file to write.")
    Path out;

    @Mixin RecipeOptions recipe;

    @Mixin EncoderOptions encoder;

    @Option(
            names = "--baseline",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Print at the end the error of color-texture on the same data, if that takes"
                            + " less than two minutes (default); --no-baseline skips this.")
    boolean baseline;

    @Option(
            names = "--simulated",
            description =
                    "Declare that the pictures are computer-generated: the model's card states"
                            + " this.")
    boolean simulated;

    @Mixin FaceOptions faces;

    @Mixin WorkerOptions workers;

    @Mixin RunChoice choice;

    /** Whether the options are those of a resumed run. */
    private boolean resumed;

    @Override
    protected int run() throws Exception {
        choice.check();
        if (choice.resume != null) {
            return restored().train();
        }
        return train();
    }

    /** This command with the options of the run to resume, overridden by those given now. */
    private Train restored() {
        Path folder = choice.resume;
        Map<String, String> options = SavedArguments.read(folder);
        options.putAll(SavedArguments.of(spec.commandLine().getParseResult()));
        options.remove("--resume");
        options.put("--checkpoints", folder.toAbsolutePath().normalize().toString());
        Train train = new Train();
        train.resumed = true;
        CommandLine line = new CommandLine(train).setOut(out()).setErr(err());
        Choices.register(line);
        line.parseArgs(SavedArguments.words(options).toArray(String[]::new));
        train.choice.check();
        return train;
    }

    private int train() throws Exception {
        require(out != null, "Missing required option: '--out=FILE'");
        prepared.requireOneSource(data);
        workers.requireSpark();
        TrainingOptions options = fromArguments(this::options);
        requireEncoderToFreeze(options);
        require(
                method == Method.LGSC || choice.checkpoints == null,
                "Option '--checkpoints' is only for '--method lgsc'.");
        Outputs.file(out);
        Outputs.file(SetAsideList.place(out));
        if (method == Method.LGSC) {
            Outputs.folder(choice.logFolder(out));
            Outputs.folder(choice.checkpoints);
            room(options);
        }
        EncoderStart start = start(options);
        requireBackend();
        PadDataset dataset = dataset(options);
        SetAsideList setAside = new SetAsideList(out, err()::println);
        setAside.add(dataset.setAside());
        CropsHint.of(dataset).ifPresent(err()::println);
        err().println(dataset.summary().asText());
        CoverageNote.of(options.preprocessing().geometry()).ifPresent(err()::println);
        if (method == Method.LBP || method == Method.COLOR_TEXTURE) {
            TextureFeatures features = TextureFeatures.valueOf(method.name());
            return saved(
                    new TextureTrainer(features, geometry(options, dataset))
                            .train(dataset, err()::println));
        }
        if (method == Method.CNN) {
            return saved(cnnTrainer(options).train(dataset));
        }
        TrainingFolder folder = choice.folder(out, options, dataset, err()::println);
        err().println("Page to watch: " + folder.path().resolve(TrainingFolder.PAGE));
        TrainingResult result =
                workers.train(
                        choice.trainer(options, folder),
                        options.workers(),
                        trainer -> result(trainer.build(), start, options, dataset));
        Path saved = save(result.model(), out);
        setAside.add(result.setAside());
        report(result, folder, saved);
        compare(result, dataset, folder, saved);
        return exitCode(saved);
    }

    /** Only a remark: space can be freed, and results without space are saved elsewhere. */
    private void room(TrainingOptions options) {
        long model = Room.ofModel(options.network());
        Room.lack(out.toAbsolutePath().getParent(), "the model", model).ifPresent(err()::println);
        if (choice.checkpoints != null) {
            // while one is written, there is one more than are kept
            long checkpoints = choice.keep + 1L;
            Room.lack(choice.checkpoints, checkpoints + " checkpoints", checkpoints * model)
                    .ifPresent(err()::println);
        }
    }

    /** Compares with a histogram: users must know if the network is not better than that. */
    private void compare(
            TrainingResult result, PadDataset dataset, TrainingFolder folder, Path saved) {
        if (!baseline || result.devReport().isEmpty()) {
            return;
        }
        FaceGeometry used = result.model().metadata().preprocessing().geometry();
        Optional<BaselineComparison> compared =
                BaselineComparison.on(dataset, used, BaselineComparison.PATIENCE);
        compared.ifPresent(found -> save(withBaseline(result.model(), found), saved));
        String text =
                compared.map(found -> found.text(result.devReport().get()))
                        .orElse(
                                "Not compared with color-texture, which would take minutes here;"
                                        + " use train --method color-texture for a comparison.");
        folder.onNotice(text);
        out().println(text);
    }

    /** Opens the encoder's weights before the data are read, because they can be missing. */
    private EncoderStart start(TrainingOptions options) {
        if (method != Method.LGSC || resumed && choice.hasCheckpoint()) {
            return EncoderStart.RANDOM; // the run is resumed
        }
        return encoder.start(recipe, options);
    }

    private TrainingResult result(
            Trainer trainer, EncoderStart start, TrainingOptions options, PadDataset dataset) {
        if (resumed && trainer.hasCheckpoint()) {
            return trainer.resume(dataset);
        }
        if (resumed) {
            err().println("The run has no checkpoint yet: it starts again.");
        } else if (choice.checkpoints != null && !trainer.hasCheckpoint()) {
            choice.keepArguments(err()::println);
        }
        err().println("Encoder: " + start.words(options) + ".");
        return start.train(trainer, options, dataset);
    }

    private void report(TrainingResult result, TrainingFolder folder, Path saved) {
        result.rolledBack().forEach(step -> err().println(step.text()));
        result.remarks().forEach(err()::println);
        folder.summary().ifPresent(err()::println);
        result.devReport().ifPresent(r -> out().print(r.toText()));
        out().printf(
                        Locale.ROOT,
                        "Model: %s (best of %d epochs: %d%s)%n",
                        saved,
                        result.history().size(),
                        result.bestEpoch(),
                        result.stoppedEarly() ? "; stopped early" : "");
    }

    private static LgscModel withBaseline(LgscModel model, BaselineComparison found) {
        ModelCard card = model.metadata().card();
        return model.withCard(card.toBuilder().baseline(found.card()).build());
    }

    /** Saves the model; if the disk has filled up in the meantime, the training is not lost. */
    private Path save(LgscModel model, Path place) {
        try {
            return FallbackLocation.write(place, model::save, err()::println);
        } catch (LgscException e) {
            if (choice.checkpoints == null) {
                throw e;
            }
            throw LgscException.of(
                    e,
                    "%s The training is saved: train --resume %s writes its model.",
                    e.getMessage(),
                    choice.checkpoints);
        }
    }

    /** Exit code; scripts that continue with the requested file must notice if it is missing. */
    private int exitCode(Path saved) {
        return saved.equals(out) ? 0 : 1;
    }

    private void requireEncoderToFreeze(TrainingOptions options) {
        if (!recipe.freezeEncoder) {
            return;
        }
        require(method == Method.LGSC, "Option '--freeze-encoder' is for --method lgsc.");
        boolean known =
                encoder.fromFile(recipe)
                        || options.initialEncoder() == InitialEncoder.BUILTIN
                                && BuiltInEncoder.fits(options.network());
        require(
                known || options.warmStart().steps() > 0,
                "Option '--freeze-encoder' would keep the encoder random; give its weights"
                        + " with '--encoder FILE', or train it first with '--encoder-steps N'.");
    }

    private int saved(BaselineModel model) {
        Path saved = FallbackLocation.write(out, model::save, err()::println);
        out().printf(
                        Locale.ROOT,
                        "Baseline: %s, threshold %s (%s)%n",
                        saved,
                        model.threshold().spoofScore(),
                        model.threshold().origin());
        return exitCode(saved);
    }

    private PadDataset dataset(TrainingOptions options) throws Exception {
        if (prepared.given()) {
            prepared.requireCrop(options.preprocessing().geometry().crop());
            return fromArguments(() -> frames.training(prepared.samples()));
        }
        PadDataset pictures =
                FolderDataset.load(
                        data, FolderDataset.Options.defaults().withSplits(Split.TRAIN, Split.DEV));
        PadDataset known = simulated ? pictures.withKind(DataKind.SIMULATED) : pictures;
        return faces.faces(known, options.preprocessing().geometry().crop());
    }

    private TrainingOptions options() {
        TrainingOptionsBuilder builder =
                recipe.apply(prepared.given() ? prepared.crop() : FaceCrop.DEFAULT);
        encoder.apply(builder);
        choice.apply(builder);
        workers.apply(builder);
        return builder.build();
    }

    /** Trainer of the CNN; given steps and learning rate are those of the CNN. */
    private PlainCnnTrainer cnnTrainer(TrainingOptions options) {
        PlainCnnTrainer trainer = new PlainCnnTrainer(options, new ConsoleProgress());
        boolean given = false;
        for (String name : new String[] {"--steps", "--epochs", "--learning-rate"}) {
            given |= spec.commandLine().getParseResult().hasMatchedOption(name);
        }
        return given ? trainer.withoutWarmStart() : trainer;
    }

    private static FaceGeometry geometry(TrainingOptions options, PadDataset dataset) {
        return options.preprocessing()
                .geometry()
                .withDetector(dataset.framing().detector().orElseThrow());
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Train(), args));
    }
}
