package org.lgsc.cli.train;

import java.nio.file.Path;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.model.DataKind;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.TrainingPrecision;
import org.lgsc.train.baseline.BaselineModel;
import org.lgsc.train.finetune.FineTuned;
import org.lgsc.train.finetune.FineTuning;
import org.lgsc.train.progress.ConsoleProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fine-tunes an existing model on the user's own pictures. */
@Command(
        name = "finetune",
        description = {
            "Continue the training of a model on your own live and attack pictures (at least 20 of"
                    + " each), and fit a new threshold.",
            "Prints the development error before and after. The model's geometry, face detector"
                    + " and network stay unchanged; the test split is not used."
        })
public final class Finetune extends LgscCommand {
    /** Share of the subjects for development, if no development split is given. */
    private static final double DEV_SHARE = 0.4;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description =
                    "Model to start from: any model file, such as the quickstart's or an imported"
                            + " one.")
    Path model;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description =
                    "{train,dev}/{live,<PAI species>}/, or only {live,<PAI species>}/: two fifths"
                            + " of the subjects are then held out to fit the threshold"
                            + " (docs/training.md).")
    Path data;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Model file to write.")
    Path out;

    @Option(
            names = "--steps",
            defaultValue = "200",
            description = "Steps of training (default: ${DEFAULT-VALUE}).")
    int steps;

    @Option(
            names = "--learning-rate",
            defaultValue = "5e-4",
            description = "Learning rate of Adam (default: ${DEFAULT-VALUE}).")
    double learningRate;

    @Option(
            names = "--freeze-encoder",
            description = "Keep the encoder unchanged; only the decoder is trained.")
    boolean freezeEncoder;

    @Option(
            names = "--seed",
            defaultValue = "42",
            description =
                    "Random seed of the split by subject, batches and dropout (default:"
                            + " ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--precision",
            defaultValue = "float32",
            description =
                    "Precision of the convolutions in training: float32, or bf16, which is faster"
                            + " on processors with AVX512-BF16 (default: ${DEFAULT-VALUE}).")
    TrainingPrecision precision;

    @Option(
            names = "--simulated",
            description =
                    "Declare that the pictures are computer-generated: the new model's card states"
                            + " this.")
    boolean simulated;

    @Option(
            names = "--baseline",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Print the error of color-texture on the same data (default); --no-baseline"
                            + " skips this.")
    boolean baseline;

    @Mixin FaceOptions faces;

    @Override
    protected int run() {
        FineTuning.Builder builder =
                FineTuning.builder()
                        .steps(steps)
                        .learningRate(learningRate)
                        .frozenEncoder(freezeEncoder)
                        .seed(seed)
                        .precision(precision)
                        .baseline(baseline)
                        .progress(new ConsoleProgress());
        fromArguments(builder::build);
        Outputs.file(out);
        Outputs.file(SetAsideList.place(out));
        requireBackend();
        if (BaselineModel.isBaseline(model)) {
            throw LgscException.of(
                    "%s is a baseline; 'train --method' trains a new one, 'finetune' is for LGSC"
                            + " models.",
                    model);
        }
        LgscModel start = LgscModel.load(model);
        PadDataset pictures = pictures();
        SetAsideList setAside = new SetAsideList(out, err()::println);
        setAside.add(pictures.setAside());
        CropsHint.of(pictures).ifPresent(err()::println);
        err().println(pictures.summary().asText());
        FineTuned tuned = run(builder, start, pictures);
        setAside.add(tuned.setAside());
        tuned.model().save(out);
        tuned.remarks().forEach(err()::println);
        out().print(tuned.toText());
        printf(
                "Model: %s, threshold %s (%s)%n",
                out,
                tuned.model().metadata().threshold().spoofScore(),
                tuned.model().metadata().threshold().origin());
        return 0;
    }

    /** Pictures with a development split of other subjects. */
    private PadDataset pictures() {
        FolderDataset.Options options = FolderDataset.Options.defaults();
        boolean dev = FolderDataset.hasSplit(data, Split.DEV);
        boolean unsplit =
                !dev
                        && !FolderDataset.hasSplit(data, Split.TRAIN)
                        && !FolderDataset.hasSplit(data, Split.TEST);
        PadDataset read =
                unsplit
                        ? FolderDataset.loadUnsplit(data, options)
                        : FolderDataset.load(data, options.withSplits(Split.TRAIN));
        PadDataset known = simulated ? read.withKind(DataKind.SIMULATED) : read;
        return dev ? known : known.holdOutDevelopment(DEV_SHARE, seed);
    }

    /** Runs the fine-tuning; face crops are assumed to be framed as by the model's own detector. */
    private FineTuned run(FineTuning.Builder builder, LgscModel start, PadDataset pictures) {
        FaceGeometry geometry = start.metadata().preprocessing().geometry();
        if (faces.areCrops()) {
            return builder.build()
                    .run(start, pictures.withFraming(Framing.crops(geometry.detector())));
        }
        try (FaceDetector detector = faces.open(geometry.detector())) {
            return builder.faceDetector(detector).build().run(start, pictures);
        }
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Finetune(), args));
    }
}
