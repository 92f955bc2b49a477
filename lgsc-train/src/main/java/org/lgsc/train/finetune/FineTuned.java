package org.lgsc.train.finetune;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.lgsc.core.Experimental;
import org.lgsc.core.model.LgscModel;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.eval.report.PadReport;
import org.lgsc.train.baseline.BaselineComparison;

/**
 * What a fine-tuning gives. All reports are of the same development pictures.
 *
 * @param model with the threshold of their equal error rate
 * @param before the model as it was, at its own threshold
 * @param refitted the model as it was, at the threshold of their equal error rate
 * @param after the model that is given
 * @param learned whether its weights are new; false where training did not make the development
 *     error lower and the weights stayed as they were, with the threshold alone refitted
 * @param baseline what colour texture comes to on the same data; empty when it was not computed
 * @param sample what so many pictures can show
 * @param setAside training and development samples without a usable face, or that could not be read
 * @param remarks what a user should know
 */
@Experimental
public record FineTuned(
        LgscModel model,
        PadReport before,
        PadReport refitted,
        PadReport after,
        boolean learned,
        Optional<BaselineComparison> baseline,
        SampleSize sample,
        List<SetAside> setAside,
        List<String> remarks) {
    /** Checks that nothing is missing. */
    public FineTuned {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(refitted, "refitted");
        Objects.requireNonNull(after, "after");
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(sample, "sample");
        setAside = List.copyOf(setAside);
        remarks = List.copyOf(remarks);
    }

    /** Development errors before and after, then what the numbers of pictures allow to say. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(line("before, its own threshold", before));
        text.append(line("before, threshold refitted", refitted));
        text.append(line("after, threshold refitted", after));
        if (!learned) {
            text.append(
                            "Training did not make the development error lower: the weights stay as they"
                                    + " were, and only the threshold is new.")
                    .append(System.lineSeparator());
        }
        baseline.ifPresent(b -> text.append(b.text(after)).append(System.lineSeparator()));
        sample.sentences().forEach(s -> text.append(s).append(System.lineSeparator()));
        return text.toString();
    }

    private static String line(String name, PadReport r) {
        return String.format(
                Locale.ROOT,
                "%-27s ACER %6.2f %%  D-EER %6.2f %%  APCER %6.2f %% %-8s  BPCER %s%n",
                name,
                100 * r.acer(),
                100 * r.dEer(),
                100 * r.apcer(),
                r.worstSpecies(),
                r.bpcer());
    }
}
