package org.lgsc.cli.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.option.GeometryOptions;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.Preprocessing;
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
            "Files that 'export --torch' wrote state their input and how faces were cut out;"
                    + " options override this. For other files state it with --size, --scaling,"
                    + " --detector, --working-size and --test-policy."
        })
public final class Import extends LgscCommand {
    private static final int SIZE = 224;

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
                        "torchvision's ImageNet ResNet18, fetched once and kept in weights in the"
                                + " folder of the environment variable LGSC_HOME, else in ~/.lgsc.")
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
            description =
                    "Side of the network's input in pixels, a multiple of 32"
                            + " (default: that of such a file, else "
                            + SIZE
                            + ").")
    Integer size;

    @Option(
            names = "--scaling",
            description =
                    "Scaling of pixels: symmetric ([-1, 1], as in the paper) or imagenet (its mean"
                            + " and deviation; default: that of such a file, else"
                            + " symmetric).")
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
        // an encoder is the start of another network
        Preprocessing stated = whole ? weights.preprocessing().orElse(null) : null;
        int side = side(stated);
        LgscNetwork network =
                fromArguments(
                        () ->
                                (whole ? weights.network() : LgscNetwork.builder())
                                        .baseWidth(width)
                                        .inputSize(side)
                                        .seed(seed)
                                        .build());
        FaceGeometry cut = fromArguments(() -> geometry.of(known(stated, side)));
        InputScaling scaled = scaling(stated);
        LgscModel model =
                whole
                        ? weights.networkModel(network, scaled)
                        : weights.encoderModel(network, scaled);
        withGeometry(model, cut).save(out);
        printf(
                "Model: %s (base width %d, %s; %s)%n",
                out,
                width,
                whole ? "all weights imported" : "encoder imported, the rest random",
                cut);
        return 0;
    }

    private int side(@Nullable Preprocessing stated) {
        if (size != null) {
            return size;
        }
        return stated == null ? SIZE : stated.geometry().patchSize();
    }

    private InputScaling scaling(@Nullable Preprocessing stated) {
        if (scaling != null) {
            return scaling;
        }
        return stated == null ? InputScaling.SYMMETRIC : stated.scaling();
    }

    /** Geometry that options can override; the working size of another patch size is another. */
    private static FaceGeometry known(@Nullable Preprocessing stated, int side) {
        FaceGeometry standard = FaceGeometry.standard(side);
        if (stated == null) {
            return standard;
        }
        FaceGeometry exported = stated.geometry();
        return exported.patchSize() == side
                ? exported
                : new FaceGeometry(
                        exported.detector(),
                        exported.crop(),
                        standard.working(),
                        side,
                        exported.test());
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
