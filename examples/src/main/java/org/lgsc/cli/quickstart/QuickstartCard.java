package org.lgsc.cli.quickstart;

import java.util.ArrayList;
import java.util.List;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.DataKind;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelCard;
import org.lgsc.eval.report.PadEvaluator;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.scoring.ScoringResult;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.train.baseline.BaselineComparison;
import org.lgsc.train.baseline.TextureFeatures;

/** The model card of the quickstart: intended use and limits. */
record QuickstartCard(DataKind kind) {
    /** Text for the first lines of the report and for the console. */
    String purpose(PadReport crossed) {
        return RootFormat.of(
                "What these models are for: seeing the method work, and starting a fine-tuning on"
                        + " recordings (finetune).%n"
                        + "What they are not for: deciding about people. They have learnt only"
                        + " from %s and simulated attacks of few people. With another simulated"
                        + " camera, smaller faces and cloth, the ACER of known.zip is %.1f %%, and"
                        + " real recordings differ even more.%n",
                kind == DataKind.SIMULATED ? "drawn faces" : "photographs", 100 * crossed.acer());
    }

    /**
     * Returns the model with its results in the card.
     *
     * @param test report on new people
     * @param crossed report with another camera; null if not tested
     * @param baselineDev scores of colour texture on the development split
     */
    LgscModel of(LgscModel model, PadReport test, PadReport crossed, ScoringResult baselineDev) {
        ModelCard card = model.metadata().card();
        List<String> failures = new ArrayList<>(card.knownFailures());
        failures.add(sentence("New people (" + test.title() + ")", test));
        if (crossed != null) {
            failures.add(
                    sentence("Another simulated camera, smaller faces, cloth as well", crossed));
        }
        PadReport baseline =
                PadEvaluator.builder()
                        .thresholdFrom(baselineDev.toDevScores(), Criterion.EER)
                        .bootstrapReplicates(0)
                        .build()
                        .evaluateDev(baselineDev.toDevScores());
        return model.withCard(
                card.toBuilder()
                        .baseline(
                                new BaselineComparison(
                                                TextureFeatures.COLOR_TEXTURE.toString(), baseline)
                                        .card())
                        .knownFailures(failures)
                        .build());
    }

    private static String sentence(String where, PadReport report) {
        return RootFormat.of(
                "%s: ACER %.1f %%, %.1f %% of %s attacks passed, %.1f %% of live faces rejected.",
                where,
                100 * report.acer(),
                100 * report.apcer(),
                report.worstSpecies(),
                100 * report.bpcer().value());
    }
}
