package org.lgsc.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.option.GeometryWords;
import org.lgsc.cli.option.SplitFaces;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.FaceView;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.scoring.ScoringResult;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Compares the test policies: error rates, coverage and time. */
@Command(
        name = "policies",
        description = {
            "Compare the test policies for a model and a data set: error rates with the threshold"
                    + " of the development split's equal error rate, one score per video; the share"
                    + " of the face's box that is scored; passes and milliseconds per face.",
            "APCER is that of the worst species; APCER and BPCER have their counts and exact 95 %%"
                    + " intervals.",
            "The time includes cutting the parts of a face and the network, one face at a time."
        })
public final class BenchPolicies extends LgscCommand {
    private static final int TIMED = 40;
    private static final int WARM_UP = 5;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    Path model;

    @Option(
            names = "--policies",
            split = ",",
            defaultValue = "full,whole,patches,grid:4,centre",
            paramLabel = "POLICY",
            description = "The policies to compare (default: ${DEFAULT-VALUE}).")
    List<String> policies;

    @Mixin SplitFaces source;

    @Override
    protected int run() {
        source.requireOneSource();
        List<TestPolicy> compared =
                fromArguments(() -> policies.stream().map(GeometryWords::testPolicy).toList());
        requireBackend();
        LgscModel loaded = LgscModel.load(model);
        Preprocessing preprocessing = loaded.metadata().preprocessing();
        Map<Split, List<Sample>> faces = source.of(preprocessing.geometry(), Split.DEV, Split.TEST);
        List<Sample> dev = faces.get(Split.DEV);
        List<Sample> test = faces.get(Split.TEST);
        printf(
                "%s, %d faces in the development split, %d in the test split%n",
                preprocessing.geometry(), dev.size(), test.size());
        printf(
                "%-12s %8s %8s %8s  %-29s  %-29s %10s %8s %9s%n",
                "policy",
                "D-EER %",
                "ACER %",
                "HTER %",
                "APCER",
                "BPCER",
                "box seen %",
                "passes",
                "ms");
        try (InferenceEngine engine = InferenceEngine.of(loaded)) {
            for (TestPolicy policy : compared) {
                FaceGeometry geometry = preprocessing.geometry().withTest(policy);
                try {
                    print(policy, geometry, preprocessing.scaling(), engine, dev, test);
                } catch (LgscException e) {
                    printf("%-12s %s%n", policy, e.getMessage());
                }
            }
        }
        return 0;
    }

    private void print(
            TestPolicy policy,
            FaceGeometry geometry,
            InputScaling scaling,
            InferenceEngine engine,
            List<Sample> dev,
            List<Sample> test) {
        SplitScorer scorer = SplitScorer.builder(engine, geometry, scaling).build();
        ScoringResult ofDev = scorer.score(Split.DEV, dev);
        ScoringResult ofTest = scorer.score(Split.TEST, test);
        PadReport report =
                PadEvaluator.builder()
                        .thresholdFrom(
                                DevScores.of(FrameFusion.MEAN.fuse(ofDev.scores())), Criterion.EER)
                        .build()
                        .evaluate(TestScores.of(FrameFusion.MEAN.fuse(ofTest.scores())));
        Cost cost = cost(geometry, scaling, engine, test);
        printf(
                "%-12s %8.2f %8.2f %8.2f  %-29s  %-29s %10.0f %8.1f %9.1f%n",
                policy,
                100 * report.dEer(),
                100 * report.acer(),
                100 * report.hter(),
                report.worst().map(worst -> worst.apcer().toString()).orElse("n/a"),
                report.bpcer(),
                100 * cost.seen(),
                cost.passes(),
                cost.milliseconds());
        out().flush();
    }

    private record Cost(double seen, double passes, double milliseconds) {}

    private static Cost cost(
            FaceGeometry geometry,
            InputScaling scaling,
            InferenceEngine engine,
            List<Sample> samples) {
        List<RgbImage> crops = judged(samples, geometry);
        for (int i = 0; i < WARM_UP && !crops.isEmpty(); i++) {
            score(geometry.view(crops.get(0)), scaling, engine);
        }
        double seen = 0;
        double passes = 0;
        List<Double> times = new ArrayList<>();
        for (RgbImage crop : crops) {
            long start = System.nanoTime();
            FaceView view = geometry.view(crop);
            score(view, scaling, engine);
            times.add((System.nanoTime() - start) / 1e6);
            passes += view.images().size();
            seen += view.share(all(crop), box(crop, geometry));
        }
        int timed = times.size();
        return timed == 0
                ? new Cost(Double.NaN, Double.NaN, Double.NaN)
                : new Cost(seen / timed, passes / timed, Timings.Result.of("face", times).median());
    }

    /** Returns the first faces that are judged; the scores set the others aside as well. */
    private static List<RgbImage> judged(List<Sample> samples, FaceGeometry geometry) {
        List<RgbImage> crops = new ArrayList<>();
        for (Sample sample : samples) {
            if (crops.size() == TIMED) {
                break;
            }
            try {
                RgbImage crop = sample.image().load();
                geometry.view(crop);
                crops.add(crop);
            } catch (LgscException e) {
                continue;
            }
        }
        return crops;
    }

    private static void score(FaceView view, InputScaling scaling, InferenceEngine engine) {
        engine.scores(scaling.toArray(view.images().toArray(RgbImage[]::new)));
    }

    private static FaceBox all(RgbImage crop) {
        return new FaceBox(0, 0, crop.width(), crop.height(), 1);
    }

    /** Returns the face's own box in its crop, if the crop was not shifted at an edge. */
    private static FaceBox box(RgbImage crop, FaceGeometry geometry) {
        double share = 1 / geometry.crop().enlargement();
        int width = (int) Math.round(crop.width() * share);
        int height = (int) Math.round(crop.height() * share);
        return new FaceBox(
                (crop.width() - width) / 2, (crop.height() - height) / 2, width, height, 1);
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new BenchPolicies(), args));
    }
}
