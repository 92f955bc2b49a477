package org.lgsc.train.finetune;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.lgsc.core.Experimental;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.eval.report.PadReport;
import org.lgsc.train.baseline.BaselineComparison;

/**
 * Result of a fine-tuning. All reports are of the same development pictures.
 *
 * @param model the new model, with the threshold of the equal error rate on these pictures
 * @param before report of the original model, at its own threshold
 * @param refitted report of the original model, at the threshold of the equal error rate
 * @param after report of the new model
 * @param learned whether the weights are new; false where training did not lower the development
 *     error: the weights are then unchanged and only the threshold is refitted
 * @param baseline result of colour texture on the same data; empty when it was not computed
 * @param sampleRemarks what the number of pictures can show; empty where they are many
 * @param setAside training and development samples without a usable face, or that could not be read
 * @param remarks facts that a user must know
 */
@Experimental
public record FineTuned(
        LgscModel model,
        PadReport before,
        PadReport refitted,
        PadReport after,
        boolean learned,
        Optional<BaselineComparison> baseline,
        List<String> sampleRemarks,
        List<SetAside> setAside,
        List<String> remarks) {
    /** Checks that nothing is missing. */
    public FineTuned {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(refitted, "refitted");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(baseline, "baseline");
        sampleRemarks = List.copyOf(sampleRemarks);
        setAside = List.copyOf(setAside);
        remarks = List.copyOf(remarks);
    }

    /** Returns development errors before and after, then what the number of pictures can show. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(line("before, its own threshold", before));
        text.append(line("before, threshold refitted", refitted));
        text.append(line("after, threshold refitted", after));
        if (!learned) {
            text.append(
                            "Training did not lower the development error: the weights stay as they"
                                    + " were, and only the threshold is new.")
                    .append(System.lineSeparator());
        }
        baseline.ifPresent(b -> text.append(b.text(after)).append(System.lineSeparator()));
        sampleRemarks.forEach(s -> text.append(s).append(System.lineSeparator()));
        return text.toString();
    }

    private static String line(String name, PadReport r) {
        return RootFormat.of(
                "%-27s ACER %6.2f %%  D-EER %6.2f %%  APCER %6.2f %% %-8s  BPCER %s%n",
                name, 100 * r.acer(), 100 * r.dEer(), 100 * r.apcer(), r.worstSpecies(), r.bpcer());
    }
}
