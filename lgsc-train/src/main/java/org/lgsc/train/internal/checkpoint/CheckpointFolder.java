package org.lgsc.train.internal.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.IoReason;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The folder of a run's checkpoints, numbered in the order in which they were written. A file is
 * written under another name, forced to the disk, and then renamed in one step: whenever the
 * process or the machine stops, every file with a checkpoint's name is complete.
 */
public final class CheckpointFolder {
    private static final Pattern NAME = Pattern.compile("checkpoint-(\\d{1,18})\\.lgsc");
    private static final String TEMPORARY = ".tmp";

    /** Opens files for writing; tests pass one that fails. */
    @FunctionalInterface
    interface Opener {
        FileOutputStream open(Path file) throws IOException;
    }

    private final Path folder;
    private final Opener opener;

    /** Uses a folder, which need not exist. */
    public CheckpointFolder(Path folder) {
        this(folder, file -> new FileOutputStream(file.toFile()));
    }

    CheckpointFolder(Path folder, Opener opener) {
        this.folder = folder;
        this.opener = opener;
    }

    public Path path() {
        return folder;
    }

    /** Returns whether there is no checkpoint, damaged or intact. */
    public boolean isEmpty() {
        return files().isEmpty();
    }

    /**
     * Returns the newest intact checkpoint.
     *
     * @param problems receives one sentence for each newer, damaged one
     * @return empty when there is no checkpoint at all
     * @throws LgscException when there are checkpoints, but all are damaged
     */
    public Optional<CheckpointFile> newest(List<String> problems) {
        List<Path> files = files();
        for (int i = files.size() - 1; i >= 0; i--) {
            try {
                return Optional.of(CheckpointFile.open(files.get(i)));
            } catch (CheckpointFile.Damaged e) {
                problems.add(
                        RootFormat.of(
                                "The checkpoint %s is damaged: %s; the previous one is used.",
                                files.get(i), e.getMessage()));
            }
        }
        if (!files.isEmpty()) {
            throw LgscException.of(
                    "None of the %s checkpoints in %s can be used: %s. Remove the "
                            + "folder and train from the start.",
                    files.size(),
                    folder,
                    problems.get(0)
                            .replace("; the previous one is used.", "")
                            .replace("The checkpoint ", ""));
        }
        return Optional.empty();
    }

    /**
     * Writes a checkpoint as the newest and removes those before the last few.
     *
     * @throws IOException when it cannot be written; the existing ones are kept then
     */
    void write(Object state, Map<String, INDArray> arrays, int keep) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = files();
        long number = files.isEmpty() ? 1 : number(files.get(files.size() - 1)) + 1;
        replace(
                RootFormat.of("checkpoint-%08d.lgsc", number),
                out -> CheckpointFile.write(out, state, arrays));
        for (int i = 0; i < files.size() + 1 - keep; i++) {
            deleteQuietly(files.get(i));
        }
    }

    /** Writes or replaces another file in the folder, as safely as a checkpoint. */
    public void writeText(String name, String text) throws IOException {
        Files.createDirectories(folder);
        replace(
                name,
                out -> {
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                    out.getFD().sync();
                });
    }

    private interface Content {
        void writeTo(FileOutputStream out) throws IOException;
    }

    private void replace(String name, Content content) throws IOException {
        Path temporary = folder.resolve("." + name + TEMPORARY);
        try {
            try (FileOutputStream out = opener.open(temporary)) {
                content.writeTo(out);
            }
            Files.move(temporary, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            deleteQuietly(temporary); // it may be the file that filled the disk
            throw e;
        }
        forceFolder();
    }

    /** Makes the new name survive a power failure; not every system can open a folder. */
    private void forceFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // the file itself is on the disk
        }
    }

    /** Removes incomplete files of a killed process. */
    void removeLeftovers() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(
                            f -> {
                                String name = f.getFileName().toString();
                                return name.startsWith(".") && name.endsWith(TEMPORARY);
                            })
                    .forEach(CheckpointFolder::deleteQuietly);
        } catch (IOException e) {
            return; // they do no harm
        }
    }

    /** Returns the checkpoints, oldest first. */
    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(f -> number(f) >= 0).forEach(files::add);
            } catch (IOException e) {
                throw LgscException.of(
                        e, "Cannot read the folder of checkpoints %s: %s.", folder, IoReason.of(e));
            }
            files.sort((a, b) -> Long.compare(number(a), number(b)));
        }
        return files;
    }

    private static long number(Path file) {
        Matcher matcher = NAME.matcher(file.getFileName().toString());
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // one file too many does no harm
        }
    }
}
