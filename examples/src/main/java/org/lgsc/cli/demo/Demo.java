package org.lgsc.cli.demo;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.cli.option.PrecisionOption;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.image.ImageDecoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a web page that shows a model's results on pictures and the webcam. */
@Command(
        name = "demo",
        description = {
            "Serve a web page on this machine that checks a picture or the webcam and shows face,"
                    + " cue map, score and verdict. Ctrl-C ends it.",
            "Pictures stay in memory and on this machine."
        })
public final class Demo extends LgscCommand {
    private static final int MOST_PIXELS = 25_000_000;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A model file, or the card of a third-party network.")
    Path model;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port on localhost; 0 for any free port (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description = "Highest spoof score that is live (default: the model's own threshold).")
    Double threshold;

    @Mixin FaceOptions faces;

    @Mixin PrecisionOption precision;

    @Override
    protected int run() throws InterruptedException {
        require(port >= 0 && port <= 65535, "Invalid argument: --port must be 0 to 65535.");
        requireBackend();
        LivenessDetector.Builder builder = precision.of(LivenessDetector.builder(model));
        builder.faceDetector(faces.open(builder.trainedWith()))
                .decoder(new ImageDecoder(DemoServer.MOST_BYTES, MOST_PIXELS));
        if (threshold != null) {
            fromArguments(() -> builder.threshold(threshold));
        }
        try (LivenessDetector detector = builder.build();
                DemoServer server = new DemoServer(detector, port)) {
            detector.card().caution().ifPresent(err()::println);
            printf("Open %s in a browser; Ctrl-C ends it.%n", server.address());
            out().flush();
            new CountDownLatch(1).await();
        }
        return 0;
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Demo(), args));
    }
}
