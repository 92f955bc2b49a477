package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.lgsc.core.Split;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.internal.folder.FileNames;

/**
 * A fold of a folder of face crops.
 *
 * @param folder with train, dev and test
 * @param pictures read from it when they are needed
 */
record FolderFold(Path folder, FoldData pictures) implements FoldData {
    static FolderFold of(Path folder, Supplier<PadDataset> pictures) {
        return new FolderFold(folder, FoldData.of(pictures));
    }

    @Override
    public PadDataset training() {
        return pictures.training();
    }

    @Override
    public PadDataset scoring(Split split) {
        return pictures.scoring(split);
    }

    /** The pictures of all splits: a training is never shared with another folder. */
    @Override
    public Optional<String> files(Split... splits) {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(FileNames::isPicture).sorted().toList()) {
                text.append(folder.relativize(file)).append('\0').append(Files.size(file));
                text.append('\n');
            }
        } catch (UncheckedIOException e) {
            throw AtomicFile.failure(folder.toString(), e.getCause());
        } catch (IOException e) {
            throw AtomicFile.failure(folder.toString(), e);
        }
        return Optional.of(FoldRunner.digest(text.toString()));
    }
}
