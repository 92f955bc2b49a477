package org.lgsc.train;

import java.util.List;
import org.lgsc.core.Split;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.FrameFusion;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.scoring.ScoringResult;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;

/** Evaluates the development split between epochs. */
@FunctionalInterface
interface DevEvaluator {
    /**
     * Evaluation of the development split.
     *
     * @param report report with the threshold fitted on the scores
     * @param videos the same report with the frames of each video fused, where there are several;
     *     it decides which epoch is the best
     * @param setAside samples that could not be read
     */
    record Outcome(PadReport report, PadReport videos, List<SetAside> setAside) {
        Outcome(PadReport report, List<SetAside> setAside) {
            this(report, report, setAside);
        }
    }

    Outcome evaluate(CueSource cues, PadDataset dataset);

    /** Evaluates with the threshold of the equal error rate on the development split. */
    static DevEvaluator equalErrorRate(TrainingOptions options) {
        return (cues, dataset) -> {
            ScoringResult scored =
                    SplitScorer.builder(cues, options.preprocessing())
                            .threads(options.threads())
                            .build()
                            .score(dataset, Split.DEV);
            String title = dataset.name() + ", development split";
            List<PadScore> videos = FrameFusion.MEAN.fuse(scored.scores());
            PadReport report = report(title, scored.toDevScores());
            return new Outcome(
                    report,
                    videos.size() == scored.scores().size()
                            ? report
                            : report(title, DevScores.of(videos)),
                    scored.setAside());
        };
    }

    private static PadReport report(String title, DevScores scores) {
        return PadEvaluator.builder()
                .thresholdFrom(scores, Criterion.EER)
                .title(title)
                .bootstrapReplicates(0)
                .build()
                .evaluateDev(scores);
    }
}
