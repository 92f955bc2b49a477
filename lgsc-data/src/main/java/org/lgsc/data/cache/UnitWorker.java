package org.lgsc.data.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.protocol.FaceTrack;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.video.FrameSelection;
import org.lgsc.data.video.VideoFrames;

/** Prepares one unit: decodes, finds faces, cuts them out and writes them. Thread-safe. */
final class UnitWorker {
    private final RawDataset set;
    private final CacheFolder folder;
    private final CacheOptions options;
    private final FaceLocator locator;

    UnitWorker(RawDataset set, CacheFolder folder, CacheOptions options, FaceLocator locator) {
        this.set = set;
        this.folder = folder;
        this.options = options;
        this.locator = locator;
    }

    static boolean isPicture(Presentation presentation) {
        return FileNames.isPicture(presentation.file());
    }

    /** Returns current sizes; -1 for a file that cannot be accessed. */
    static Map<String, Long> sources(List<Presentation> unit) {
        Map<String, Long> sizes = new HashMap<>();
        for (Presentation p : unit) {
            sizes.put(p.id(), RegularFiles.sizeIfKnown(p.file()));
        }
        return sizes;
    }

    /**
     * @throws UncheckedIOException when the cache cannot be written
     */
    UnitRecord work(List<Presentation> unit) {
        List<FaceCache.Entry> entries = new ArrayList<>();
        List<SetAside> problems = new ArrayList<>();
        Map<String, Long> sources = sources(unit);
        for (Presentation p : unit) {
            try {
                List<FaceCache.Entry> cut = new ArrayList<>();
                if (isPicture(p)) {
                    picture(p, cut, problems);
                } else {
                    video(p, cut, problems);
                }
                entries.addAll(cut); // the entire file or nothing, not a video up to its damage
            } catch (LgscException e) {
                problems.add(new SetAside(p.id(), e.getMessage()));
            } catch (UncheckedIOException e) {
                throw e;
            } catch (RuntimeException e) { // JavaCPP's form of a C++ exception
                problems.add(
                        new SetAside(
                                p.id(), "Cannot use " + p.file() + ": " + e.getMessage() + "."));
            }
        }
        return new UnitRecord(sources, entries, problems);
    }

    private void picture(Presentation p, List<FaceCache.Entry> entries, List<SetAside> problems) {
        RgbImage image = ImageDecoder.defaults().decode(p.file());
        crop(p, track(p, problems), -1, image, entries, problems);
    }

    private void video(Presentation p, List<FaceCache.Entry> entries, List<SetAside> problems) {
        clear(folder.images(p.id()));
        FaceTrack track = track(p, problems);
        List<Integer> missing =
                new VideoFrames(
                                p.file(),
                                FrameSelection.parse(options.frames()),
                                p.firstFrame(),
                                p.rotation())
                        .decodeStretched(
                                (frame, image, stretch) -> {
                                    FaceTrack boxes = track.stretched(stretch.x(), stretch.y());
                                    crop(p, boxes, frame, image, entries, problems);
                                });
        for (int frame : missing) {
            problems.add(new SetAside(at(p, frame), "The frame cannot be decoded."));
        }
    }

    private FaceTrack track(Presentation p, List<SetAside> problems) {
        if (!options.annotations()) {
            return FaceTrack.NONE;
        }
        FaceTrack track = set.faces(p);
        problems.addAll(track.problems());
        return track;
    }

    private void crop(
            Presentation p,
            FaceTrack track,
            int frame,
            RgbImage image,
            List<FaceCache.Entry> entries,
            List<SetAside> problems) {
        FaceLocator.Located located;
        byte[] encoded;
        if (FaceLocator.isElsewhere(track, frame, image)) {
            problems.add(
                    new SetAside(
                            at(p, frame),
                            RootFormat.of(
                                    "The annotated face location is outside the picture of %d x %d"
                                            + " pixels and was not used.",
                                    image.width(), image.height())));
        }
        try {
            located = locator.locate(track, frame, image);
            encoded = options.format().encode(options.crop().crop(image, located.box()));
        } catch (LgscException e) {
            problems.add(new SetAside(at(p, frame), e.getMessage()));
            return;
        }
        String path = CacheFolder.imagePath(p.id(), frame, options.format());
        write(folder.root().resolve(path), encoded);
        entries.add(
                new FaceCache.Entry(
                        path,
                        p.id(),
                        frame,
                        p.subject(),
                        p.label(),
                        p.species(),
                        located.box(),
                        located.source(),
                        Sha256.of(encoded)));
    }

    private static String at(Presentation p, int frame) {
        return frame < 0 ? p.id() : p.id() + ", frame " + frame;
    }

    /** Deletes pictures that an interrupted run has left behind. */
    private static void clear(Path images) {
        try {
            Folders.delete(images);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
