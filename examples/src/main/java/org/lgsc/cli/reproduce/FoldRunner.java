package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.lgsc.cli.fold.SplitScoring;
import org.lgsc.cli.fold.SystemFacts;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.eval.protocol.RunFolder;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.WarmStarts;
import org.lgsc.train.checkpoint.CheckpointOptions;
import org.lgsc.train.progress.TrainingProgress;
import org.lgsc.train.watch.TrainingFolder;

/**
 * Trains and scores a fold into a folder, which appears when the fold is complete. A training has
 * its own folder with checkpoints, from which a stopped run resumes within a fold. Folds with the
 * same training share that folder.
 */
final class FoldRunner {
    private static final String EXPERIMENT = "experiment.txt";
    private static final String MODEL = "model.zip";
    private static final String WATCH = "watch";

    private final Path trainings;
    private final TrainingProgress progress;
    private final Duration interval;
    private final PrintWriter said;
    private final WarmStarts warmStarts = new WarmStarts();

    FoldRunner(Path trainings, TrainingProgress progress, Duration interval, PrintWriter said) {
        this.trainings = trainings;
        this.progress = progress;
        this.interval = interval;
        this.said = said;
    }

    /** Whether the fold is already complete; a folder with another experiment is refused. */
    static boolean isDone(Path folder, Plan.Fold fold) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            String before = RegularFiles.readString(folder.resolve(EXPERIMENT));
            if (anyThreads(before).equals(anyThreads(fold.fingerprint()))) {
                SameFiles.require(folder, "fold", fold.dataset(), Split.values());
                return true;
            }
        } catch (IOException e) {
            // unknown contents are refused like another experiment
        }
        throw new LgscException(
                folder
                        + " contains a fold of other data or options; give another folder with"
                        + " --out, or remove this one.");
    }

    /** Removes the number of reader threads: it depends on the machine and not on the result. */
    private static String anyThreads(String fingerprint) {
        return fingerprint.replaceAll("threads=\\d+(, )?", "");
    }

    /** Folder of a fold's training. */
    Path training(Plan.Fold fold) {
        String first = fold.learning().lines().findFirst().orElse("");
        String name = first.replaceAll(".*[/\\\\]", "").replaceAll("[^A-Za-z0-9]+", "-");
        return trainings.resolve(
                name.substring(0, Math.min(40, name.length()))
                                .replaceAll("^-|-$", "")
                                .toLowerCase(Locale.ROOT)
                        + "-"
                        + digest(anyThreads(fold.training())));
    }

    /** Log of the epochs of a fold's training. */
    Path epochs(Plan.Fold fold) {
        return training(fold).resolve(WATCH).resolve("epochs.csv");
    }

    static String digest(String text) {
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    void run(Path folder, Plan.Fold fold) {
        Path home = training(fold);
        LgscModel model = trained(home, fold);
        Path partial = folder.resolveSibling(".partial-" + folder.getFileName());
        try (InferenceEngine engine = InferenceEngine.of(model)) {
            Folders.delete(partial);
            Files.createDirectories(partial);
            Map<String, String> system =
                    SystemFacts.of(
                            home.resolve(MODEL),
                            "lgsc",
                            model.metadata().preprocessing(),
                            model.metadata().provenance());
            system.putAll(SystemFacts.ofCard(model.metadata()));
            SplitScoring scoring =
                    new SplitScoring(engine, model.metadata().preprocessing(), system);
            Path dev = dev(home, fold, scoring);
            copy(dev, partial.resolve("dev.csv"));
            copy(facts(dev), partial.resolve("dev.csv.json"));
            PadDataset test = fold.dataset().scoring(Split.TEST);
            scoring.write(
                    Split.TEST,
                    test,
                    fold.dataset().facts(Split.TEST),
                    partial.resolve("test.csv"));
            fold.dataset()
                    .newSpecies()
                    .ifPresent(
                            d ->
                                    scoring.write(
                                            Split.TEST,
                                            d,
                                            Map.of(),
                                            partial.resolve(NewSpecies.FILE)));
            RunFolder.describeFold(partial, described(fold, home));
            Files.writeString(partial.resolve(EXPERIMENT), fold.fingerprint());
            SameFiles.write(partial, fold.dataset(), Split.values());
            Files.move(partial, folder);
        } catch (IOException e) {
            throw AtomicFile.failure("the fold " + folder, e);
        }
    }

    /** Development scores, which depend only on the training and are shared by its folds. */
    private static Path dev(Path home, Plan.Fold fold, SplitScoring scoring) {
        String frames = fold.dataset().scored().replaceAll("[^A-Za-z0-9]+", "-");
        Path dev = home.resolve("dev-" + frames + ".csv");
        if (!Files.exists(dev) || !Files.exists(facts(dev))) {
            scoring.write(
                    Split.DEV,
                    fold.dataset().scoring(Split.DEV),
                    fold.dataset().facts(Split.DEV),
                    dev);
        }
        return dev;
    }

    private static Path facts(Path scores) {
        return scores.resolveSibling(scores.getFileName() + ".json");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The model of a finished training; otherwise starts or resumes the training. */
    private LgscModel trained(Path home, Plan.Fold fold) {
        SameFiles.require(home, "training", fold.dataset(), Split.TRAIN, Split.DEV);
        Path model = home.resolve(MODEL);
        if (Files.isRegularFile(model)) {
            return LgscModel.load(model);
        }
        Path checkpoints = home.resolve("checkpoints");
        try {
            Files.createDirectories(home);
            AtomicFile.writeString(home.resolve("training.txt"), fold.training());
            SameFiles.write(home, fold.dataset(), Split.TRAIN, Split.DEV);
        } catch (IOException e) {
            throw AtomicFile.failure(home.toString(), e);
        }
        PadDataset data = fold.dataset().training();
        fold.dataset().remarks().forEach(said::println);
        TrainingFolder watch =
                new TrainingFolder(home.resolve(WATCH), fold.options(), data, 1, said::println);
        Trainer trainer =
                Trainer.builder(fold.options())
                        .progress(TrainingProgress.all(progress, watch))
                        .warmStarts(warmStarts)
                        .checkpoints(CheckpointOptions.in(checkpoints).withInterval(interval))
                        .build();
        TrainingResult result =
                trainer.hasCheckpoint()
                        ? trainer.resume(data)
                        : fold.encoder().train(trainer, fold.options(), data);
        result.remarks().forEach(said::println);
        result.model().save(model);
        try {
            Folders.delete(checkpoints); // hundreds of megabytes each
        } catch (IOException e) {
            said.println("Cannot remove " + checkpoints + ", which is no longer needed: " + e);
        }
        return result.model();
    }

    private static Map<String, String> described(Plan.Fold fold, Path home) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("data", fold.data().replace('\n', ' '));
        facts.put("encoder starts from", fold.encoder().words(fold.options()));
        facts.put("training", fold.options().asMap().toString());
        facts.put("training folder", home.getFileName().toString());
        return facts;
    }
}
