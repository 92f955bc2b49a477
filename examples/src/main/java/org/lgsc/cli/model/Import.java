package org.lgsc.cli.model;

import java.nio.file.Path;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.option.GeometryOptions;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.weights.PretrainedEncoder;
import org.lgsc.core.weights.WeightImport;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a model from the weights of another framework. */
@Command(
        name = "import",
        description = {
            "Make a model file from weights: .pth (a state_dict), .safetensors, .npz or .onnx.",
            "With only an encoder, the other weights are random: train the model before use.",
            "Weight files do not state how faces were cut out: state it with --detector,"
                    + " --working-size and --test-policy."
        })
public final class Import extends LgscCommand {
    static final class Source {
        @Option(
                names = "--encoder",
                paramLabel = "FILE",
                description = "Weights of a ResNet18 under torchvision's names.")
        Path encoder;

        @Option(
                names = "--weights",
                paramLabel = "FILE",
                description = "A complete LGSC state_dict, as written by 'export --torch'.")
        Path weights;

        @Option(
                names = "--imagenet",
                description =
                        "torchvision's ImageNet ResNet18, fetched once and kept in"
                                + " ~/.lgsc/weights.")
        boolean imagenet;
    }

    @ArgGroup(multiplicity = "1")
    Source source;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "MODEL",
            description = "Model file to write.")
    Path out;

    @Option(
            names = "--size",
            defaultValue = "224",
            description =
                    "Side of the network's input in pixels, a multiple of 32"
                            + " (default: ${DEFAULT-VALUE}).")
    int size;

    @Option(
            names = "--scaling",
            defaultValue = "symmetric",
            description =
                    "Scaling of pixels: symmetric ([-1, 1], as in the paper) or imagenet (its mean"
                            + " and deviation; default: ${DEFAULT-VALUE}).")
    InputScaling scaling;

    @Option(
            names = "--seed",
            defaultValue = "" + LgscNetwork.DEFAULT_SEED,
            description = "Seed of the weights that stay random (default: ${DEFAULT-VALUE}).")
    long seed;

    @Mixin GeometryOptions geometry;

    @Override
    protected int run() {
        Outputs.file(out);
        requireBackend();
        boolean whole = source.weights != null;
        Path file = whole ? source.weights : source.encoder;
        if (source.imagenet) {
            file = PretrainedEncoder.IMAGENET.file(PretrainedEncoder.defaultFolder());
        }
        WeightImport weights = WeightImport.open(file);
        int width = weights.baseWidth();
        LgscNetwork network =
                fromArguments(
                        () ->
                                (whole ? weights.network() : LgscNetwork.builder())
                                        .baseWidth(width)
                                        .inputSize(size)
                                        .seed(seed)
                                        .build());
        FaceGeometry cut =
                fromArguments(() -> geometry.of(FaceGeometry.standard(network.options().width())));
        LgscModel model =
                whole
                        ? weights.networkModel(network, scaling)
                        : weights.encoderModel(network, scaling);
        withGeometry(model, cut).save(out);
        printf(
                "Model: %s (base width %d, %s; %s)%n",
                out,
                width,
                whole ? "all weights imported" : "encoder imported, the rest random",
                cut);
        return 0;
    }

    private static LgscModel withGeometry(LgscModel model, FaceGeometry geometry) {
        ModelMetadata m = model.metadata();
        return new LgscModel(
                model.graph(),
                new ModelMetadata(
                        m.network(),
                        m.preprocessing().withGeometry(geometry),
                        m.threshold(),
                        m.provenance()));
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Import(), args));
    }
}
