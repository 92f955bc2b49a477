package org.lgsc.eval.protocol;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.eval.internal.json.ReportJson;

/**
 * The score files of a protocol on disk.
 *
 * <pre>
 * RUN/run.json              what was run (optional)
 * RUN/FOLD/dev.csv          scores of the fold's development split
 * RUN/FOLD/test.csv         scores of its test split
 * RUN/FOLD/fold.json        facts of this fold (optional)
 * </pre>
 *
 * Folds are sorted by name, numbers in it by value; hidden folders are skipped. A protocol of one
 * fold may have its files in RUN itself.
 *
 * @param description of the run; empty without run.json
 * @param folds at least one
 * @param others names of sub-folders that hold no score files
 */
public record RunFolder(Description description, List<Fold> folds, List<String> others) {
    private static final String RUN = "run.json";
    private static final String FOLD = "fold.json";
    private static final String DEV = "dev.csv";
    private static final String TEST = "test.csv";

    /** Copies the list. */
    public RunFolder {
        Objects.requireNonNull(description, "description");
        folds = List.copyOf(folds);
        others = List.copyOf(others);
    }

    /**
     * Contents of run.json and fold.json.
     *
     * @param title for the report; may be empty
     * @param system facts by name for the report: model hash, preprocessing, latency, seed
     * @param species PAI species of the protocol, so that one without scores is noticed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Description(String title, Map<String, String> system, List<String> species) {
        /** An empty description. */
        public static final Description EMPTY = new Description("", Map.of(), List.of());

        /** Copies the collections; null is empty. */
        public Description(
                @Nullable String title,
                @Nullable Map<String, String> system,
                @Nullable List<String> species) {
            this.title = title == null ? "" : title;
            this.system = system == null ? Map.of() : Map.copyOf(system);
            this.species = species == null ? List.of() : List.copyOf(species);
        }
    }

    /**
     * One fold.
     *
     * @param name of its folder; "all" when the files are in the run's folder itself
     * @param dev score file of the development split; may be missing for a fixed threshold
     * @param test score file of the test split
     * @param system facts of this fold
     */
    public record Fold(String name, Path dev, Path test, Map<String, String> system) {
        /** Copies the map. */
        public Fold {
            system = Map.copyOf(system);
        }
    }

    /**
     * Finds the folds of a run.
     *
     * @throws LgscException when the folder is missing, holds no fold, or holds one without test
     *     scores
     */
    public static RunFolder read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw LgscException.ofFile("There is no run folder %s.", folder);
        }
        Description description = description(folder.resolve(RUN));
        List<Fold> folds = new ArrayList<>();
        List<String> others = new ArrayList<>();
        if (Files.exists(folder.resolve(TEST))) {
            folds.add(fold("all", folder));
        } else {
            for (Path sub : subfolders(folder)) {
                boolean test = Files.exists(sub.resolve(TEST));
                if (test) {
                    folds.add(fold(sub.getFileName().toString(), sub));
                } else if (Files.exists(sub.resolve(DEV))) {
                    throw LgscException.of(
                            "%s has %s but no %s; finish the fold or remove its folder.",
                            sub, DEV, TEST);
                } else {
                    others.add(sub.getFileName().toString());
                }
            }
        }
        if (folds.isEmpty()) {
            throw LgscException.of(
                    "%s holds no fold: neither %s nor a sub-folder with %s and %s.",
                    folder, TEST, DEV, TEST);
        }
        return new RunFolder(description, folds, others);
    }

    private static Fold fold(String name, Path folder) {
        return new Fold(
                name,
                folder.resolve(DEV),
                folder.resolve(TEST),
                description(folder.resolve(FOLD)).system());
    }

    private static List<Path> subfolders(Path folder) {
        return Folders.entries(folder).stream()
                .filter(Files::isDirectory)
                .sorted(Comparator.comparing(p -> padded(p.getFileName().toString())))
                .toList();
    }

    /** Pads numbers with zeros, so that 10 comes after 9. */
    private static String padded(String name) {
        return Pattern.compile("\\d{1,9}")
                .matcher(name)
                .replaceAll(m -> RootFormat.of("%09d", Integer.parseInt(m.group())));
    }

    private static Description description(Path file) {
        return Files.exists(file)
                ? ReportJson.read(
                        file,
                        Description.class,
                        "%s does not describe a run: %s. It is JSON with title, system and"
                                + " species.")
                : Description.EMPTY;
    }

    /**
     * Writes run.json.
     *
     * @throws LgscException when it cannot be written
     */
    public static void describeRun(Path folder, Description description) {
        write(folder.resolve(RUN), description);
    }

    /**
     * Writes fold.json.
     *
     * @param system facts of the fold
     * @throws LgscException when it cannot be written
     */
    public static void describeFold(Path folder, Map<String, String> system) {
        write(folder.resolve(FOLD), new Description("", new TreeMap<>(system), List.of()));
    }

    private static void write(Path file, Description description) {
        AtomicFile.writeText(file, ReportJson.write(description));
    }
}
