package org.lgsc.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.option.SplitFaces;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the precisions of a model: time, scores, error rates and decisions. */
@Command(
        name = "precision",
        description = {
            "Compare the precisions that this processor has, for a model and a data set:"
                    + " milliseconds at batch 1 and 8, taking turns; how far scores of the test"
                    + " split are from those of float32; ACER there, with the threshold of the"
                    + " development split's equal error rate fitted in that precision, one score a"
                    + " video; the decisions that change; and the convolutions that stay"
                    + " float32 in a lower precision.",
            "int8 needs a model that was quantised (quantize)."
        })
public final class BenchPrecision extends LgscCommand {
    private static final int MOST_LISTED = 20;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    Path model;

    @Mixin SplitFaces source;

    @Option(
            names = "--rounds",
            defaultValue = "11",
            description = "Rounds of each timing (default: ${DEFAULT-VALUE}).")
    int rounds;

    private record Outcome(List<PadScore> test, PadReport report) {}

    @Override
    protected int run() {
        source.requireOneSource();
        requireBackend();
        LgscModel loaded = LgscModel.load(model);
        Preprocessing preprocessing = loaded.metadata().preprocessing();
        Map<Split, List<Sample>> faces = source.of(preprocessing.geometry(), Split.DEV, Split.TEST);
        List<Sample> dev = faces.get(Split.DEV);
        List<Sample> test = faces.get(Split.TEST);
        Map<Precision, InferenceEngine> engines = new EnumMap<>(Precision.class);
        try {
            for (Precision precision : precisions(loaded)) {
                engines.put(precision, InferenceEngine.of(loaded, precision));
            }
            int side = preprocessing.geometry().scoredSide();
            List<Timings> times = List.of(time(engines, 1, side), time(engines, 8, side));
            Map<Precision, Outcome> outcomes = new EnumMap<>(Precision.class);
            engines.forEach(
                    (precision, engine) ->
                            outcomes.put(precision, outcome(engine, preprocessing, dev, test)));
            print(times, outcomes);
            changes(outcomes);
            floats(engines);
            double flops = engines.get(Precision.FLOAT32).flops(1, 3, side, side);
            new PrecisionLimits(flops).print(out());
        } finally {
            engines.values().forEach(InferenceEngine::close);
        }
        return 0;
    }

    private List<Precision> precisions(LgscModel loaded) {
        List<Precision> usable = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            boolean quantised =
                    precision != Precision.INT8 || loaded.metadata().calibration() != null;
            if (precision.isSupported() && quantised) {
                usable.add(precision);
            } else {
                err().println(
                                precision.isSupported()
                                        ? "No int8: the model was not quantised (lgsc quantize)."
                                        : "No "
                                                + precision
                                                + ": this processor does not support it.");
            }
        }
        return usable;
    }

    private Timings time(Map<Precision, InferenceEngine> engines, int batch, int side) {
        INDArray images = RandomBatch.images(batch, side);
        Timings timings = new Timings("batch " + batch);
        engines.forEach(
                (precision, engine) ->
                        timings.candidate(precision.toString(), () -> engine.cues(images)));
        return timings.run(1, rounds);
    }

    private static Outcome outcome(
            InferenceEngine engine,
            Preprocessing preprocessing,
            List<Sample> dev,
            List<Sample> test) {
        SplitScorer scorer = SplitScorer.builder(engine, preprocessing).build();
        List<PadScore> ofDev = FrameFusion.MEAN.fuse(scorer.score(Split.DEV, dev).scores());
        List<PadScore> ofTest = FrameFusion.MEAN.fuse(scorer.score(Split.TEST, test).scores());
        return new Outcome(
                ofTest,
                PadEvaluator.builder()
                        .thresholdFrom(DevScores.of(ofDev), Criterion.EER)
                        .build()
                        .evaluate(TestScores.of(ofTest)));
    }

    private void print(List<Timings> times, Map<Precision, Outcome> outcomes) {
        printf(
                "%-10s %10s %10s %10s %10s %10s %8s %8s%n",
                "precision",
                "ms, 1",
                "ms, 8",
                "max diff.",
                "mean diff.",
                "threshold",
                "ACER %",
                "changed");
        Outcome floats = outcomes.get(Precision.FLOAT32);
        outcomes.forEach(
                (precision, outcome) -> {
                    double[] differences = differences(outcome, floats);
                    printf(
                            "%-10s %10.2f %10.2f %10.5f %10.5f %10.5f %8.2f %8d%n",
                            precision,
                            median(times.get(0), precision),
                            median(times.get(1), precision),
                            IntStream.range(0, differences.length)
                                    .mapToDouble(i -> differences[i])
                                    .max()
                                    .orElse(0),
                            IntStream.range(0, differences.length)
                                    .mapToDouble(i -> differences[i])
                                    .average()
                                    .orElse(0),
                            outcome.report().threshold().spoofScore(),
                            100 * outcome.report().acer(),
                            changed(outcome, floats).size());
                });
    }

    private static double median(Timings times, Precision precision) {
        return times.results().stream()
                .filter(r -> r.name().equals(precision.toString()))
                .findFirst()
                .orElseThrow()
                .median();
    }

    /** Returns the differences of the scores that both have. */
    private static double[] differences(Outcome a, Outcome b) {
        return IntStream.range(0, a.test().size())
                .mapToDouble(
                        i -> Math.abs(a.test().get(i).spoofScore() - b.test().get(i).spoofScore()))
                .filter(d -> !Double.isNaN(d))
                .toArray();
    }

    private static boolean accepts(Outcome outcome, int place) {
        return outcome.report().threshold().accepts(outcome.test().get(place).spoofScore());
    }

    /** Returns the places of scores that the other precision decides differently. */
    private static List<Integer> changed(Outcome a, Outcome b) {
        return IntStream.range(0, a.test().size())
                .filter(i -> accepts(a, i) != accepts(b, i))
                .boxed()
                .toList();
    }

    private void changes(Map<Precision, Outcome> outcomes) {
        Outcome floats = outcomes.get(Precision.FLOAT32);
        outcomes.forEach(
                (precision, outcome) -> {
                    List<Integer> places = changed(outcome, floats);
                    for (int i : places.subList(0, Math.min(MOST_LISTED, places.size()))) {
                        PadScore score = floats.test().get(i);
                        printf(
                                "%s calls %s %s, with %.5f; float32 has %.5f (%s)%n",
                                precision,
                                score.id(),
                                accepts(outcome, i) ? "live" : "spoof",
                                outcome.test().get(i).spoofScore(),
                                score.spoofScore(),
                                score.label().isLive() ? "live" : score.species());
                    }
                    if (places.size() > MOST_LISTED) {
                        printf("... and %d more in %s%n", places.size() - MOST_LISTED, precision);
                    }
                });
    }

    private void floats(Map<Precision, InferenceEngine> engines) {
        engines.forEach(
                (precision, engine) -> {
                    if (!engine.floats().isEmpty()) {
                        printf(
                                "float32 in %s: %s%n",
                                precision, String.join(", ", engine.floats()));
                    }
                });
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new BenchPrecision(), args));
    }
}
