package org.lgsc.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.core.face.YuNetFaceDetector;
import org.lgsc.core.internal.detector.YuNetFile;
import org.lgsc.core.internal.file.PublishedFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Downloads a better face detector from its publisher. */
@Command(
        name = "fetch-detector",
        description =
                "Fetch the YuNet face detector (345 kB, MIT licence) from OpenCV's model zoo, check"
                        + " its SHA-256 and keep it for --detector yunet.")
public final class FetchDetector extends LgscCommand {
    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "Target folder (default: weights in the folder of the environment variable"
                            + " LGSC_HOME, else in ~/.lgsc).")
    Path folder;

    @Override
    protected int run() {
        Path place = folder == null ? PublishedFile.defaultFolder() : folder;
        if (!Files.isRegularFile(place.resolve(YuNetFile.PUBLISHED.fileName()))) {
            Outputs.folder(place); // before anything is fetched
        }
        Path file = YuNetFile.PUBLISHED.file(place);
        try (YuNetFaceDetector detector = new YuNetFaceDetector(file)) {
            printf("Detector: %s (SHA-256 %s)%n", file, detector.sha256().orElse(""));
        }
        return 0;
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new FetchDetector(), args));
    }
}
