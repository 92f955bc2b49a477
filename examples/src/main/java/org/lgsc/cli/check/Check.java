package org.lgsc.cli.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lgsc.cli.command.IndentedJson;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.demo.ResultJson;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.cli.option.PrecisionOption;
import org.lgsc.core.LgscException;
import org.lgsc.core.detector.Decision;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.LivenessResult;
import org.lgsc.core.detector.VideoCheck;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.core.model.DataKind;
import org.lgsc.core.model.ModelCard;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.video.FrameSelection;
import org.lgsc.data.video.VideoFrames;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks pictures and videos on the terminal: live or spoof. */
@Command(
        name = "check",
        description = {
            "Check pictures and videos: live, spoof, or undecided with the reasons.",
            "A video's score is the mean over evenly spaced frames; it is undecided when fewer than"
                    + " half of them can be judged.",
            "The exit code is 3 when one of them is not live."
        },
        exitCodeList = {
            "0:every picture and video is live",
            "1:the input or the machine does not allow it; one sentence states why",
            "2:a wrong argument",
            "3:one is a spoof, or undecided",
            "70:a defect in this program"
        })
public final class Check extends LgscCommand {
    /**
     * Picture formats that cannot be read; they are reported because a user expects them checked.
     */
    private static final Set<String> FOREIGN =
            Set.of("heic", "heif", "avif", "gif", "tif", "tiff", "jp2", "jxl");

    public static final int NOT_LIVE = 3;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A model file, or the card of a third-party network.")
    Path model;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "JPEG, PNG, WebP or BMP pictures, videos (avi, mov, mp4, m4v, mkv, webm, 3gp,"
                            + " wmv, mpg, ts), or folders of them at any depth.")
    List<Path> inputs;

    @Option(
            names = "--threshold",
            paramLabel = "SCORE",
            description = "Highest spoof score that is live (default: the model's own threshold).")
    Double threshold;

    @Option(
            names = "--frames",
            defaultValue = "8",
            description = "Number of evenly spaced frames of a video (default: ${DEFAULT-VALUE}).")
    int frames;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    boolean json;

    @Option(
            names = "--overlay",
            paramLabel = "DIR",
            description =
                    "Write each picture, and the first judged frame of each video, with its face"
                            + " and cue map into this folder.")
    Path overlay;

    @Mixin FaceOptions faces;

    @Mixin PrecisionOption precision;

    private final Set<String> overlayNames = new HashSet<>();

    /** Kind of training data, repeated in every row of the JSON. */
    private String trainedOn;

    @Override
    protected int run() {
        List<Path> files = files();
        FrameSelection selection = fromArguments(() -> FrameSelection.evenly(frames));
        Outputs.folder(overlay);
        requireBackend();
        LivenessDetector.Builder builder = precision.of(LivenessDetector.builder(model));
        builder.faceDetector(faces.open(builder.trainedWith()));
        if (threshold != null) {
            fromArguments(() -> builder.threshold(threshold));
        }
        ArrayNode rows = new ObjectMapper().createArrayNode();
        int live = 0;
        try (LivenessDetector detector = builder.build()) {
            detector.card().caution().ifPresent(err()::println);
            trainedOn = trainedOn(detector.card());
            if (!json) {
                printf(
                        "%-9s %8s  %-19s  %s (live at or below %.4f)%n",
                        "decision", "score", "face", "file", detector.threshold());
            }
            for (Path file : files) {
                boolean isLive =
                        FileNames.isVideo(file)
                                ? video(detector, file, selection, rows)
                                : picture(detector, file, rows);
                live += isLive ? 1 : 0;
            }
        }
        if (json) {
            out().println(IndentedJson.of(rows));
        }
        return live == files.size() ? 0 : NOT_LIVE;
    }

    /** Kind of training data in words: recorded, simulated, not stated. */
    private static String trainedOn(ModelCard card) {
        DataKind kind = card.training() == null ? DataKind.NOT_STATED : card.training().kind();
        return kind.toString();
    }

    private boolean picture(LivenessDetector detector, Path picture, ArrayNode rows) {
        LivenessResult result = detector.check(picture);
        if (json) {
            rows.add(
                    ResultJson.of(result)
                            .put("picture", picture.toString())
                            .put("modelTrainedOn", trainedOn));
        } else {
            String face =
                    result.face()
                            .map(f -> f.width() + "x" + f.height() + "+" + f.x() + "+" + f.y())
                            .orElse("-");
            row(result.decision(), result.spoofScore(), face, picture, result.detail());
        }
        if (overlay != null && result.face().isPresent()) {
            writeOverlay(picture, result.overlay(ImageDecoder.defaults().decode(picture)));
        }
        return result.isLive();
    }

    private boolean video(
            LivenessDetector detector, Path file, FrameSelection selection, ArrayNode rows) {
        VideoCheck check = detector.video();
        RgbImage[] shown = new RgbImage[1];
        String broken = "";
        try {
            List<Integer> missing =
                    new VideoFrames(file, selection, 0, 0)
                            .decode(
                                    (number, image) -> {
                                        LivenessResult frame = check.add(image);
                                        if (overlay != null
                                                && shown[0] == null
                                                && frame.reasons().isEmpty()) {
                                            shown[0] = frame.overlay(image);
                                        }
                                    });
            missing.forEach(n -> check.addUnreadable("Frame " + n + " cannot be decoded."));
        } catch (LgscException e) {
            broken = e.getMessage();
        }
        // the frames read before the damage do not represent the video
        VideoCheck.Result result = broken.isEmpty() ? check.result() : detector.video().result();
        String detail = broken;
        if (broken.isEmpty() && result.decision() == Decision.UNDECIDED) {
            detail = undecided(result);
        }
        if (json) {
            rows.add(
                    ResultJson.of(result, detail)
                            .put("video", file.toString())
                            .put("modelTrainedOn", trainedOn));
        } else {
            String judged =
                    broken.isEmpty()
                            ? result.judged() + " of " + result.frames().size() + " frames"
                            : "-";
            row(result.decision(), result.spoofScore(), judged, file, detail);
        }
        if (shown[0] != null && broken.isEmpty()) {
            writeOverlay(file, shown[0]);
        }
        return result.isLive();
    }

    /** The reason: the problem of the first frame that could not be judged. */
    private static String undecided(VideoCheck.Result result) {
        return "Fewer than half of the frames can be judged: "
                + result.frames().stream()
                        .map(LivenessResult::detail)
                        .filter(d -> !d.isEmpty())
                        .findFirst()
                        .orElse("there are none.");
    }

    private void row(Decision decision, double score, String where, Path file, String detail) {
        printf(
                "%-9s %8s  %-19s  %s%s%n",
                decision.name().toLowerCase(Locale.ROOT),
                Double.isNaN(score) ? "-" : RootFormat.of("%.4f", score),
                where,
                SafeText.text(file.toString()),
                detail.isEmpty() ? "" : ": " + SafeText.text(detail));
    }

    private List<Path> files() {
        List<Path> all = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                all.addAll(below(input));
            } else {
                all.add(input);
            }
        }
        return all;
    }

    /**
     * Files at any depth, except hidden ones, which are metadata of other programs, such as ._1.jpg
     * from a Mac. Skipped files are reported so that nobody takes them for checked.
     */
    private List<Path> below(Path folder) {
        List<Path> found = Folders.files(folder);
        List<Path> shown = found.stream().filter(Check::isShown).toList();
        if (shown.isEmpty()) {
            throw new LgscException("The folder " + folder + " contains no pictures or videos.");
        }
        List<Path> other = found.stream().filter(f -> !isShown(f)).toList();
        if (!other.isEmpty()) {
            remarkf(
                    "Skipped in %s: %d %s not pictures or videos by name, e.g. %s.%n",
                    folder,
                    other.size(),
                    other.size() == 1 ? "file that is" : "files that are",
                    folder.relativize(other.get(0)));
        }
        return shown;
    }

    /** Includes pictures that cannot be read: their result is undecided. */
    private static boolean isShown(Path file) {
        return FileNames.isPicture(file)
                || FOREIGN.contains(FileNames.ending(file))
                || FileNames.isVideo(file);
    }

    private void writeOverlay(Path file, RgbImage drawn) {
        String base = FileNames.stem(file);
        String name = base;
        for (int i = 2; !overlayNames.add(name); i++) {
            name = base + "-" + i;
        }
        ImageEncoder.writePng(drawn, overlay.resolve(name + ".png"));
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Check(), args));
    }
}
