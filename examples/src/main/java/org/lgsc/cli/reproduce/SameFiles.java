package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.RegularFiles;

/**
 * The record, in the folder of a fold or a training, of the files that it was made from. It is
 * separate from the description of the experiment, so that folds of earlier versions, which have no
 * such record, are still taken up.
 */
final class SameFiles {
    private static final String FILES = "files.txt";

    private SameFiles() {}

    /** Records the files of splits, if the data are known by files. */
    static void write(Path folder, FoldData data, Split... splits) throws IOException {
        Optional<String> files = data.files(splits);
        if (files.isPresent()) {
            AtomicFile.writeString(folder.resolve(FILES), files.get() + "\n");
        }
    }

    /**
     * @param what the folder holds, for the message
     * @throws LgscException when the folder was made from other files
     */
    static void require(Path folder, String what, FoldData data, Split... splits) {
        Path record = folder.resolve(FILES);
        if (!Files.exists(record)) {
            return;
        }
        String before;
        try {
            before = RegularFiles.readString(record).strip();
        } catch (IOException e) {
            throw AtomicFile.failure(record.toString(), e);
        }
        if (data.files(splits).filter(now -> !now.equals(before)).isPresent()) {
            throw LgscException.of(
                    "%s contains a %s of other data: the names or sizes of the files were others."
                            + " Give the same data, other folders with --work and --out, or"
                            + " remove this one.",
                    folder, what);
        }
    }
}
