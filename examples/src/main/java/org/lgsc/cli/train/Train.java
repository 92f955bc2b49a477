package org.lgsc.cli.train;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.lgsc.core.internal.file.SecondPlace;
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
import picocli.CommandLine.ParameterException;

/** Trains a model on a folder of pictures or on a prepared data set. */
@Command(
        name = "train",
        description = {
            "Train a model on the train split of a data folder or of a prepared data set, and keep"
                    + " the weights that do best on its dev split.",
            "Options that are not given have the recipe's values."
        })
public final class Train extends LgscCommand {
    /** What is trained. */
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

    @Option(names = "--out", paramLabel = "FILE", description = "The model file.")
    Path out;

    @Mixin RecipeOptions recipe;

    @Mixin EncoderOptions encoder;

    @Option(
            names = "--baseline",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Say at the end what color-texture comes to on the same data, where that takes"
                            + " less than two minutes (default), or do not.")
    boolean baseline;

    @Option(
            names = "--simulated",
            description = "The pictures were made by code: the model's card says so.")
    boolean simulated;

    @Mixin FaceOptions faces;

    @Mixin WorkerOptions workers;

    @Mixin RunChoice choice;

    /** Whether the options are those of a run that is gone on with. */
    private boolean resumed;

    @Override
    protected int run() throws Exception {
        choice.check();
        if (choice.resume != null) {
            return restored().train();
        }
        return train();
    }

    /** This command with the options of the run that is to go on, and those given now instead. */
    private Train restored() {
        Path folder = choice.resume;
        Map<String, String> options = SavedArguments.read(folder);
        options.putAll(SavedArguments.of(spec.commandLine().getParseResult()));
        options.remove("--resume");
        options.put("--checkpoints", folder.toAbsolutePath().normalize().toString());
        Train train = new Train();
        train.resumed = true;
        CommandLine line =
                new CommandLine(train)
                        .setOut(out())
                        .setErr(err())
                        .setCaseInsensitiveEnumValuesAllowed(true);
        line.parseArgs(SavedArguments.words(options).toArray(String[]::new));
        train.choice.check();
        return train;
    }

    private int train() throws Exception {
        if (out == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--out=FILE'");
        }
        prepared.requireOneSource(data);
        workers.requireSpark();
        TrainingOptions options = fromArguments(this::options);
        requireEncoderToFreeze(options);
        if (method != Method.LGSC && choice.checkpoints != null) {
            throw new ParameterException(
                    spec.commandLine(), "Option '--checkpoints' is for '--method lgsc' alone.");
        }
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
        err().println(dataset.summary().asText());
        if (method == Method.LBP || method == Method.COLOR_TEXTURE) {
            TextureFeatures features = TextureFeatures.valueOf(method.name());
            return saved(new TextureTrainer(features, geometry(options, dataset)).train(dataset));
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

    /** A remark and no more: room may be made, and a result that has none is kept elsewhere. */
    private void room(TrainingOptions options) {
        long model = Room.ofModel(options.network());
        Room.lack(out.toAbsolutePath().getParent(), "the model", model).ifPresent(err()::println);
        if (choice.checkpoints != null) {
            // one more than are kept is there while it is written
            long checkpoints = choice.keep + 1L;
            Room.lack(choice.checkpoints, checkpoints + " checkpoints", checkpoints * model)
                    .ifPresent(err()::println);
        }
    }

    /** Nobody should use a network that loses to a histogram without knowing. */
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
                                        + " train --method color-texture does it.");
        folder.onNotice(text);
        out().println(text);
    }

    /** Before the data are read: the weights may not be there. */
    private EncoderStart start(TrainingOptions options) {
        if (method != Method.LGSC || resumed && choice.hasCheckpoint()) {
            return EncoderStart.RANDOM; // nothing begins here
        }
        return encoder.start(recipe, options);
    }

    private TrainingResult result(
            Trainer trainer, EncoderStart start, TrainingOptions options, PadDataset dataset) {
        if (resumed && trainer.hasCheckpoint()) {
            return trainer.resume(dataset);
        }
        if (resumed) {
            err().println("The run had not come to its first checkpoint: it begins anew.");
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

    /** The disk may have filled up since the training began, which has not been in vain then. */
    private Path save(LgscModel model, Path place) {
        try {
            return SecondPlace.write(place, model::save, err()::println);
        } catch (LgscException e) {
            if (choice.checkpoints == null) {
                throw e;
            }
            throw new LgscException(
                    e.getMessage()
                            + " The training is kept: train --resume "
                            + choice.checkpoints
                            + " writes its model.",
                    e);
        }
    }

    /** Whoever goes on with the file that was asked for must see that it is not there. */
    private int exitCode(Path saved) {
        return saved.equals(out) ? 0 : 1;
    }

    private void requireEncoderToFreeze(TrainingOptions options) {
        if (!recipe.freezeEncoder) {
            return;
        }
        if (method != Method.LGSC) {
            throw new ParameterException(
                    spec.commandLine(), "Option '--freeze-encoder' is for --method lgsc.");
        }
        boolean known =
                encoder.fromFile(recipe)
                        || options.initialEncoder() == InitialEncoder.BUILTIN
                                && BuiltInEncoder.fits(options.network());
        if (!known && options.warmStart().steps() == 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Option '--freeze-encoder' would leave the encoder random; give its weights"
                            + " with '--encoder FILE', or train it first with '--encoder-steps N'.");
        }
    }

    private int saved(BaselineModel model) {
        Path saved = SecondPlace.write(out, model::save, err()::println);
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

    /** Steps and rate that were given are the CNN's, whatever a recipe has for its encoder. */
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

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Train(), args));
    }
}
