package org.lgsc.data.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.DataKind;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.internal.protocol.RepeatedPictures;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.Protocol;

/**
 * The samples of a protocol, with their pictures from a cache.
 *
 * <p>For training, a video is one sample that returns another of its frames each time ({@link
 * ImageSource#ofFrames}), or several such samples, each with a part of its frames. For scoring,
 * each frame is a sample, and a presentation without any frame has one sample that cannot be read:
 * it stays in the score file without a response.
 */
public final class CachedSamples {
    /** Fewer frames per training video than this cause a remark. */
    private static final int FEW_FRAMES = 10;

    private final Protocol protocol;

    /** By data set; a single one under any name where ids do not begin with the set's name. */
    private final Map<String, FaceCache> learning;

    private final FaceCache test;
    private final boolean prefixed;

    /**
     * @param protocol protocol that assigns presentations to splits
     * @param cache cache of its data set
     * @throws LgscException when the cache is of another data set
     */
    public CachedSamples(Protocol protocol, FaceCache cache) {
        this(protocol, List.of(cache), cache, false);
        if (!cache.options().dataset().equals(protocol.dataset())) {
            throw LgscException.of(
                    "The cache %s is of data set %s, not of %s.",
                    cache.root(), cache.options().dataset(), protocol.dataset());
        }
    }

    private CachedSamples(
            Protocol protocol, List<FaceCache> learning, FaceCache test, boolean prefixed) {
        this.protocol = Objects.requireNonNull(protocol, "protocol");
        this.learning = new TreeMap<>();
        learning.forEach(cache -> this.learning.put(cache.options().dataset(), cache));
        this.test = Objects.requireNonNull(test, "test");
        this.prefixed = prefixed;
    }

    /**
     * Returns the samples of several data sets that {@link Protocol#crossDataset} joined into one
     * protocol. Batches are balanced over the training sets.
     *
     * @param learning caches, one for each set of training and development, in any order
     * @param test cache of the set of the test
     * @throws LgscException when a cache is of another data set, or when the faces of two training
     *     sets were found in different ways
     */
    public static CachedSamples interSet(
            Protocol protocol, List<FaceCache> learning, FaceCache test) {
        String sets =
                Protocol.crossDatasetName(
                        learning.stream().map(c -> c.options().dataset()).toList(),
                        test.options().dataset());
        if (!sets.equals(protocol.dataset())) {
            throw LgscException.of(
                    "The caches %s and %s are of %s, not of %s.",
                    learning.stream()
                            .map(c -> c.root().toString())
                            .collect(Collectors.joining(", ")),
                    test.root(),
                    sets,
                    protocol.dataset());
        }
        FaceCache first = learning.get(0);
        for (FaceCache cache : learning) {
            if (!cache.options().framing().equals(first.options().framing())) {
                throw LgscException.of(
                        "The faces in %s were found by %s and those in %s by %s; train on faces of"
                                + " one detector. Prepare one of the caches again.",
                        first.root(),
                        first.options().detector(),
                        cache.root(),
                        cache.options().detector());
            }
        }
        return new CachedSamples(protocol, learning, test, true);
    }

    /**
     * Returns the training and development splits. Every picture of them is read once and compared
     * with the manifest; damaged ones are set aside.
     *
     * @param framesPerVideo number of samples of a training video in an epoch, at least 1
     * @param devFrames maximum number of frames of a development video, evenly over those in the
     *     cache
     * @throws LgscException when no training video has a usable frame, or when there are
     *     development videos and none has a usable frame
     */
    public PadDataset training(int framesPerVideo, int devFrames) {
        if (framesPerVideo < 1 || devFrames < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "frames must be at least 1, were %s and %s",
                            framesPerVideo, devFrames));
        }
        List<SetAside> setAside = new ArrayList<>();
        Set<FaceCache.Entry> damaged = damaged();
        damaged.stream()
                .map(FaceCache.Entry::path)
                .sorted()
                .forEach(
                        path ->
                                setAside.add(
                                        new SetAside(
                                                path,
                                                "The picture is damaged; prepare it again with"
                                                        + " --verify.")));
        List<Sample> train = new ArrayList<>();
        for (Presentation p : protocol.presentations(Split.TRAIN)) {
            List<FaceCache.Entry> frames = usable(p, protocol.trainFrames(p), damaged, setAside);
            int parts = Math.min(framesPerVideo, frames.size());
            for (int i = 0; i < parts; i++) {
                train.add(part(p, frames, i, parts));
            }
        }
        requireAny(train, Split.TRAIN, setAside);
        List<Sample> dev = new ArrayList<>();
        for (Presentation p : protocol.presentations(Split.DEV)) {
            List<FaceCache.Entry> frames = usable(p, 0, damaged, setAside);
            int count = Math.min(devFrames, frames.size());
            for (int i = 0; i < count; i++) {
                int middle = (int) ((2L * i + 1) * frames.size() / (2L * count));
                dev.add(frame(p, frames.get(middle), cache(p, Split.DEV)));
            }
        }
        requireAny(dev, Split.DEV, setAside);
        PadDataset data =
                new PadDataset(
                                name(),
                                Map.of(Split.TRAIN, train, Split.DEV, dev),
                                setAside,
                                learning.values().iterator().next().options().framing())
                        .withKind(DataKind.RECORDED)
                        .withRemarks(copiesInTest());
        return learning.size() == 1 ? data : data.ofSets(List.copyOf(learning.keySet()));
    }

    /** Compares the digests in the manifests, so the pictures of the test are not read. */
    private List<String> copiesInTest() {
        RepeatedPictures repeated = new RepeatedPictures();
        for (Split split : Split.values()) {
            for (Presentation p : protocol.presentations(split)) {
                int first = split == Split.TRAIN ? protocol.trainFrames(p) : 0;
                FaceCache cache = cache(p, split);
                List<String> contents =
                        cache.entries(key(p, cache)).stream()
                                .filter(e -> first == 0 || e.frame() < first)
                                .map(FaceCache.Entry::sha256)
                                .toList();
                repeated.add(split, p.label(), p.id(), contents);
            }
        }
        return repeated.ofTest();
    }

    private void requireAny(List<Sample> usable, Split split, List<SetAside> setAside) {
        if (usable.isEmpty() && !protocol.presentations(split).isEmpty()) {
            throw LgscException.of(
                    "No %s video of %s has a usable frame in the cache: %s",
                    split == Split.TRAIN ? "training" : "development",
                    protocol.dataset(),
                    setAside.get(setAside.size() - 1).reason());
        }
    }

    /**
     * Returns one split with all frames of the cache.
     *
     * @throws LgscException when the split is empty
     */
    public PadDataset scoring(Split split) {
        return scoring(split, Integer.MAX_VALUE);
    }

    /**
     * Returns one split with some frames of the cache.
     *
     * @param mostFrames maximum number of frames of each video, evenly over it as far as the cache
     *     has such frames; at least 1
     * @throws LgscException when the split is empty
     */
    public PadDataset scoring(Split split, int mostFrames) {
        if (mostFrames < 1) {
            throw new IllegalArgumentException(
                    "frames of a video must be at least 1, were " + mostFrames);
        }
        List<Presentation> presentations = protocol.presentations(split);
        if (presentations.isEmpty()) {
            throw LgscException.of(
                    "The %s split of %s is empty; the command protocols lists missing files.",
                    split.folder(), name());
        }
        List<Sample> samples = new ArrayList<>();
        for (Presentation p : presentations) {
            FaceCache cache = cache(p, split);
            List<FaceCache.Entry> frames = evenly(cache.entries(key(p, cache)), mostFrames);
            frames.forEach(e -> samples.add(frame(p, e, cache)));
            if (frames.isEmpty()) {
                samples.add(unusable(p, cache.reason(key(p, cache))));
            }
        }
        Map<Split, List<Sample>> only = new EnumMap<>(Split.class);
        only.put(split, samples);
        return new PadDataset(
                        name(),
                        only,
                        List.of(),
                        cache(presentations.get(0), split).options().framing())
                .withKind(DataKind.RECORDED)
                .withRemarks(split == Split.TEST ? copiesInTest() : List.of());
    }

    private FaceCache cache(Presentation p, Split split) {
        if (split == Split.TEST) {
            return test;
        }
        if (learning.size() == 1) {
            return learning.values().iterator().next();
        }
        FaceCache cache = learning.get(p.id().substring(0, p.id().indexOf('/')));
        if (cache == null) {
            throw new IllegalArgumentException("there is no cache for " + p.id());
        }
        return cache;
    }

    /** Returns the entries nearest to the middles of equal parts of the video, each once. */
    private static List<FaceCache.Entry> evenly(List<FaceCache.Entry> entries, int most) {
        if (entries.size() <= most) {
            return entries;
        }
        int last = entries.get(entries.size() - 1).frame();
        List<FaceCache.Entry> chosen = new ArrayList<>();
        int next = 0; // the first entry that is still free
        for (int i = 0; i < most; i++) {
            long middle = (2L * i + 1) * (last + 1) / (2L * most);
            int lastFree = entries.size() - (most - i); // each of the others needs one
            while (next < lastFree && nearer(entries, next + 1, middle)) {
                next++;
            }
            chosen.add(entries.get(next++));
        }
        return chosen;
    }

    private static boolean nearer(List<FaceCache.Entry> entries, int second, long middle) {
        return Math.abs(entries.get(second).frame() - middle)
                < Math.abs(entries.get(second - 1).frame() - middle);
    }

    /**
     * Reports that training gets only few frames because of how the cache was prepared: the
     * protocol uses only the beginning of a video, of which the cache has few frames.
     *
     * @return a sentence that states what to do; empty when there are enough frames
     */
    public Optional<String> remark() {
        long used = 0;
        long all = 0;
        int videos = 0;
        int first = 0;
        FaceCache cache = test;
        for (Presentation p : protocol.presentations(Split.TRAIN)) {
            int most = protocol.trainFrames(p);
            FaceCache own = cache(p, Split.TRAIN);
            List<FaceCache.Entry> frames = own.entries(key(p, own));
            if (most == 0 || frames.isEmpty()) {
                continue;
            }
            first = most;
            cache = own;
            used += frames.stream().filter(e -> e.frame() < most).count();
            all += frames.size();
            videos++;
        }
        if (videos == 0 || used == all || used >= (long) Math.min(FEW_FRAMES, first) * videos) {
            return Optional.empty();
        }
        return Optional.of(
                RootFormat.of(
                        "Training on %s uses the first %d frames of a video, and of those the cache"
                                + " %s has %.1f per video: prepare with --frames all, or with"
                                + " --frames first=%d, which leaves a test on this set only these"
                                + " frames.",
                        name(), first, cache.root(), (double) used / videos, first));
    }

    private String name() {
        return protocol.dataset() + ", " + protocol.id();
    }

    /** Ids of several sets begin with the set's name; a cache has only its own ids. */
    private String key(Presentation p, FaceCache cache) {
        return prefixed ? p.id().substring(cache.options().dataset().length() + 1) : p.id();
    }

    private Set<FaceCache.Entry> damaged() {
        // by identity: two caches may hold the same picture under the same name
        Set<FaceCache.Entry> damaged = Collections.newSetFromMap(new IdentityHashMap<>());
        for (FaceCache cache : learning.values()) {
            List<FaceCache.Entry> entries = new ArrayList<>();
            for (Split split : List.of(Split.TRAIN, Split.DEV)) {
                for (Presentation p : protocol.presentations(split)) {
                    if (cache(p, split) == cache) {
                        entries.addAll(cache.entries(key(p, cache)));
                    }
                }
            }
            entries.parallelStream().filter(e -> !cache.isIntact(e)).forEachOrdered(damaged::add);
        }
        return damaged;
    }

    /** Returns the usable entries of a presentation; if there are none, adds the reason. */
    private List<FaceCache.Entry> usable(
            Presentation p, int first, Set<FaceCache.Entry> damaged, List<SetAside> setAside) {
        FaceCache cache = cache(p, Split.TRAIN);
        List<FaceCache.Entry> all = cache.entries(key(p, cache));
        List<FaceCache.Entry> frames =
                all.stream()
                        .filter(e -> first == 0 || e.frame() < first)
                        .filter(e -> !damaged.contains(e))
                        .toList();
        if (frames.isEmpty()) {
            boolean late = !all.isEmpty() && all.stream().allMatch(e -> e.frame() >= first);
            setAside.add(
                    new SetAside(
                            p.id(),
                            all.isEmpty()
                                    ? cache.reason(key(p, cache))
                                    : late && first > 0
                                            ? "The cache has none of its first "
                                                    + first
                                                    + " frames; prepare with --frames all, or"
                                                    + " --frames first="
                                                    + first
                                                    + "."
                                            : "All its pictures are damaged; prepare it again"
                                                    + " with --verify."));
        }
        return frames;
    }

    private Sample part(Presentation p, List<FaceCache.Entry> frames, int part, int parts) {
        int from = (int) ((long) part * frames.size() / parts);
        int to = (int) ((part + 1L) * frames.size() / parts);
        FaceCache cache = cache(p, Split.TRAIN);
        List<ImageSource> sources = frames.subList(from, to).stream().map(cache::source).toList();
        String id = parts == 1 ? p.id() : p.id() + "#" + (part + 1);
        return new Sample(
                id, p.label(), p.species(), p.subject(), source(p), ImageSource.ofFrames(sources));
    }

    private static String source(Presentation p) {
        return p.video().isEmpty() ? p.id() : p.video();
    }

    private static Sample frame(Presentation p, FaceCache.Entry entry, FaceCache cache) {
        boolean picture = entry.frame() < 0;
        return new Sample(
                picture ? p.id() : RootFormat.of("%s/%05d", p.id(), entry.frame()),
                p.label(),
                p.species(),
                p.subject(),
                source(p),
                entry.frame(),
                cache.source(entry));
    }

    private static Sample unusable(Presentation p, String reason) {
        return new Sample(
                p.id(),
                p.label(),
                p.species(),
                p.subject(),
                source(p),
                () -> {
                    throw new LgscException(reason);
                });
    }
}
