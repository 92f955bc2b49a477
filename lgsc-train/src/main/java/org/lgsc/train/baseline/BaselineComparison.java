package org.lgsc.train.baseline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.lgsc.core.Experimental;
import org.lgsc.core.Split;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.ModelCard;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;

/**
 * The result of a histogram of colours and textures on the data that a network was trained on.
 * Users of a network that is worse than it must be informed.
 *
 * @param method name of the baseline, as in {@link TextureFeatures}
 * @param dev report of the baseline on the development split, frames of a video fused
 */
@Experimental
public record BaselineComparison(String method, PadReport dev) {
    /** The maximum time after a training. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final TextureFeatures FEATURES = TextureFeatures.COLOR_TEXTURE;
    private static final int TIMED = 8;

    /** Time including fitting and a second reading of the development split, over the features'. */
    private static final double OVERHEAD = 2;

    /**
     * Trains colour texture on the training split and evaluates it on the development split. The
     * test split is not used.
     *
     * @param faces geometry by which faces were found and cut out
     * @param patience maximum time; nothing is trained when an estimate from a few pictures exceeds
     *     it
     * @return empty when it would take too long, or without a development split
     */
    public static Optional<BaselineComparison> on(
            PadDataset dataset, FaceGeometry faces, Duration patience) {
        TextureTrainer trainer = new TextureTrainer(FEATURES, faces);
        if (dataset.samples(Split.DEV).isEmpty()
                || estimate(trainer, dataset).compareTo(patience) > 0) {
            return Optional.empty();
        }
        BaselineModel model = trainer.train(dataset);
        DevScores scores =
                DevScores.of(
                        FrameFusion.MEAN.fuse(
                                SplitScorer.builder(model.source(), model.preprocessing())
                                        .build()
                                        .score(dataset, Split.DEV)
                                        .scores()));
        PadReport dev =
                PadEvaluator.builder()
                        .title(dataset.name() + ", development split, " + FEATURES)
                        .thresholdFrom(scores, Criterion.EER)
                        .bootstrapReplicates(0)
                        .build()
                        .evaluateDev(scores);
        return Optional.of(new BaselineComparison(FEATURES.toString(), dev));
    }

    private static Duration estimate(TextureTrainer trainer, PadDataset dataset) {
        List<Sample> train = dataset.samples(Split.TRAIN);
        int timed = Math.min(TIMED, train.size());
        long start = System.nanoTime();
        for (int i = 0; i < timed; i++) {
            trainer.features(train.get(i));
        }
        double each = (double) (System.nanoTime() - start) / timed;
        int all = train.size() + dataset.samples(Split.DEV).size();
        double atATime = Runtime.getRuntime().availableProcessors();
        return Duration.ofNanos((long) (OVERHEAD * each * all / atATime));
    }

    /** Returns the entry for a model card. */
    public ModelCard.Baseline card() {
        return new ModelCard.Baseline(method, dev.acer(), dev.dEer());
    }

    /**
     * Returns one line, or two where the baseline is better.
     *
     * @param network report of the network on the same split
     */
    public String text(PadReport network) {
        String line =
                RootFormat.of(
                        "The baseline %s on the same data: development ACER %.2f %%, D-EER %.2f %%;"
                                + " this network: %.2f %%, %.2f %%.",
                        method,
                        100 * dev.acer(),
                        100 * dev.dEer(),
                        100 * network.acer(),
                        100 * network.dEer());
        return network.dEer() > dev.dEer()
                ? line
                        + System.lineSeparator()
                        + "A histogram of colours is better than this network: train it longer or"
                        + " on more data before you use it."
                : line;
    }
}
