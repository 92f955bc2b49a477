package org.lgsc.data.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.core.model.DataKind;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.folder.FolderLayout;

/**
 * A data set in folders: {@code ROOT/{train,dev,test}/{live,<PAI species>}/...} with JPEG, PNG or
 * BMP pictures at any depth.
 *
 * <p>The subject is the name of the first folder below {@code live} or the species, if there is one
 * ({@code train/print/anna/01.jpg}: "anna"), else the file name up to its first underscore ({@code
 * train/print/anna_01.jpg}: "anna"). The sample's id and source are its path below ROOT with
 * forward slashes. Hidden files are skipped. Pictures that are damaged or too small, and files that
 * are not pictures, are set aside; see {@link PadDataset#setAside()}. The pictures count as
 * recorded; call {@link PadDataset#withKind} where they are not.
 *
 * <pre>{@code
 * PadDataset faces = FolderDataset.load(Path.of("faces"));
 * faces.setAside().forEach(System.err::println);
 * List<Sample> samples = faces.samples(Split.TRAIN);
 * }</pre>
 */
public final class FolderDataset {
    private final Path root;
    private final Options options;
    private final List<SetAside> setAside = new ArrayList<>();

    private FolderDataset(Path root, Options options) {
        this.root = root;
        this.options = options;
    }

    /**
     * Options of reading folders.
     *
     * @param splits required splits
     * @param minimumSize minimum width and height of a picture in pixels; smaller ones are set
     *     aside
     * @param verifyFiles whether to read every file once now to find truncated and small ones;
     *     without it truncated files are found when they are needed, and small ones are used
     * @param subjectDisjoint whether a subject in two splits is an error
     * @param decoder reads the pictures
     * @param framing whether the pictures are photographs or face crops
     */
    public record Options(
            Set<Split> splits,
            int minimumSize,
            boolean verifyFiles,
            boolean subjectDisjoint,
            ImageDecoder decoder,
            Framing framing) {
        /** Copies the set. */
        public Options {
            splits = Collections.unmodifiableSet(EnumSet.copyOf(splits));
        }

        /**
         * Photographs; all splits, at least 16x16 pixels, files verified, subjects disjoint, usual
         * limits.
         */
        public static Options defaults() {
            return new Options(
                    EnumSet.allOf(Split.class),
                    16,
                    true,
                    true,
                    ImageDecoder.defaults(),
                    Framing.PHOTOGRAPHS);
        }

        /** Returns options that require these splits; others are read if present. */
        public Options withSplits(Split first, Split... more) {
            return new Options(
                    EnumSet.of(first, more),
                    minimumSize,
                    verifyFiles,
                    subjectDisjoint,
                    decoder,
                    framing);
        }

        /** Returns options with another minimum size. */
        public Options withMinimumSize(int pixels) {
            return new Options(splits, pixels, verifyFiles, subjectDisjoint, decoder, framing);
        }

        /** Returns options with or without reading every file once. */
        public Options withVerifyFiles(boolean verify) {
            return new Options(splits, minimumSize, verify, subjectDisjoint, decoder, framing);
        }

        /** Returns options with or without the check that subjects do not cross splits. */
        public Options withSubjectDisjoint(boolean disjoint) {
            return new Options(splits, minimumSize, verifyFiles, disjoint, decoder, framing);
        }

        /** Returns options with another decoder, e.g. with other limits. */
        public Options withDecoder(ImageDecoder other) {
            return new Options(splits, minimumSize, verifyFiles, subjectDisjoint, other, framing);
        }

        /** Returns options for photographs, or for face crops. */
        public Options withFraming(Framing other) {
            return new Options(splits, minimumSize, verifyFiles, subjectDisjoint, decoder, other);
        }
    }

    /** Reads with the default options. */
    public static PadDataset load(Path root) {
        return load(root, Options.defaults());
    }

    /**
     * Indexes the pictures of a folder.
     *
     * @throws LgscException when a required folder is missing or empty, a split has only one class,
     *     a folder or picture is in a wrong place, or a subject crosses splits
     */
    public static PadDataset load(Path root, Options options) {
        return new FolderDataset(root, options).read();
    }

    /**
     * Indexes the pictures of a folder without splits: {@code ROOT/{live,<PAI species>}/...}. All
     * of them are in the training split; {@link PadDataset#holdOutDevelopment} takes a development
     * split from it.
     *
     * @param options options, whose splits are ignored
     * @throws LgscException when the folder does not exist, it has only one class, or a folder or
     *     picture is in a wrong place
     */
    public static PadDataset loadUnsplit(Path root, Options options) {
        FolderDataset reader = new FolderDataset(root, options);
        reader.requireFolder();
        return reader.dataset(Map.of(Split.TRAIN, reader.split(root)));
    }

    /**
     * Returns whether a folder has a folder for a split, its name in upper or lower case; if so,
     * read it with {@link #load}, else with {@link #loadUnsplit}.
     *
     * @throws LgscException when the folder cannot be listed
     */
    public static boolean hasSplit(Path root, Split split) {
        return Files.isDirectory(root)
                && Folders.entries(root).stream()
                        .anyMatch(entry -> isNamed(entry, split) && Files.isDirectory(entry));
    }

    private static boolean isNamed(Path entry, Split split) {
        return entry.getFileName().toString().equalsIgnoreCase(split.folder());
    }

    private void requireFolder() {
        if (!Files.isDirectory(root)) {
            throw LgscException.ofFile("There is no data folder %s.", root);
        }
    }

    private PadDataset dataset(Map<Split, List<Sample>> samples) {
        Path folder = root.toAbsolutePath().normalize().getFileName();
        return new PadDataset(
                        folder == null ? "data" : folder.toString(),
                        samples,
                        setAside,
                        options.framing())
                .withKind(DataKind.RECORDED);
    }

    private PadDataset read() {
        requireFolder();
        Map<String, Split> known = new HashMap<>();
        for (Split split : Split.values()) {
            known.put(split.folder(), split);
        }
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        for (Path entry : Folders.entries(root)) {
            Split split = known.get(entry.getFileName().toString().toLowerCase(Locale.ROOT));
            if (Files.isDirectory(entry) && split != null && !samples.containsKey(split)) {
                samples.put(split, split(entry));
            } else if (Files.isDirectory(entry) || FileNames.isPicture(entry)) {
                throw FolderLayout.misplaced(entry, FolderLayout.SPLITS);
            }
        }
        for (Split split : options.splits()) {
            if (!samples.containsKey(split)) {
                throw LgscException.of(
                        "Data folder %s has no folder '%s'; it must hold "
                                + "{train,dev,test}/{live,<PAI species>}/.",
                        root, split.folder());
            }
        }
        PadDataset dataset = dataset(samples);
        return options.subjectDisjoint() ? checkSubjects(dataset) : dataset;
    }

    private static PadDataset checkSubjects(PadDataset dataset) {
        try {
            return dataset.requireSubjectDisjoint();
        } catch (LgscException e) {
            throw new LgscException(
                    e.getMessage()
                            + " Subjects are the folders below 'live' and the species, or else"
                            + " file names up to the first '_'.",
                    e);
        }
    }

    private List<Sample> split(Path splitFolder) {
        List<Sample> samples = new ArrayList<>();
        for (Path entry : Folders.entries(splitFolder)) {
            if (Files.isDirectory(entry)) {
                String species = FolderLayout.species(entry);
                int before = samples.size();
                read(entry, species.isEmpty() ? Label.LIVE : Label.SPOOF, species, samples);
                if (samples.size() == before) {
                    throw noPicture(entry);
                }
            } else if (FileNames.isPicture(entry)) {
                throw FolderLayout.misplaced(entry, FolderLayout.KINDS);
            }
        }
        long live = samples.stream().filter(s -> s.label().isLive()).count();
        if (live == 0 || live == samples.size()) {
            throw samples.isEmpty()
                    ? LgscException.of(
                            "Folder %s is empty; it must hold 'live' and PAI species.", splitFolder)
                    : LgscException.of(
                            "Folder %s holds only %s; both 'live' and at least one PAI species are"
                                    + " needed.",
                            splitFolder, live == 0 ? "attacks" : "live pictures");
        }
        return samples;
    }

    private LgscException noPicture(Path folder) {
        String below = id(folder) + "/";
        return new LgscException(
                setAside.stream()
                        .filter(s -> s.id().startsWith(below))
                        .findFirst()
                        .map(s -> ", e.g. " + s.id() + ": " + s.reason())
                        .map(s -> "Folder " + folder + " holds no usable picture" + s)
                        .orElse("Folder " + folder + " holds no usable picture."));
    }

    private void read(Path folder, Label label, String species, List<Sample> into) {
        for (Path file : Folders.files(folder)) {
            String id = id(file);
            if (!FileNames.isPicture(file)) {
                setAside.add(new SetAside(id, FileNames.reason(file)));
                continue;
            }
            if (options.verifyFiles()) {
                try {
                    options.decoder().check(file, options.minimumSize());
                } catch (LgscException e) {
                    setAside.add(new SetAside(id, e.getMessage()));
                    continue;
                }
            }
            into.add(
                    new Sample(
                            id,
                            label,
                            species,
                            FolderLayout.subject(folder.relativize(file)),
                            id,
                            ImageSource.of(file, options.decoder())));
        }
    }

    private String id(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
