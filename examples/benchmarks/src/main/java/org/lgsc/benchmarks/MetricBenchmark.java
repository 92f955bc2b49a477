package org.lgsc.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.TestScores;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.eval.threshold.Threshold;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The error rates of 100,000 presentations, a third of them bona fide. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MetricBenchmark {
    private static final int SCORES = 100_000;
    private static final int OF_A_PERSON = 100;

    private DevScores dev;
    private TestScores test;
    private PadEvaluator evaluator;

    @Setup
    public void prepare() {
        dev = DevScores.of(scores(1));
        test = TestScores.of(scores(2));
        evaluator = PadEvaluator.builder().title("benchmark").fixedThreshold(0.5).build();
    }

    private static List<PadScore> scores(long seed) {
        Random random = new Random(seed);
        List<PadScore> scores = new ArrayList<>(SCORES);
        for (int i = 0; i < SCORES; i++) {
            String id = "picture" + i;
            String subject = "person" + (SCORES * seed + i / OF_A_PERSON);
            double noise = 0.2 * random.nextGaussian();
            switch (i % 3) {
                case 0 -> scores.add(PadScore.live(id, subject, 0.3 + noise));
                case 1 -> scores.add(PadScore.attack(id, "print", subject, 0.7 + noise));
                default -> scores.add(PadScore.attack(id, "replay", subject, 0.7 + noise));
            }
        }
        return scores;
    }

    /** The threshold of the equal error rate. */
    @Benchmark
    public double fitThreshold() {
        return Threshold.fit(dev, Criterion.EER).spoofScore();
    }

    /** A whole report: rates with intervals, of each species, and the ACER's bootstrap. */
    @Benchmark
    public double report() {
        return evaluator.evaluate(test).acer();
    }
}
