package org.lgsc.cli.reproduce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.Framing;
import org.lgsc.train.TrainingOptions;

/**
 * Plans for folders of face crops: {@code DATA/PROTOCOL/{train,dev,test}/...} for a protocol with
 * one fold, {@code DATA/PROTOCOL/FOLD/{train,dev,test}/...} for several. Protocols have the names
 * of {@link PaperTable#protocols()}; the ablation uses {@code oulu-p1}.
 */
public final class FolderPlans {
    /** Bytes of cached pictures; pictures above this limit are read again each time. */
    private static final long CACHE_BYTES = 1L << 30;

    /** No face detection: the pictures are face crops. */
    private static final FolderDataset.Options CROPS =
            FolderDataset.Options.defaults().withFraming(Framing.CROPS);

    private FolderPlans() {}

    /** Makes the plan of a table in the paper; a fold is repeated with the next seeds. */
    public static Plan of(
            PaperTable table, Path data, TrainingOptions options, EncoderStart encoder, int seeds) {
        if (!table.inPaper()) {
            throw new IllegalArgumentException(table + " needs several data sets");
        }
        if (seeds < 1) {
            throw new IllegalArgumentException("seeds must be at least 1, but were " + seeds);
        }
        if (!Files.isDirectory(data)) {
            throw new LgscException("The data folder " + data + " does not exist.");
        }
        List<Plan.Protocol> protocols = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : table.protocols()) {
            boolean ablation = table == PaperTable.TABLE5;
            Path folder = data.resolve(ablation ? "oulu-p1" : name);
            if (!Files.isDirectory(folder)) {
                missing.add(name);
                continue;
            }
            TrainingOptions own = ablation ? AblationVariant.named(name).of(options) : options;
            protocols.add(new Plan.Protocol(name, repeated(folds(folder, own, encoder), seeds)));
        }
        if (protocols.isEmpty()) {
            throw LgscException.of(
                    "%s has no folder for any protocol of %s; the protocols are %s"
                            + " (docs/evaluation.md).",
                    data,
                    table,
                    table == PaperTable.TABLE5 ? "oulu-p1" : String.join(", ", table.protocols()));
        }
        return new Plan(
                table,
                data.toString(),
                protocols,
                missing,
                PlanNotes.ofTraining(options, encoder, seeds));
    }

    private static List<Plan.Fold> folds(
            Path folder, TrainingOptions options, EncoderStart encoder) {
        if (Files.isDirectory(folder.resolve("train"))) {
            return List.of(fold("fold-1", folder, options, encoder));
        }
        List<Plan.Fold> folds =
                Folders.entries(folder).stream()
                        .filter(p -> Files.isDirectory(p.resolve("train")))
                        .map(p -> fold(p.getFileName().toString(), p, options, encoder))
                        .toList();
        if (folds.isEmpty()) {
            throw LgscException.of(
                    "%s contains neither train, dev and test nor folders of folds with them.",
                    folder);
        }
        return folds;
    }

    /**
     * Repeats folds with several seeds; the folds of one seed keep the names of earlier versions.
     */
    private static List<Plan.Fold> repeated(List<Plan.Fold> folds, int seeds) {
        if (seeds == 1) {
            return folds;
        }
        List<Plan.Fold> all = new ArrayList<>();
        for (Plan.Fold fold : folds) {
            for (int i = 0; i < seeds; i++) {
                long seed = fold.options().seed() + i;
                all.add(
                        new Plan.Fold(
                                fold.name() + "-seed-" + (i + 1),
                                fold.data(),
                                fold.learning(),
                                fold.dataset(),
                                fold.options().toBuilder().seed(seed).build(),
                                fold.encoder()));
            }
        }
        return all;
    }

    private static Plan.Fold fold(
            String name, Path folder, TrainingOptions options, EncoderStart encoder) {
        String data = folder.toAbsolutePath().toString();
        return new Plan.Fold(
                name,
                data,
                data,
                FolderFold.of(folder, () -> FolderDataset.load(folder, CROPS).cached(CACHE_BYTES)),
                options,
                encoder);
    }
}
