package org.lgsc.cli.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.export.ExportedCard;
import org.lgsc.core.internal.model.ExportCard;
import org.lgsc.core.internal.weights.StateDict;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.weights.OnnxExport;
import org.lgsc.data.synthetic.SyntheticFaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Exports a model for other runtimes. */
@Command(
        name = "export",
        description = {
            "Write a model's inference network as ONNX and compare its results in ONNX Runtime with"
                    + " the model's; write its weights as safetensors; or write the model without"
                    + " the state that only training needs.",
            "The exit code is 1 when a score differs by more than 1e-5, a pixel of a cue map by"
                    + " more than 2e-3, or the pixels by more than 1e-4 on average."
        })
public final class Export extends LgscCommand {
    private static final long SEED = 20;
    private static final int PICTURES = 4;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    Path model;

    @Option(names = "--onnx", paramLabel = "FILE", description = "ONNX file to write.")
    Path onnx;

    @Option(
            names = "--card",
            paramLabel = "FILE",
            description =
                    "With --onnx: the card to write, which lets check, score and demo use the ONNX"
                            + " file (docs/other-networks.md).")
    Path card;

    @Option(
            names = "--int8",
            description =
                    "Write --onnx with 8-bit integer convolutions (static QDQ); the model must be"
                            + " quantised. The file is compared with precision int8, and scores may"
                            + " differ by 0.01.")
    boolean whole;

    @Option(
            names = "--torch",
            paramLabel = "FILE",
            description =
                    "The .safetensors file to write: all weights, under torchvision's names where"
                            + " they exist.")
    Path torch;

    @Option(
            names = "--slim",
            paramLabel = "FILE",
            description =
                    "Model file to write without the optimiser's state, which only training"
                            + " needs: a third of the size.")
    Path slim;

    @Option(
            names = "--check",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Run the ONNX file and compare (default); --no-check skips this.")
    boolean check;

    @Option(
            names = "--picture",
            paramLabel = "IMAGE",
            description =
                    "Photograph to compare on, in addition to random and drawn pictures;"
                            + " repeatable.")
    List<Path> pictures = List.of();

    @Mixin NewThreshold threshold;

    @Override
    protected int run() {
        require(
                onnx != null || torch != null || slim != null,
                "Nothing to write: give --onnx FILE, --torch FILE or --slim FILE.");
        String fault = threshold.fault();
        require(fault == null, fault);
        require(card == null || onnx != null, "Option '--card' goes with --onnx.");
        require(!whole || onnx != null, "Option '--int8' goes with --onnx.");
        List<Path> outputs =
                Stream.of(slim, card, torch, onnx)
                        .filter(Objects::nonNull)
                        .map(file -> file.toAbsolutePath().normalize())
                        .toList();
        require(
                Set.copyOf(outputs).size() == outputs.size(),
                "Options '--onnx', '--card', '--torch' and '--slim' must name different files.");
        Outputs.file(slim);
        Outputs.file(card);
        Outputs.file(torch);
        Outputs.file(onnx);
        requireBackend();
        LgscModel loaded = LgscModel.load(model);
        if (card != null) {
            ExportedCard.require(loaded.metadata(), onnx, card);
        }
        if (!threshold.isNone()) {
            loaded = threshold.of(loaded, model);
            ModelThreshold fitted = loaded.metadata().threshold();
            printf("Threshold: %.6f (%s)%n", fitted.spoofScore(), fitted.origin());
        }
        if (slim != null) {
            loaded.saveForInference(slim);
            printf("Without optimiser: %s%n", slim);
        }
        if (torch != null) {
            StateDict weights = StateDict.of(loaded.graph());
            String input =
                    "RGB, scaled from 0 to 255 by preprocessing.scaling ("
                            + loaded.metadata().preprocessing().scaling()
                            + ")";
            weights.writeSafetensors(
                    torch, Map.of("format", "pt", OnnxExport.CARD, ExportCard.json(loaded, input)));
            printf("%d tensors: %s%n", weights.tensors().size(), torch);
        }
        if (onnx == null) {
            return 0;
        }
        if (whole) {
            OnnxExport.writeQuantised(loaded, onnx);
        } else {
            OnnxExport.write(loaded, onnx);
        }
        printf("ONNX, opset %d: %s%n", OnnxExport.OPSET, onnx);
        if (card != null) {
            ExportedCard.write(loaded.metadata(), onnx, card);
            printf("Card: %s%n", card);
        }
        return !check || compare(loaded) ? 0 : 1;
    }

    private boolean compare(LgscModel loaded) {
        if (!whole) {
            try (OnnxComparison comparison = new OnnxComparison(loaded, onnx)) {
                return compare(loaded, comparison);
            }
        }
        try (InferenceEngine engine = InferenceEngine.of(loaded, Precision.INT8);
                OnnxComparison comparison =
                        new OnnxComparison(loaded, onnx, engine, OnnxComparison.Limits.WHOLE)) {
            return compare(loaded, comparison);
        }
    }

    private boolean compare(LgscModel loaded, OnnxComparison comparison) {
        int side = loaded.metadata().preprocessing().geometry().scoredSide();
        boolean within = print(comparison, "random pixels", random(side));
        within &= print(comparison, "drawn faces", drawn(side));
        // one at a time: tests that the batch size is variable
        for (Path picture : pictures) {
            RgbImage image = ImageDecoder.defaults().decode(picture);
            within &= print(comparison, "photograph", List.of(fitted(image, side)));
        }
        return within;
    }

    private boolean print(OnnxComparison comparison, String input, List<RgbImage> images) {
        OnnxComparison.Differences differences = comparison.compare(images);
        out().println(differences.line(input));
        return differences.within();
    }

    private static List<RgbImage> random(int side) {
        Random random = new Random(SEED);
        List<RgbImage> images = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            byte[] pixels = new byte[3 * side * side];
            random.nextBytes(pixels);
            images.add(new RgbImage(side, side, pixels));
        }
        return images;
    }

    private static List<RgbImage> drawn(int side) {
        SyntheticFaces faces = SyntheticFaces.of(SEED);
        List<RgbImage> images = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            RgbImage face = faces.portrait(i, side);
            images.add(fitted(face, side));
        }
        return images;
    }

    private static RgbImage fitted(RgbImage image, int side) {
        return ImageScaler.resize(image, side, side, ImageScaler.Interpolation.BILINEAR);
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Export(), args));
    }
}
