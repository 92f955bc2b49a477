package org.lgsc.cli.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lgsc.cli.fold.CriterionConverter;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.eval.internal.protocol.ScoreFacts;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.eval.threshold.Threshold;
import picocli.CommandLine.Option;

/** Options for a new threshold of the written model, in place of the one from its training. */
final class NewThreshold {
    @Option(
            names = "--dev",
            paramLabel = "CSV",
            description =
                    "Fit the threshold of the written model on these scores of the model on"
                            + " its development split (score --split dev).")
    Path dev;

    @Option(
            names = "--criterion",
            converter = CriterionConverter.class,
            description =
                    "With --dev: eer, min-hter, median, apcer<=RATE or bpcer<=RATE; or"
                            + " fixed=SCORE without it (docs/thresholds.md).")
    Criterion criterion;

    boolean isNone() {
        return criterion == null && dev == null;
    }

    /** Message if these options cannot be combined; null if they can. */
    String fault() {
        if (criterion == null) {
            return dev == null ? null : "Option '--dev' needs '--criterion'.";
        }
        if (criterion.needsScores() != (dev != null)) {
            return criterion.needsScores()
                    ? "The criterion " + criterion + " needs --dev."
                    : "Option '--dev' cannot be combined with the threshold " + criterion + ".";
        }
        boolean score = criterion.needsScores() || ModelThreshold.isScore(criterion.target());
        return score
                ? null
                : "A threshold must be from 0 to 1, but was " + criterion.target() + ".";
    }

    /**
     * Returns the model with its new threshold; a video counts once, with the mean of its frames.
     */
    LgscModel of(LgscModel model, Path file) {
        ModelThreshold threshold;
        if (criterion.needsScores()) {
            refuseOthers(file);
            List<PadScore> scores = ScoreFile.read(dev);
            Threshold fitted =
                    Threshold.fit(DevScores.of(FrameFusion.MEAN.fuse(scores)), criterion);
            threshold =
                    new ModelThreshold(
                            fitted.spoofScore(), fitted.origin() + " of " + dev.getFileName());
        } else {
            threshold = new ModelThreshold(criterion.target(), criterion + ", fitted on no data");
        }
        return new LgscModel(model.graph(), model.metadata().withThreshold(threshold));
    }

    /** Refuses scores of another model, by their metadata; files of other systems have none. */
    private void refuseOthers(Path file) {
        Map<String, String> facts = ScoreFacts.read(dev).map(ScoreFacts::system).orElse(Map.of());
        String model = facts.get(ScoreFacts.MODEL_HASH);
        if (model != null && !model.equals(PublishedFile.sha256(file))) {
            throw LgscException.of(
                    "The scores in %s are those of another model, not of %s.", dev, file);
        }
        String split = facts.getOrDefault(ScoreFacts.SPLIT, Split.DEV.folder());
        if (!split.equals(Split.DEV.folder())) {
            throw LgscException.of(
                    "The scores in %s are of the split %s; a threshold is fitted on the"
                            + " development split: score --split dev.",
                    dev, split);
        }
    }
}
