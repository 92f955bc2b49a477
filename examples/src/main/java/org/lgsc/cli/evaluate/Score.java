package org.lgsc.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.command.Reasons;
import org.lgsc.cli.fold.SplitScoring;
import org.lgsc.cli.fold.SystemFacts;
import org.lgsc.cli.option.CacheChoice;
import org.lgsc.cli.option.FaceOptions;
import org.lgsc.cli.option.PrecisionOption;
import org.lgsc.core.Split;
import org.lgsc.core.detector.FaceGate;
import org.lgsc.core.detector.LivenessDetector;
import org.lgsc.core.detector.QualityLimits;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.WholeImageDetector;
import org.lgsc.core.foreign.ForeignCard;
import org.lgsc.core.foreign.ForeignNetwork;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.internal.file.FallbackLocation;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.face.JudgedFaceSource;
import org.lgsc.data.internal.protocol.RepeatedPictures;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.eval.internal.protocol.ScoreFacts;
import org.lgsc.eval.scoring.CheckScorer;
import org.lgsc.eval.scoring.ScoringProgress;
import org.lgsc.eval.scoring.ScoringResult;
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
            "CSV.json next to it records the model, its settings and its speed for the report.",
            "Pictures without a usable face have no response: their score is empty."
        })
public final class Score extends LgscCommand {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description =
                    "A model file, or the card of a third-party network, which scores the"
                            + " photographs of a --data folder.")
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

    @Option(
            names = "--out",
            required = true,
            paramLabel = "CSV",
            description = "Score file to write.")
    Path out;

    @Mixin FaceOptions faces;

    @Mixin PrecisionOption precision;

    @Override
    protected int run() throws Exception {
        prepared.requireOneSource(data);
        Outputs.file(out);
        Outputs.file(out.resolveSibling(out.getFileName() + ".json"));
        requireBackend();
        if (ForeignCard.isCard(model)) {
            return written(byCard());
        }
        CueSource source;
        Preprocessing preprocessing;
        Provenance provenance;
        String method = "lgsc";
        Precision used = Precision.FLOAT32;
        Map<String, String> card = Map.of();
        if (BaselineModel.isBaseline(model)) {
            precision.refuse("a CNN baseline");
            BaselineModel baseline = BaselineModel.load(model);
            source = baseline.source();
            preprocessing = baseline.preprocessing();
            provenance = baseline.provenance();
            method = baseline.method();
        } else {
            LgscModel loaded = LgscModel.load(model);
            used = precision.of(loaded);
            source = InferenceEngine.of(loaded, used);
            preprocessing = loaded.metadata().preprocessing();
            provenance = loaded.metadata().provenance();
            card = SystemFacts.ofCard(loaded.metadata());
        }
        Map<String, String> facts = SystemFacts.of(model, method, preprocessing, provenance);
        facts.putAll(card);
        facts.put(ScoreFacts.PRECISION, used.toString());
        PadDataset dataset = dataset(preprocessing, facts);
        ScoreFacts.otherFold(facts).ifPresent(text -> err().println("Note: " + text + "."));
        Reasons.say(dataset.setAside(), false, err()::println);
        SplitScoring scoring = new SplitScoring(source, preprocessing, facts);
        SplitScoring.Scores scores =
                prepared.given()
                        ? scoring.score(split, dataset.samples(split), Map.of())
                        : photographs(preprocessing.geometry(), dataset.samples(split), scoring);
        return written(scores);
    }

    private int written(SplitScoring.Scores scores) {
        ScoringResult scored = scores.split();
        Path saved = FallbackLocation.write(out, scores::write, err()::println);
        Reasons.say("No response", scored.setAside(), false, err()::println);
        printf(
                "%d of %d pictures scored: %s%n",
                scored.scores().size() - scored.setAside().size(), scored.scores().size(), saved);
        return saved.equals(out) ? 0 : 1;
    }

    /** Scores with a third-party network, which needs more of a photograph than a face crop. */
    private SplitScoring.Scores byCard() {
        require(
                !prepared.given(),
                "A third-party network cuts faces out of photographs in its own way: give the"
                        + " folder of photographs with --data.");
        PadDataset pictures =
                FolderDataset.load(data, FolderDataset.Options.defaults().withSplits(split));
        Reasons.say(pictures.setAside(), false, err()::println);
        ForeignNetwork network = ForeignNetwork.load(model);
        Map<String, String> facts = SystemFacts.ofCard(model, network);
        facts.put(ScoreFacts.DATASET, pictures.name());
        LivenessDetector.Builder builder = LivenessDetector.builder(network);
        builder.faceDetector(faces.open(builder.trainedWith()));
        try (LivenessDetector detector = builder.build()) {
            return SplitScoring.timed(
                    split,
                    facts,
                    () ->
                            new CheckScorer(detector, ScoringProgress.NONE)
                                    .score(split, pictures.samples(split)));
        }
    }

    /** Scores pictures whose faces are detected here, unless they are declared to be crops. */
    private SplitScoring.Scores photographs(
            FaceGeometry geometry, List<Sample> samples, SplitScoring scoring) {
        try (FaceDetector detector = faces.open(geometry.detector())) {
            FaceGate gate = new FaceGate(geometry, detector, QualityLimits.DEFAULT);
            List<Sample> judged =
                    detector instanceof WholeImageDetector
                            ? samples
                            : samples.stream()
                                    .map(
                                            s ->
                                                    s.withImage(
                                                            new JudgedFaceSource(
                                                                    s.id(), s.image(), gate)))
                                    .toList();
            return scoring.score(split, judged, Map.of());
        }
    }

    private PadDataset dataset(Preprocessing preprocessing, Map<String, String> facts) {
        if (!prepared.given()) {
            PadDataset pictures =
                    FolderDataset.load(data, FolderDataset.Options.defaults().withSplits(split));
            facts.put(ScoreFacts.DATASET, pictures.name());
            noteFaults(RepeatedPictures.of(pictures), facts);
            return pictures;
        }
        prepared.requireCrop(preprocessing.geometry().crop());
        Protocol protocol = prepared.protocols.protocol();
        facts.putAll(prepared.facts(protocol));
        PadDataset data = prepared.samples(protocol).scoring(split);
        data.framing()
                .detector()
                .ifPresent(d -> faces.noteOther(preprocessing.geometry().detector(), d));
        noteFaults(data.remarks(), facts);
        return data;
    }

    private void noteFaults(List<String> faults, Map<String, String> facts) {
        faults.forEach(err()::println);
        if (!faults.isEmpty()) {
            facts.put(ScoreFacts.DATA_FAULTS, String.join(" ", faults));
        }
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Score(), args));
    }
}
