package org.lgsc.data.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.face.FaceFinder;
import org.lgsc.core.internal.face.FaceRules;
import org.lgsc.core.internal.file.FolderLock;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.protocol.Presentation;
import org.lgsc.data.protocol.RawDataset;

/**
 * Fills a cache: decodes every video of a data set, finds and cuts out faces, and writes pictures
 * and a manifest. Several videos are processed in parallel.
 *
 * <p>A run that was killed at any point is resumed by the next one with the same options: finished
 * videos are skipped, unfinished ones start again, and the cache is the same byte by byte. Nothing
 * in it depends on time, on threads or on the location of the data set, except for file names in
 * the reasons of files that were set aside.
 */
public final class Preparation {
    /** Pictures are many and quick: this number of them is a unit of work. */
    private static final int PICTURES_PER_UNIT = 64;

    private final RawDataset set;
    private final CacheFolder folder;
    private final CacheOptions options;
    private final FaceLocator locator;
    private final int threads;
    private final Progress progress;

    /**
     * @param set data set to prepare
     * @param cache the folder to fill; need not exist
     * @param options options of the cache
     * @param detector finds faces where there is no annotation; stays open
     * @param threads number of videos at a time, at least 1
     * @param progress receives progress updates
     */
    public Preparation(
            RawDataset set,
            Path cache,
            CacheOptions options,
            FaceDetector detector,
            int threads,
            Progress progress) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, were " + threads);
        }
        this.set = set;
        this.folder = new CacheFolder(cache);
        this.options = options;
        this.locator =
                new FaceLocator(
                        new FaceFinder(detector, FaceRules.TRAINING),
                        options.detector().split(" ")[0]);
        this.threads = threads;
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /**
     * Prepares the cache, or resumes an earlier preparation.
     *
     * @throws LgscException when the folder holds something else or another preparation, with other
     *     options or of files that are missing now or have another size, when it cannot be written,
     *     or when none of the files could be used
     */
    public Summary run() {
        return run(false);
    }

    /**
     * Prepares the cache, or resumes an earlier preparation.
     *
     * @param verify whether every picture of an earlier run is compared with its digest, and files
     *     with a damaged one are processed again; otherwise pictures only need to exist
     * @throws LgscException as {@link #run()}
     */
    public Summary run(boolean verify) {
        try (FolderLock lock = folder.lock()) {
            requireSameOptions();
            CacheSources.read(folder).requireIn(set);
            Map<String, List<Presentation>> units = units();
            Map<String, UnitRecord> records = finishedBefore(units, verify);
            int before =
                    records.keySet().stream()
                            .mapToInt(u -> units.getOrDefault(u, List.of()).size())
                            .sum();
            progress.onStart(before, set.presentations().size());
            work(units, records, before);
            return finish(units.keySet().stream().map(records::get).toList(), before);
        } catch (UncheckedIOException e) {
            IOException cause = e.getCause();
            throw folder.cannotWrite(cause == null ? new IOException(e) : cause);
        } catch (IOException e) {
            throw folder.cannotWrite(e);
        }
    }

    /**
     * Compares a data set with the files that a cache was made from, by names and sizes and
     * wherever they are.
     *
     * @param set data set that may have more files than the cache
     * @param cache a cache, complete or not; need not exist
     * @throws LgscException when a file with pictures in the cache is missing in the set or has
     *     another size, or when the cache cannot be read
     */
    public static void requireSameFiles(RawDataset set, Path cache) {
        try {
            CacheSources.read(new CacheFolder(cache)).requireIn(set);
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read the folder %s; check its permissions.", cache);
        }
    }

    private void requireSameOptions() throws IOException {
        if (Files.exists(folder.options())) {
            CacheOptions before = CacheOptions.read(folder.options());
            if (!before.equals(options)) {
                throw LgscException.of(
                        "Folder %s was prepared with other options (%s). Give the cache's, or"
                                + " another folder.",
                        folder.root(), before.differences(options));
            }
            return;
        }
        try (var entries = Files.list(folder.root())) {
            if (entries.anyMatch(e -> !ours(e.getFileName().toString()))) {
                throw LgscException.of(
                        "Folder %s is not empty and is not a cache; give another folder.",
                        folder.root());
            }
        }
        CacheTable.write(folder.options(), options.toJson());
    }

    /** Returns whether a file is from a run that was killed before it had written its options. */
    private static boolean ours(String name) {
        return name.startsWith(".") || name.equals("cache.json.tmp");
    }

    private Map<String, List<Presentation>> units() {
        Map<String, List<Presentation>> units = new LinkedHashMap<>();
        Map<Path, Integer> pictures = new LinkedHashMap<>();
        for (Presentation p : set.presentations()) {
            if (UnitWorker.isPicture(p)) {
                int number = pictures.merge(p.file().getParent(), 1, Integer::sum) - 1;
                int slash = p.id().lastIndexOf('/');
                String unit =
                        p.id().substring(0, slash + 1) + "pictures-" + number / PICTURES_PER_UNIT;
                units.computeIfAbsent(unit, u -> new ArrayList<>()).add(p);
            } else {
                units.computeIfAbsent("video/" + p.id(), u -> new ArrayList<>()).add(p);
            }
        }
        return units;
    }

    private Map<String, UnitRecord> finishedBefore(
            Map<String, List<Presentation>> units, boolean verify) {
        Map<String, UnitRecord> records = new HashMap<>();
        units.forEach(
                (unit, presentations) ->
                        UnitRecord.read(
                                        folder.done(unit),
                                        UnitWorker.sources(presentations),
                                        folder.root(),
                                        verify)
                                .ifPresent(record -> records.put(unit, record)));
        return records;
    }

    private record Finished(String unit, UnitRecord record) {}

    private void work(
            Map<String, List<Presentation>> units, Map<String, UnitRecord> records, int before) {
        UnitWorker worker = new UnitWorker(set, folder, options, locator);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        ExecutorCompletionService<Finished> results = new ExecutorCompletionService<>(pool);
        try {
            int submitted = 0;
            for (Map.Entry<String, List<Presentation>> unit : units.entrySet()) {
                if (!records.containsKey(unit.getKey())) {
                    results.submit(() -> work(worker, unit.getKey(), unit.getValue()));
                    submitted++;
                }
            }
            int finished = before;
            long images = 0;
            for (int i = 0; i < submitted; i++) {
                Finished one = results.take().get();
                records.put(one.unit(), one.record());
                finished += units.getOrDefault(one.unit(), List.of()).size();
                images += one.record().entries().size();
                progress.onDone(finished, images);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LgscException("The preparation was interrupted; run it again to resume.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException problem) {
                throw problem;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("preparation failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Finished work(UnitWorker worker, String unit, List<Presentation> presentations) {
        UnitRecord record = worker.work(presentations);
        try {
            CacheTable.write(folder.done(unit), record.toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Finished(unit, record);
    }

    /** Writes the records in the order of the units, whichever finished first. */
    private Summary finish(List<UnitRecord> records, int finishedBefore) throws IOException {
        List<FaceCache.Entry> entries = new ArrayList<>();
        List<SetAside> problems = new ArrayList<>(set.setAside());
        Set<String> usable = new HashSet<>();
        SortedMap<String, Integer> sources = new TreeMap<>();
        for (UnitRecord unit : records) {
            entries.addAll(unit.entries());
            problems.addAll(unit.problems());
            unit.entries().forEach(e -> usable.add(e.video()));
            unit.entries().forEach(e -> sources.merge(e.boxSource(), 1, Integer::sum));
        }
        CacheTable.write(folder.setAside(), CacheTable.problems(problems));
        if (entries.isEmpty()) {
            throw LgscException.of(
                    "None of the %s files of %s could be used; see %s.",
                    set.presentations().size(), set.name(), folder.setAside());
        }
        CacheTable.write(folder.manifest(), CacheTable.entries(entries));
        return new Summary(
                set.presentations().size(),
                finishedBefore,
                usable.size(),
                entries.size(),
                sources,
                problems);
    }

    /** Receives progress updates of a preparation. Calls come from one thread at a time. */
    public interface Progress {
        /** Ignores all updates. */
        Progress NONE =
                new Progress() {
                    @Override
                    public void onStart(int finishedBefore, int total) {}

                    @Override
                    public void onDone(int finished, long images) {}
                };

        /**
         * Called once, before the first file.
         *
         * @param finishedBefore number of files that an earlier run has finished
         * @param total number of files of the data set
         */
        void onStart(int finishedBefore, int total);

        /**
         * Called when files are finished.
         *
         * @param finished number of files so far, those of an earlier run included
         * @param images number of pictures that this run has written so far
         */
        void onDone(int finished, long images);
    }

    /**
     * Result of a preparation.
     *
     * @param files number of videos or pictures of the data set
     * @param finishedBefore of these, finished by an earlier run
     * @param usable of these, with at least one picture in the cache
     * @param images number of pictures in the cache
     * @param boxSources number of pictures by the source of the face box
     * @param setAside files, frames and annotation lines that could not be used
     */
    public record Summary(
            int files,
            int finishedBefore,
            int usable,
            int images,
            SortedMap<String, Integer> boxSources,
            List<SetAside> setAside) {
        /** Copies the collections. */
        public Summary {
            boxSources = Collections.unmodifiableSortedMap(new TreeMap<>(boxSources));
            setAside = List.copyOf(setAside);
        }

        /** Returns a few lines for a console. */
        public String asText() {
            String sources =
                    boxSources.entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue())
                            .collect(Collectors.joining(", "));
            Map<String, Long> reasons =
                    setAside.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            s -> kind(s.reason()),
                                            TreeMap::new,
                                            Collectors.counting()));
            StringBuilder text = new StringBuilder();
            text.append(
                    RootFormat.of(
                            "%d of %d files usable (%d finished before), %d pictures; faces by %s%n",
                            usable,
                            files,
                            finishedBefore,
                            images,
                            sources.isEmpty() ? "none" : sources));
            reasons.forEach(
                    (reason, count) ->
                            text.append(RootFormat.of("  set aside: %d %s%n", count, reason)));
            return text.toString();
        }

        /** Groups similar reasons; the report has every reason in full. */
        private static String kind(String reason) {
            if (reason.contains("truncated")) {
                return "truncated files";
            }
            if (reason.contains("not a face location") || reason.contains("no face location")) {
                return "annotation lines that are not face locations";
            }
            if (reason.startsWith("The annotated face location")) {
                return "annotations outside their pictures";
            }
            if (reason.contains("is empty")) {
                return "empty files";
            }
            if (reason.startsWith("No face")) {
                return "frames without a face";
            }
            if (reason.startsWith("The face has")) {
                return "frames with too small a face";
            }
            if (reason.startsWith("The name")) {
                return "files whose names do not belong to the set";
            }
            return "other (see the report)";
        }
    }
}
