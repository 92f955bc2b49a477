package org.lgsc.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.file.SecondPlace;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.Split;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.eval.protocol.ScoreFacts;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.scoring.ScoredSplit;
import org.lgsc.eval.scoring.ScoringTime;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.train.baseline.BaselineModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores a split of a folder or of a prepared data set with a model. */
@Command(
        name = "score",
        description = {
            "Score one split of a data folder or of a prepared data set and write a score file"
                    + " (docs/evaluation.md).",
            "Beside it, in CSV.json, stands what scored it and how fast, for the report.",
            "Pictures without a usable face have no response: their score is empty."
        })
public final class Score extends ExampleCommand {
    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    Path model;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "{train,dev,test}/{live,<PAI species>}/ (docs/datasets.md).")
    Path data;

    @Mixin CacheChoice prepared;

    @Option(
            names = "--split",
            defaultValue = "test",
            description = "train, dev or test (default: ${DEFAULT-VALUE}).")
    Split split;

    @Option(names = "--out", required = true, paramLabel = "CSV", description = "The score file.")
    Path out;

    @Mixin FaceOptions faces;

    @Override
    protected int run() throws Exception {
        prepared.requireOneSource(data);
        Outputs.file(out);
        Outputs.file(out.resolveSibling(out.getFileName() + ".json"));
        requireBackend();
        CueSource source;
        Preprocessing preprocessing;
        Provenance provenance;
        String method = "lgsc";
        if (BaselineModel.isBaseline(model)) {
            BaselineModel baseline = BaselineModel.load(model);
            source = baseline.source();
            preprocessing = baseline.preprocessing();
            provenance = baseline.provenance();
            method = baseline.method();
        } else {
            LgscModel loaded = LgscModel.load(model);
            source = InferenceEngine.of(loaded);
            preprocessing = loaded.metadata().preprocessing();
            provenance = loaded.metadata().provenance();
        }
        Map<String, String> facts = SystemFacts.of(model, method, preprocessing, provenance);
        facts.put(ScoreFacts.SPLIT, split.folder());
        PadDataset dataset = dataset(preprocessing, facts);
        ScoreFacts.otherFold(facts).ifPresent(text -> err().println("Note: " + text + "."));
        Reasons.say(dataset.setAside(), false, err()::println);
        ScoredSplit scored;
        long start;
        try (FaceDetector detector = faces.open(preprocessing.geometry())) {
            List<Sample> samples =
                    dataset.samples(split).stream()
                            .map(
                                    s ->
                                            prepared.given()
                                                    ? s
                                                    : faces.face(
                                                            s,
                                                            detector,
                                                            preprocessing.geometry().crop()))
                            .toList();
            start = System.nanoTime();
            scored = SplitScorer.builder(source, preprocessing).build().score(split, samples);
        }
        Reasons.say("No response", scored.setAside(), false, err()::println);
        facts.put(
                ScoreFacts.LATENCY,
                new ScoringTime(System.nanoTime() - start, scored.scores().size()).toString());
        Path saved =
                SecondPlace.write(
                        out,
                        file -> {
                            ScoreFile.write(file, scored.scores());
                            ScoreFacts.write(file, facts);
                        },
                        err()::println);
        out().printf(
                        Locale.ROOT,
                        "%d of %d pictures scored: %s%n",
                        scored.scores().size() - scored.setAside().size(),
                        scored.scores().size(),
                        saved);
        return saved.equals(out) ? 0 : 1;
    }

    private PadDataset dataset(Preprocessing preprocessing, Map<String, String> facts) {
        if (!prepared.given()) {
            PadDataset pictures =
                    FolderDataset.load(data, FolderDataset.Options.defaults().withSplits(split));
            facts.put(ScoreFacts.DATASET, pictures.name());
            return pictures;
        }
        prepared.requireCrop(preprocessing.geometry().crop());
        Protocol protocol = prepared.protocols.protocol();
        facts.putAll(prepared.facts(protocol));
        return prepared.samples(protocol).scoring(split);
    }

    /** Runs this command alone. */
    public static void main(String... args) {
        System.exit(Launcher.execute(new Score(), args));
    }
}
