package org.lgsc.examples;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;

/**
 * A batch job that checks every picture of a folder and its sub-folders and writes the results to a
 * CSV file. A damaged picture becomes a row and does not stop the job.
 */
public final class FolderToCsv {
    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".webp", ".bmp");

    private FolderToCsv() {}

    /**
     * Runs the job.
     *
     * @param arguments model file, folder of pictures, CSV file to write
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("Arguments: MODEL FOLDER CSV");
            System.exit(2);
        }
        int pictures = run(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        System.err.println(pictures + " pictures checked.");
    }

    static int run(Path model, Path folder, Path csv) throws IOException {
        List<Path> pictures = pictures(folder);
        CSVFormat format =
                CSVFormat.RFC4180
                        .builder()
                        .setHeader("picture", "decision", "spoof_score", "threshold", "reasons")
                        .get();
        try (LivenessDetector detector = LivenessDetector.load(model);
                Writer file = Files.newBufferedWriter(csv);
                CSVPrinter rows = new CSVPrinter(file, format)) {
            for (Path picture : pictures) {
                write(rows, folder.relativize(picture), detector.check(picture));
            }
        }
        return pictures.size();
    }

    private static List<Path> pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile)
                    .filter(f -> ENDINGS.stream().anyMatch(lower(f)::endsWith))
                    .sorted()
                    .toList();
        }
    }

    private static String lower(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static void write(CSVPrinter rows, Path picture, LivenessResult result)
            throws IOException {
        rows.printRecord(
                picture,
                result.decision(),
                Double.isNaN(result.spoofScore()) ? "" : result.spoofScore(),
                result.threshold(),
                result.reasons());
    }
}
