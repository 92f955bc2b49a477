package org.lgsc.train;

import java.util.List;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.dataset.Split;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.scoring.ScoredSplit;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;

/** Looks at the development split between epochs. */
@FunctionalInterface
interface DevEvaluator {
    /**
     * A look.
     *
     * @param report with the threshold fitted on the scores
     * @param setAside samples that could not be read
     */
    record Outcome(PadReport report, List<SetAside> setAside) {}

    /**
     * @param cues the network as it is now
     */
    Outcome evaluate(CueSource cues, PadDataset dataset);

    /** By the threshold of the equal error rate on the development split. */
    static DevEvaluator equalErrorRate(TrainingOptions options) {
        return (cues, dataset) -> {
            ScoredSplit scored =
                    SplitScorer.builder(cues, options.preprocessing())
                            .threads(options.threads())
                            .build()
                            .score(dataset, Split.DEV);
            PadReport report =
                    PadEvaluator.builder()
                            .thresholdFrom(scored.toDevScores(), Criterion.EER)
                            .title(dataset.name() + ", development split")
                            .bootstrapReplicates(0)
                            .build()
                            .evaluateDev(scored.toDevScores());
            return new Outcome(report, scored.setAside());
        };
    }
}
