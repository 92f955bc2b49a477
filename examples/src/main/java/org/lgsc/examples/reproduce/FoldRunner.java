package org.lgsc.examples.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.file.Draft;
import org.lgsc.core.file.PublishedFile;
import org.lgsc.core.file.RegularFiles;
import org.lgsc.core.file.SecondPlace;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Split;
import org.lgsc.eval.protocol.RunFolder;
import org.lgsc.eval.protocol.ScoreFacts;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.scoring.ScoredSplit;
import org.lgsc.eval.scoring.ScoringTime;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.WarmStarts;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Trains and scores a fold into a folder. The folder appears when the fold is complete, so that a
 * run that was stopped goes on with the fold it was in.
 */
final class FoldRunner {
    private static final String EXPERIMENT = "experiment.txt";

    private final TrainingProgress progress;
    private final WarmStarts warmStarts = new WarmStarts();

    FoldRunner(TrainingProgress progress) {
        this.progress = progress;
    }

    /**
     * Whether the fold is there already.
     *
     * @throws LgscException when the folder holds another experiment
     */
    static boolean isDone(Path folder, Plan.Fold fold) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try {
            if (RegularFiles.readString(folder.resolve(EXPERIMENT)).equals(fold.fingerprint())) {
                return true;
            }
        } catch (IOException e) {
            // no experiment of ours: as bad as another one
        }
        throw new LgscException(
                folder
                        + " holds a fold of other data or options; give another folder with --out,"
                        + " or remove this one.");
    }

    /** Runs a fold that is not done. */
    void run(Path folder, Plan.Fold fold) {
        PadDataset data = fold.dataset().get();
        TrainingResult result =
                Trainer.builder(fold.options())
                        .progress(progress)
                        .warmStarts(warmStarts)
                        .build()
                        .train(data);
        ScoredSplit dev;
        ScoredSplit test;
        ScoringTime time;
        try (InferenceEngine engine = InferenceEngine.of(result.model())) {
            SplitScorer scorer =
                    SplitScorer.builder(engine, fold.options().preprocessing()).build();
            dev = scorer.score(data, Split.DEV);
            long start = System.nanoTime();
            test = scorer.score(data, Split.TEST);
            time = new ScoringTime(System.nanoTime() - start, test.scores().size());
        }
        SecondPlace.write(
                folder,
                to -> write(to, fold, data, result.model(), dev, test, time),
                notice -> {
                    throw new LgscException(
                            notice
                                    + " Move it to "
                                    + folder
                                    + " when there is room, and run the same command again.");
                });
    }

    private static void write(
            Path folder,
            Plan.Fold fold,
            PadDataset data,
            LgscModel model,
            ScoredSplit dev,
            ScoredSplit test,
            ScoringTime time) {
        Path partial = folder.resolveSibling(".partial-" + folder.getFileName());
        try {
            remove(partial);
            Files.createDirectories(partial);
            Path file = partial.resolve("model.zip");
            model.save(file);
            ScoreFile.write(partial.resolve("dev.csv"), dev.scores());
            ScoreFile.write(partial.resolve("test.csv"), test.scores());
            Map<String, String> facts = facts(fold, data, file);
            facts.put(ScoreFacts.LATENCY, time.toString());
            RunFolder.describeFold(partial, facts);
            Files.writeString(partial.resolve(EXPERIMENT), fold.fingerprint());
            Files.move(partial, folder);
        } catch (IOException e) {
            throw Draft.failure("the fold " + folder, e);
        }
    }

    private static Map<String, String> facts(Plan.Fold fold, PadDataset data, Path model) {
        Map<String, String> facts = new TreeMap<>();
        facts.put(ScoreFacts.MODEL_HASH, PublishedFile.sha256(model));
        facts.put("data", fold.data());
        facts.put("data hash", data.dataHash());
        facts.put("seed", Long.toString(fold.options().seed()));
        facts.put("preprocessing", fold.options().preprocessing().toString());
        facts.put("training", fold.options().asMap().toString());
        return facts;
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(folder)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path p : all) {
                Files.delete(p);
            }
        }
    }
}
