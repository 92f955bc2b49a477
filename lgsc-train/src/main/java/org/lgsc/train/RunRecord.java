package org.lgsc.train;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Provenance;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.threshold.Threshold;
import org.lgsc.train.progress.EpochSummary;

/** The description of a finished run, in the model and in one line. */
record RunRecord(TrainingOptions options, PadDataset dataset, int steps, int kept, int epochs) {
    /** Returns the line for {@code TrainingProgress.onDone}. */
    String summary(EpochSummary best, boolean stopped) {
        String dev =
                best.dev()
                        .map(r -> RootFormat.of(", development ACER %.2f %%", 100 * r.acer()))
                        .orElse("");
        return "Kept epoch " + kept + " of " + epochs + dev + (stopped ? "; stopped early" : "");
    }

    /**
     * @param warm whether the encoder was first trained alone
     */
    ModelMetadata metadata(BestWeights best, String initialWeights, boolean warm) {
        Map<String, String> training = new TreeMap<>(options.asMap());
        training.put("precision", options.precision().toString());
        if (!warm) {
            EncoderWarmStart wanted = options.warmStart();
            training.put(
                    "encoderWarmStart",
                    new EncoderWarmStart(0, wanted.learningRate(), wanted.laterFactor())
                            .toString());
        }
        training.put("steps", String.valueOf(steps));
        training.put("keptEpoch", kept + " of " + epochs);
        training.put("initialWeights", initialWeights);
        return new ModelMetadata(
                        options.network(),
                        options.preprocessing(),
                        threshold(best),
                        Provenance.now(
                                options.seed(), dataset.name(), dataset.dataHash(), training))
                .withCard(
                        new RunCard(options, dataset, steps)
                                .card(best.report(), startedFrom(initialWeights)));
    }

    /** Returns the start of the training in words; "" for random weights. */
    private static String startedFrom(String initialWeights) {
        return initialWeights.startsWith("random")
                ? ""
                : initialWeights.replaceFirst("^of a model trained: ", "a model of ");
    }

    private ModelThreshold threshold(BestWeights best) {
        Optional<PadReport> report = best.report();
        if (report.isEmpty()) {
            return new ModelThreshold(
                    ModelThreshold.UNFITTED.spoofScore(),
                    ModelThreshold.UNFITTED.origin() + ": the data set has no development split");
        }
        Threshold fitted = report.get().threshold();
        return new ModelThreshold(fitted.spoofScore(), fitted.origin() + " of " + dataset.name());
    }
}
