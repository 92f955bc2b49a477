package org.lgsc.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.lgsc.cli.command.IndentedJson;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.LgscException;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.detector.QualityLimits;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.synthetic.SyntheticFaces;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how long a liveness check takes, from the bytes of a JPEG to the decision. */
@Command(
        name = "detect",
        description = {
            "Measure how long a check of one picture takes, from the bytes of a JPEG to the"
                    + " decision: a webcam's 640x480 and a telephone's 12 megapixels, taking"
                    + " turns.",
            "The pictures are a drawn face in front of a structured background with a camera's"
                    + " grain, or your own photograph, scaled to both sizes."
        })
public final class BenchDetect extends LgscCommand {
    private static final int JPEG_QUALITY = 92;
    private static final int DRAWN = 480;

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A model file (default: an untrained network of full size).")
    Path model;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "Your own photograph, with one face (default: a drawn one).")
    Path photograph;

    @Option(
            names = "--rounds",
            defaultValue = "15",
            description = "Checks of each picture (default: ${DEFAULT-VALUE}).")
    int rounds;

    @Option(names = "--out", paramLabel = "JSON", description = "File for the figures.")
    Path out;

    @Mixin FaceOptions faces;

    /** A picture and the times of its checks. */
    private record Input(
            String name, int width, int height, byte[] jpeg, Map<String, List<Double>> ms) {
        static Input of(
                BiFunction<Integer, Integer, RgbImage> picture,
                String name,
                int width,
                int height) {
            byte[] jpeg = ImageEncoder.jpeg(picture.apply(width, height), JPEG_QUALITY);
            Map<String, List<Double>> ms = new LinkedHashMap<>();
            for (String step : List.of("decode", "find face", "cut face", "score", "whole check")) {
                ms.put(step, new ArrayList<>());
            }
            return new Input(name, width, height, jpeg, ms);
        }

        void add(LivenessResult result, double whole) {
            ms.get("decode").add(result.timings().decode());
            ms.get("find face").add(result.timings().detect());
            ms.get("cut face").add(result.timings().cut());
            ms.get("score").add(result.timings().score());
            ms.get("whole check").add(whole);
        }
    }

    @Override
    protected int run() {
        Outputs.file(out);
        requireBackend();
        LgscModel loaded =
                model == null
                        ? LgscModel.untrained(LgscNetwork.builder().build(), InputScaling.SYMMETRIC)
                        : LgscModel.load(model);
        int least = Math.max(1, rounds);
        BiFunction<Integer, Integer, RgbImage> pictures = pictures();
        List<Input> inputs =
                List.of(
                        Input.of(pictures, "640x480", 640, 480),
                        Input.of(pictures, "12 megapixels", 4000, 3000));
        ObjectNode json = header(loaded);
        try (LivenessDetector detector =
                LivenessDetector.builder(loaded)
                        .faceDetector(
                                faces.open(loaded.metadata().preprocessing().geometry().detector()))
                        .quality(QualityLimits.NONE)
                        .build()) {
            for (int round = -2; round < least; round++) { // negative rounds warm up
                for (Input input : inputs) {
                    long start = System.nanoTime();
                    LivenessResult result = detector.check(input.jpeg());
                    double whole = (System.nanoTime() - start) / 1e6;
                    if (!result.reasons().isEmpty()) {
                        throw LgscException.of(
                                "The face of %s cannot be checked: %s",
                                input.name(), result.detail());
                    }
                    if (round >= 0) {
                        input.add(result, whole);
                    }
                }
                remarkf("round %d of %d%n", Math.max(0, round + 1), least);
            }
        }
        inputs.forEach(input -> print(input, json));
        if (out != null) {
            write(json);
        }
        return 0;
    }

    private BiFunction<Integer, Integer, RgbImage> pictures() {
        if (photograph != null) {
            RgbImage own = ImageDecoder.defaults().decode(photograph);
            return (width, height) -> middle(own, width, height);
        }
        SyntheticFaces drawn = SyntheticFaces.of(3);
        RgbImage face = drawn.portrait(0, DRAWN);
        return (width, height) -> StandInPhotograph.of(face, width, height);
    }

    /** Returns the largest centred part of these proportions, scaled to this size. */
    private static RgbImage middle(RgbImage picture, int width, int height) {
        double scale =
                Math.max((double) width / picture.width(), (double) height / picture.height());
        RgbImage scaled =
                ImageScaler.fit(
                        picture,
                        Math.max(width, (int) Math.round(scale * picture.width())),
                        Math.max(height, (int) Math.round(scale * picture.height())));
        return scaled.crop(
                (scaled.width() - width) / 2, (scaled.height() - height) / 2, width, height);
    }

    private ObjectNode header(LgscModel loaded) {
        String backend = Backend.require() + ", " + OneDnn.version();
        int width = loaded.metadata().network().baseWidth();
        FaceGeometry geometry = loaded.metadata().preprocessing().geometry();
        printf(
                "%s, base width %d; %s; faces by %s; %s; Java %s; %d processors%n",
                model == null ? "Untrained network" : model,
                width,
                geometry,
                faces.name().strip(),
                backend,
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors());
        return new ObjectMapper()
                .createObjectNode()
                .put("model", model == null ? "untrained" : model.toString())
                .put("baseWidth", width)
                .put("geometry", geometry.toString())
                .put("faceDetector", faces.name().strip())
                .put("native", backend)
                .put("java", System.getProperty("java.version"))
                .put("processors", Runtime.getRuntime().availableProcessors());
    }

    private void print(Input input, ObjectNode json) {
        printf(
                "%n%s (%dx%d, JPEG of %d KB)%n",
                input.name(), input.width(), input.height(), input.jpeg().length / 1000);
        printf("  %-14s %10s %10s %10s %8s%n", "", "median ms", "min ms", "max ms", "rounds");
        ObjectNode node =
                json.putObject(input.name())
                        .put("width", input.width())
                        .put("height", input.height())
                        .put("bytes", input.jpeg().length);
        input.ms()
                .forEach(
                        (step, values) -> {
                            Timings.Result r = Timings.Result.of(step, values);
                            printf(
                                    "  %-14s %10.1f %10.1f %10.1f %8d%n",
                                    r.name(), r.median(), r.minimum(), r.maximum(), r.rounds());
                            node.putPOJO(step, r);
                        });
    }

    private void write(ObjectNode json) {
        IndentedJson.write(out, json);
        out().println("Figures: " + out);
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new BenchDetect(), args));
    }
}
