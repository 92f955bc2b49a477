package org.lgsc.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.model.LgscModel;
import org.lgsc.examples.demo.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Live or spoof, for pictures on the terminal. */
@Command(
        name = "check",
        description = {
            "Check pictures: live, spoof, or undecided with the reasons.",
            "Exit code 3 when one of them is not live."
        },
        exitCodeList = {
            "0:every picture is live",
            "1:the input or the machine does not allow it; one sentence says why",
            "2:a wrong argument",
            "3:a picture is a spoof, or undecided",
            "70:a defect of this program"
        })
public final class Check extends ExampleCommand {
    /** Exit code when something is not live. */
    static final int NOT_LIVE = 3;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    Path model;

    @Parameters(
            arity = "1..*",
            paramLabel = "IMAGE",
            description = "JPEG, PNG or BMP pictures, or folders of them.")
    List<Path> inputs;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description = "Live needs a spoof score of at most this (default: the model's own).")
    Double threshold;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    boolean json;

    @Option(
            names = "--overlay",
            paramLabel = "DIR",
            description = "Write each picture with its face and cue map into this folder.")
    Path overlay;

    @Mixin FaceOptions faces;

    private final Set<String> overlayNames = new HashSet<>();

    @Override
    protected int run() throws JsonProcessingException {
        List<Path> pictures = pictures();
        requireBackend();
        createOverlayFolder();
        LivenessDetector.Builder builder = LivenessDetector.builder(LgscModel.load(model));
        builder.faceDetector(faces.open());
        if (threshold != null) {
            fromArguments(() -> builder.threshold(threshold));
        }
        ArrayNode rows = new ObjectMapper().createArrayNode();
        int live = 0;
        try (LivenessDetector detector = builder.build()) {
            if (!json) {
                out().printf(
                                "%-9s %8s  %-19s  %s (live at or below %.4f)%n",
                                "decision", "score", "face", "picture", detector.threshold());
            }
            for (Path picture : pictures) {
                LivenessResult result = detector.check(picture);
                live += result.isLive() ? 1 : 0;
                if (json) {
                    rows.add(ResultJson.of(result).put("picture", picture.toString()));
                } else {
                    out().println(row(picture, result));
                }
                writeOverlay(picture, result);
            }
        }
        if (json) {
            out().println(
                            new ObjectMapper()
                                    .enable(SerializationFeature.INDENT_OUTPUT)
                                    .writeValueAsString(rows));
        }
        return live == pictures.size() ? 0 : NOT_LIVE;
    }

    private static String row(Path picture, LivenessResult result) {
        String face =
                result.face()
                        .map(f -> f.width() + "x" + f.height() + "+" + f.x() + "+" + f.y())
                        .orElse("-");
        String score =
                Double.isNaN(result.spoofScore())
                        ? "-"
                        : String.format(Locale.ROOT, "%.4f", result.spoofScore());
        return String.format(
                Locale.ROOT,
                "%-9s %8s  %-19s  %s%s",
                result.decision().name().toLowerCase(Locale.ROOT),
                score,
                face,
                picture,
                result.detail().isEmpty() ? "" : ": " + result.detail());
    }

    private List<Path> pictures() {
        List<Path> pictures = new ArrayList<>();
        for (Path input : inputs) {
            if (!Files.isDirectory(input)) {
                pictures.add(input);
                continue;
            }
            try (Stream<Path> files = Files.list(input)) {
                List<Path> found = files.filter(Check::isPicture).sorted().toList();
                if (found.isEmpty()) {
                    throw new LgscException("The folder " + input + " holds no pictures.");
                }
                pictures.addAll(found);
            } catch (IOException e) {
                throw new LgscException(
                        "Cannot list the folder " + input + ": " + e.getMessage() + ".", e);
            }
        }
        return pictures;
    }

    private static boolean isPicture(Path file) {
        return file.getFileName()
                .toString()
                .toLowerCase(Locale.ROOT)
                .matches(".*\\.(jpe?g|png|bmp)");
    }

    private void createOverlayFolder() {
        if (overlay == null) {
            return;
        }
        try {
            Files.createDirectories(overlay);
        } catch (IOException e) {
            throw new LgscException("Cannot create the folder " + overlay + ".", e);
        }
    }

    private void writeOverlay(Path picture, LivenessResult result) {
        if (overlay == null || result.face().isEmpty()) {
            return;
        }
        String base = picture.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        String name = base;
        for (int i = 2; !overlayNames.add(name); i++) {
            name = base + "-" + i;
        }
        ImageEncoder.writePng(
                result.overlay(ImageDecoder.defaults().decode(picture)),
                overlay.resolve(name + ".png"));
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Check(), args));
    }
}
