package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lgsc.cli.fold.SplitScoring;
import org.lgsc.cli.fold.SystemFacts;
import org.lgsc.core.Split;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.eval.protocol.RunFolder;
import org.lgsc.train.baseline.BaselineModel;
import org.lgsc.train.baseline.TextureFeatures;
import org.lgsc.train.baseline.TextureTrainer;

/**
 * Trains and scores a texture baseline on a fold, into a folder like that of a network. It takes
 * seconds, so an outdated folder is made again.
 */
final class BaselineFolds {
    private static final String EXPERIMENT = "experiment.txt";
    private static final String MODEL = "model.zip";

    private BaselineFolds() {}

    static void run(Path folder, TextureFeatures features, Plan.Fold fold) {
        String experiment = fold.data() + "\n" + features + "\n";
        try {
            if (isDone(folder.resolve(EXPERIMENT), experiment)) {
                return;
            }
            Path partial = partial(folder);
            Folders.delete(partial);
            Files.createDirectories(partial);
            score(partial, features, fold);
            RunFolder.describeFold(partial, Map.of("data", fold.data().replace('\n', ' ')));
            Files.writeString(partial.resolve(EXPERIMENT), experiment);
            if (isDone(folder.resolve(EXPERIMENT), experiment)) {
                Folders.delete(partial);
            } else {
                Folders.delete(folder);
                Files.move(partial, folder);
            }
        } catch (IOException e) {
            throw AtomicFile.failure("the fold " + folder, e);
        }
    }

    /**
     * Where a fold is made. Commands that run other folds of the same table at the same time make
     * the same baselines, each in a folder of its own.
     */
    private static Path partial(Path folder) {
        return folder.resolveSibling(
                ".partial-" + folder.getFileName() + "-" + ProcessHandle.current().pid());
    }

    private static boolean isDone(Path experiment, String wanted) throws IOException {
        return Files.isRegularFile(experiment)
                && RegularFiles.readString(experiment).equals(wanted);
    }

    private static void score(Path folder, TextureFeatures features, Plan.Fold fold) {
        BaselineModel model =
                new TextureTrainer(features, fold.options().preprocessing().geometry())
                        .train(fold.dataset().training());
        Path file = folder.resolve(MODEL);
        model.save(file);
        SplitScoring scoring =
                new SplitScoring(
                        model.source(),
                        model.preprocessing(),
                        SystemFacts.of(
                                file, model.method(), model.preprocessing(), model.provenance()));
        for (Split split : new Split[] {Split.DEV, Split.TEST}) {
            scoring.write(
                    split,
                    fold.dataset().scoring(split),
                    fold.dataset().facts(split),
                    folder.resolve(split.folder() + ".csv"));
        }
        Optional<PadDataset> others = fold.dataset().newSpecies();
        others.ifPresent(
                d -> scoring.write(Split.TEST, d, Map.of(), folder.resolve(NewSpecies.FILE)));
    }
}
