package org.lgsc.cli.reproduce;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.cli.dataset.FacePreparation;
import org.lgsc.cli.option.FaceCacheOptions;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.sets.RawDatasets;
import org.lgsc.data.video.FrameSelection;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for unpacked data sets and the preparation of their faces. */
final class SetOptions {
    /** Number of frames that prepare takes by default. */
    private static final String USUAL = "10";

    @Option(names = "--oulu", paramLabel = "ROOT", description = "Folder of the unpacked OULU-NPU.")
    Path oulu;

    @Option(names = "--siw", paramLabel = "ROOT", description = "Folder of the unpacked SiW.")
    Path siw;

    @Option(
            names = "--casia",
            paramLabel = "ROOT",
            description = "Folder of the unpacked CASIA-MFSD.")
    Path casia;

    @Option(
            names = "--replay",
            paramLabel = "ROOT",
            description = "Folder of the unpacked Replay-Attack.")
    Path replay;

    @Option(names = "--msu", paramLabel = "ROOT", description = "Folder of the unpacked MSU-MFSD.")
    Path msu;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description =
                    "Folder for faces (once per set) and trainings of all tables; required with"
                            + " unpacked sets.")
    Path work;

    @Option(
            names = "--cache-frames",
            split = ",",
            paramLabel = "[SET=]N|all|first=N",
            description =
                    "Frames to prepare of each video, for all sets or for one, separated by commas"
                            + " (default: siw=all, because its protocol 1 trains on the first 60"
                            + " frames and tests on all; 10 for the other sets).")
    List<String> cacheFrames = List.of();

    @Mixin FaceCacheOptions cached;

    private Map<String, Path> roots() {
        Map<String, Path> all = new LinkedHashMap<>();
        all.put(RawDatasets.OULU_NPU, oulu);
        all.put(RawDatasets.SIW, siw);
        all.put(RawDatasets.CASIA_MFSD, casia);
        all.put(RawDatasets.REPLAY_ATTACK, replay);
        all.put(RawDatasets.MSU_MFSD, msu);
        all.values().removeIf(root -> root == null);
        return all;
    }

    boolean given() {
        return !roots().isEmpty();
    }

    /** Opens the sets, for trainings with this crop. */
    DataSets open(FaceOptions faces, FaceCrop crop, PrintWriter said) {
        Map<String, String> frames = frames();
        FaceCrop cut = new FaceCrop(crop.enlargement(), cached.minimumFace);
        return new DataSets(
                work.resolve("faces"),
                roots(),
                set -> cached.of(set, frames.get(set), cut, faces),
                new FacePreparation(faces, cached.threads, said),
                said);
    }

    /** The frames of each set; the last value for a set counts. */
    private Map<String, String> frames() {
        Map<String, String> frames = new LinkedHashMap<>();
        SetPlans.SETS.forEach(s -> frames.put(s, s.equals(RawDatasets.SIW) ? "all" : USUAL));
        for (String given : cacheFrames) {
            int equals = given.indexOf('=');
            String set = equals < 0 ? "" : given.substring(0, equals);
            boolean one = frames.containsKey(set);
            if (equals >= 0 && !one && !set.equals("first")) {
                throw new IllegalArgumentException(
                        RootFormat.of(
                                "--cache-frames names a set %s; the sets are %s",
                                set, String.join(", ", frames.keySet())));
            }
            String selection =
                    FrameSelection.parse(one ? given.substring(equals + 1) : given).toString();
            frames.replaceAll((name, before) -> !one || name.equals(set) ? selection : before);
        }
        return frames;
    }
}
