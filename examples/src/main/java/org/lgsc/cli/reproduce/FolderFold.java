package org.lgsc.cli.reproduce;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.lgsc.core.Split;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.core.internal.file.RegularFiles;
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

    /**
     * The same pictures as those that are read, of all splits: a training is never shared with
     * another folder.
     */
    @Override
    public Optional<String> files(Split... splits) {
        StringBuilder text = new StringBuilder();
        for (Path file : Folders.files(folder)) {
            if (FileNames.isPicture(file)) {
                text.append(folder.relativize(file)).append('\0');
                text.append(RegularFiles.sizeIfKnown(file)).append('\n');
            }
        }
        return Optional.of(FoldRunner.digest(text.toString()));
    }
}
