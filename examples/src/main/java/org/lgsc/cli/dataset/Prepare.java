package org.lgsc.cli.dataset;

import java.nio.file.Path;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Room;
import org.lgsc.cli.option.FaceCacheOptions;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.data.cache.CacheOptions;
import org.lgsc.data.cache.Preparation;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.sets.RawDatasets;
import org.lgsc.data.video.FrameSelection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Cuts the faces out of a data set's videos. */
@Command(
        name = "prepare",
        description = {
            "Decode the videos of a data set, cut out the faces and write them with a manifest into"
                    + " a cache, which train and score read.",
            "The same command resumes an interrupted run."
        })
public final class Prepare extends LgscCommand {
    /** Bytes of a small face, 100 pixels wide. */
    private static final long SMALL_FACE = 15_000;

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "NAME",
            description =
                    "A data set of docs/datasets.md, e.g. oulu-npu, replay-attack, folder or csv.")
    String dataset;

    @Option(
            names = "--root",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the unpacked data set.")
    Path root;

    @Option(names = "--out", required = true, paramLabel = "CACHE", description = "Cache to write.")
    Path out;

    @Option(
            names = "--frames",
            defaultValue = "10",
            paramLabel = "N|all|first=N",
            description =
                    "N evenly spaced frames of each video, all, or the first N"
                            + " (default: ${DEFAULT-VALUE}).")
    String frames;

    @Option(
            names = "--enlargement",
            defaultValue = "1.3",
            description =
                    "Side of the crop divided by the longer side of the face"
                            + " (default: ${DEFAULT-VALUE}).")
    double enlargement;

    @Mixin FaceCacheOptions cached;

    @Option(
            names = "--verify",
            description =
                    "Compare the pictures of an earlier run with their SHA-256, and process files"
                            + " with a damaged picture again.")
    boolean verify;

    @Mixin FaceOptions faces;

    @Override
    protected int run() {
        String selection = FrameSelection.parse(frames).toString();
        FaceCrop crop = fromArguments(() -> new FaceCrop(enlargement, cached.minimumFace));
        RawDataset set = RawDatasets.open(dataset, root);
        CacheOptions options = cached.of(set.name(), selection, crop, faces);
        room(set, FrameSelection.parse(frames));
        FacePreparation preparation = new FacePreparation(faces, cached.threads, err());
        long start = System.nanoTime();
        Preparation.Summary summary =
                fromArguments(() -> preparation.prepare(set, out, options, verify));
        double seconds = (System.nanoTime() - start) / 1e9;
        out().print(summary.asText());
        printf(
                "%.1f s, %.1f files/s: %s%n",
                seconds, (summary.files() - summary.finishedBefore()) / seconds, out);
        if (!summary.setAside().isEmpty()) {
            printf("Report: %s%n", out.resolve("set-aside.csv"));
        }
        return 0;
    }

    /** Prints only a remark, because the size of faces is not known before they are found. */
    private void room(RawDataset set, FrameSelection selection) {
        long frames = Math.max(1, selection.count());
        long faces =
                set.presentations().stream()
                        .map(p -> FileNames.ending(p.file()))
                        .mapToLong(ending -> FileNames.PICTURES.contains(ending) ? 1 : frames)
                        .sum();
        Room.lack(out, "the faces", SMALL_FACE * faces).ifPresent(err()::println);
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Prepare(), args));
    }
}
