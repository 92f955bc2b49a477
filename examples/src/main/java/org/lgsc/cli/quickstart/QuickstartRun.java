package org.lgsc.cli.quickstart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lgsc.cli.command.ResultFolder;
import org.lgsc.cli.figure.CuePicture;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.scoring.ScoringResult;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.baseline.BaselineModel;
import org.lgsc.train.baseline.TextureFeatures;
import org.lgsc.train.baseline.TextureTrainer;
import org.lgsc.train.progress.ConsoleProgress;

/** One run of the quickstart: data, two models, their scores and reports, the picture. */
final class QuickstartRun {
    private final QuickstartOptions options;
    private final long seed;
    private final ResultFolder out;
    private final PrintWriter progress;
    private final Instant start = Instant.now();

    QuickstartRun(QuickstartOptions options, long seed, ResultFolder out, PrintWriter progress) {
        this.options = options;
        this.seed = seed;
        this.out = out;
        this.progress = progress;
    }

    private static final String CROSSED = "cross-camera and size, cloth";

    /** A network or a baseline with its scores and report. */
    private record Result<M>(M model, ScoringResult dev, ScoringResult test, PadReport report) {}

    /**
     * @param live folder with live photographs; null to draw faces
     * @return a summary for the user
     */
    String run(Path live) {
        QuickstartData pictures = new QuickstartData(options, seed, live, this::say);
        PadDataset data = pictures.all();
        say(data.summary().asText());
        String leftOut = options.faces().leftOut().id();

        // first without the left-out species, then continued with all of them: two fairly
        // evaluated models in little more time than one
        PadDataset without = QuickstartData.without(data, leftOut);
        Result<LgscModel> unseen =
                experiment(
                        "unseen", leftOut + " never seen, new people", without, Optional.empty());
        Result<LgscModel> known =
                experiment(
                        "known",
                        "every attack species known, new people",
                        data,
                        Optional.of(unseen.model()));
        Result<BaselineModel> knownYardstick = baseline("every attack species known", data);
        Result<BaselineModel> unseenYardstick = baseline(leftOut + " never seen", without);

        PadDataset other = pictures.otherCamera();
        say("Another camera, smaller faces, a PAI species of its own: " + other.name());
        PadReport crossed = crossedNetwork(known, other);
        Map<String, PadReport> reports = new LinkedHashMap<>();
        reports.put("known", known.report());
        reports.put("known-baseline", knownYardstick.report());
        reports.put("known-cross-camera", crossed);
        reports.put("known-cross-camera-baseline", crossedBaseline(knownYardstick, other));
        reports.put("unseen", unseen.report());
        reports.put("unseen-baseline", unseenYardstick.report());
        QuickstartCard card = new QuickstartCard(data.kind());
        save("known", card.of(known.model(), known.report(), crossed, knownYardstick.dev()));
        save("unseen", card.of(unseen.model(), unseen.report(), null, unseenYardstick.dev()));
        String purpose = card.purpose(crossed);
        String text =
                purpose
                        + "\n"
                        + String.join(
                                "\n", reports.values().stream().map(PadReport::toText).toList());
        out.write("report.txt", file -> AtomicFile.writeText(file, text));
        out.write("report.json", file -> AtomicFile.writeText(file, json(reports)));
        picture(known, data);
        return summary(reports.values(), purpose);
    }

    private void save(String name, LgscModel model) {
        out.write(name + ".zip", model::save);
    }

    /** Trains a histogram baseline, to show whether the network is better than that. */
    private Result<BaselineModel> baseline(String title, PadDataset data) {
        TextureFeatures features = TextureFeatures.COLOR_TEXTURE;
        say("Baseline " + features + ": " + title);
        BaselineModel model =
                new TextureTrainer(
                                features,
                                FaceGeometry.standard(options.recipe().network().patchSize()))
                        .train(data);
        return result(
                title + " (" + features + ")", model, model.source(), model.preprocessing(), data);
    }

    private <M> Result<M> result(
            String title, M model, CueSource source, Preprocessing preprocessing, PadDataset data) {
        SplitScorer scorer = SplitScorer.builder(source, preprocessing).build();
        ScoringResult dev = scorer.score(data, Split.DEV);
        ScoringResult test = scorer.score(data, Split.TEST);
        return new Result<>(
                model, dev, test, report(title, data, preprocessing.geometry(), dev, test));
    }

    private PadReport crossedNetwork(Result<LgscModel> known, PadDataset other) {
        Preprocessing preprocessing = known.model().metadata().preprocessing();
        try (InferenceEngine engine = InferenceEngine.of(known.model())) {
            return crossed(CROSSED, engine, preprocessing, known.dev(), other);
        }
    }

    private PadReport crossedBaseline(Result<BaselineModel> known, PadDataset other) {
        BaselineModel model = known.model();
        String title = CROSSED + " (" + model.method() + ")";
        return crossed(title, model.source(), model.preprocessing(), known.dev(), other);
    }

    /** Evaluates at the threshold of the development split with the first camera. */
    private PadReport crossed(
            String title,
            CueSource source,
            Preprocessing preprocessing,
            ScoringResult dev,
            PadDataset other) {
        ScoringResult test =
                SplitScorer.builder(source, preprocessing).build().score(other, Split.TEST);
        return report(title, other, preprocessing.geometry(), dev, test);
    }

    private PadReport report(
            String title,
            PadDataset data,
            FaceGeometry geometry,
            ScoringResult dev,
            ScoringResult test) {
        return PadEvaluator.builder()
                .title(title)
                .thresholdFrom(dev.toDevScores(), Criterion.EER)
                .provenance("data", data.name())
                .provenance("data hash", data.dataHash())
                .provenance("seed", Long.toString(seed))
                .provenance("geometry", geometry.toString())
                .build()
                .evaluate(test.toTestScores());
    }

    private Result<LgscModel> experiment(
            String name, String title, PadDataset data, Optional<LgscModel> start) {
        say("Training: " + title);
        TrainingOptions training =
                start.isPresent() ? options.continuing(seed) : options.training(seed);
        Trainer trainer = new Trainer(training, new ConsoleProgress());
        LgscModel model =
                start.map(before -> trainer.continueFrom(before, data))
                        .orElseGet(() -> trainer.train(data))
                        .model();
        Result<LgscModel> result;
        try (InferenceEngine engine = InferenceEngine.of(model)) {
            result = result(title, model, engine, model.metadata().preprocessing(), data);
        }
        save(name, model); // with the results known so far
        out.write(name + "-dev.csv", file -> ScoreFile.write(file, result.dev().scores()));
        out.write(name + "-test.csv", file -> ScoreFile.write(file, result.test().scores()));
        return result;
    }

    private static String json(Map<String, PadReport> reports) {
        try {
            ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
            ObjectNode root = mapper.createObjectNode();
            for (Map.Entry<String, PadReport> r : new TreeMap<>(reports).entrySet()) {
                root.set(r.getKey(), mapper.readTree(r.getValue().toJson()));
            }
            return mapper.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be written as JSON", e);
        }
    }

    /** Draws the first subjects of the test split, with a row for live and for each species. */
    private void picture(Result<LgscModel> known, PadDataset data) {
        FaceGeometry geometry = known.model().metadata().preprocessing().geometry();
        Map<String, Map<String, Sample>> rows = new LinkedHashMap<>();
        rows.put("live", new LinkedHashMap<>());
        for (Sample s : data.samples(Split.TEST)) {
            rows.computeIfAbsent(
                            s.label().isLive() ? "live" : s.species(), r -> new LinkedHashMap<>())
                    .putIfAbsent(s.subject(), s);
        }
        List<CuePicture.Row> drawn = new ArrayList<>();
        try (InferenceEngine cues = InferenceEngine.of(known.model())) {
            rows.forEach(
                    (label, samples) ->
                            drawn.add(
                                    new CuePicture.Row(
                                            label,
                                            samples.values().stream()
                                                    .limit(options.pictureColumns())
                                                    .map(s -> cell(s, geometry, cues))
                                                    .toList())));
        }
        out.write(
                "cues.png",
                file ->
                        CuePicture.write(
                                file,
                                "Faces and spoof cue maps, people not seen in training",
                                drawn,
                                known.report().threshold().spoofScore(),
                                false));
    }

    private static CuePicture.Cell cell(Sample sample, FaceGeometry geometry, CueSource cues) {
        RgbImage picture = geometry.picture(sample.image().load());
        return CuePicture.Cell.of(picture, InputScaling.SYMMETRIC, cues);
    }

    private String summary(Collection<PadReport> reports, String purpose) {
        StringBuilder text = new StringBuilder();
        for (PadReport p : reports) {
            text.append(
                    RootFormat.of(
                            "%-46s ACER %5.1f %%  (worst APCER %.1f %% %s, BPCER %.1f %%)%n",
                            p.title() + ":",
                            100 * p.acer(),
                            100 * p.apcer(),
                            p.worstSpecies(),
                            100 * p.bpcer().value()));
        }
        text.append(purpose);
        for (String file :
                List.of(
                        "cues.png",
                        "report.txt",
                        "report.json",
                        "known.zip",
                        "unseen.zip",
                        "known-test.csv")) {
            text.append("  ").append(out.place(file)).append(System.lineSeparator());
        }
        return text.toString();
    }

    private void say(String line) {
        Duration d = Duration.between(start, Instant.now());
        progress.printf(Locale.ROOT, "[%d:%02d] %s%n", d.toMinutes(), d.toSecondsPart(), line);
        progress.flush();
    }
}
