package org.lgsc.data.cache;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.SetAside;

/** A finished cache, for reading. Immutable and thread-safe. */
public final class FaceCache {
    private final CacheFolder folder;
    private final CacheOptions options;
    private final Map<String, List<Entry>> byVideo = new LinkedHashMap<>();
    private final Map<String, String> reasons = new HashMap<>();
    private final int size;

    private FaceCache(CacheFolder folder) {
        this.folder = folder;
        options = CacheOptions.read(folder.options());
        List<Entry> entries = CacheTable.readEntries(folder.manifest());
        size = entries.size();
        for (Entry entry : entries) {
            byVideo.computeIfAbsent(entry.video(), v -> new ArrayList<>()).add(entry);
        }
        if (Files.exists(folder.setAside())) {
            for (SetAside problem : CacheTable.readProblems(folder.setAside())) {
                reasons.putIfAbsent(
                        problem.id().replaceFirst(", frame \\d+$", ""), problem.reason());
            }
        }
    }

    /**
     * Opens a cache.
     *
     * @throws LgscException when the folder holds no cache, or an unfinished one
     */
    public static FaceCache open(Path root) {
        CacheFolder folder = new CacheFolder(root);
        if (!Files.exists(folder.options())) {
            throw LgscException.ofFile(
                    "Folder %s holds no cache; make one with the command prepare.", root);
        }
        if (!Files.exists(folder.manifest())) {
            throw LgscException.ofFile(
                    "The cache %s is not finished; run the same prepare command again.", root);
        }
        return new FaceCache(folder);
    }

    /** The options that it was made with. */
    public CacheOptions options() {
        return options;
    }

    /** The folder. */
    public Path root() {
        return folder.root();
    }

    /** Number of pictures. */
    public int size() {
        return size;
    }

    /** All pictures, in the manifest's order. */
    public List<Entry> entries() {
        return byVideo.values().stream().flatMap(List::stream).toList();
    }

    /**
     * Returns the pictures of a presentation, by frame; empty when it has no usable ones.
     *
     * @param video id of the presentation
     */
    public List<Entry> entries(String video) {
        return List.copyOf(byVideo.getOrDefault(video, List.of()));
    }

    /** Returns why a presentation has no pictures. */
    public String reason(String video) {
        return reasons.getOrDefault(
                video,
                video
                        + " is not in the cache "
                        + folder.root()
                        + "; run the same prepare command again.");
    }

    /** Returns a source that reads the picture of an entry at each call. */
    public ImageSource source(Entry entry) {
        return ImageSource.of(folder.root().resolve(entry.path()), ImageDecoder.defaults());
    }

    /**
     * Reads the file of an entry and compares it with the manifest.
     *
     * @return whether the file exists and has the bytes that were written
     */
    public boolean isIntact(Entry entry) {
        return Sha256.ofReadable(folder.root().resolve(entry.path()))
                .map(found -> found.equals(entry.sha256()))
                .orElse(false);
    }

    /**
     * A picture of a cache, which is one line of its manifest.
     *
     * @param path below the cache's folder, with forward slashes
     * @param video id of the presentation
     * @param frame number in the video from 0; -1 when the presentation is a picture
     * @param subject the subject shown
     * @param label live or spoof
     * @param species PAI species; empty for bona fide
     * @param box the face in the upright frame, before enlargement; its confidence is not recorded
     * @param boxSource source of the box: "annotation" or a detector
     * @param sha256 of the file, 64 hexadecimal digits
     */
    public record Entry(
            String path,
            String video,
            int frame,
            String subject,
            Label label,
            String species,
            FaceBox box,
            String boxSource,
            String sha256) {}
}
