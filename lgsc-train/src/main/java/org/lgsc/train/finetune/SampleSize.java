package org.lgsc.train.finetune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.report.PadReport.SpeciesResult;

/** What the number of pictures can show. */
final class SampleSize {
    /** Minimum number of live pictures, and of attack pictures, for a fine-tuning. */
    private static final int FEWEST = 20;

    /** Distance of an interval's upper end from its rate above which a warning is given. */
    private static final double WIDE = 0.05;

    /** Up to this number of subjects a development split says little. */
    private static final int FEW_PEOPLE = 10;

    private SampleSize() {}

    /**
     * Returns sentences about it for a fine-tuning; empty where the pictures are many.
     *
     * @param report report on the development split
     */
    static List<String> of(PadDataset dataset, PadReport report) {
        List<String> sentences = new ArrayList<>();
        fewest(dataset, sentences);
        Rate rate = widest(report);
        if (rate.n() == 0 || rate.interval().high() - rate.value() > WIDE) {
            sentences.add(interval(report, rate));
        }
        int people = people(dataset.samples(Split.DEV));
        if (people < FEW_PEOPLE) {
            sentences.add(
                    "The development pictures are of "
                            + (people == 1 ? "1 subject" : people + " subjects")
                            + ": what holds for them may not hold for others.");
        }
        return List.copyOf(sentences);
    }

    private static void fewest(PadDataset dataset, List<String> sentences) {
        long live = 0;
        long all = 0;
        for (Split split : new Split[] {Split.TRAIN, Split.DEV}) {
            live += dataset.samples(split).stream().filter(s -> s.label().isLive()).count();
            all += dataset.samples(split).size();
        }
        if (live < FEWEST || all - live < FEWEST) {
            sentences.add(
                    RootFormat.of(
                            "There are %d live and %d attack pictures; a fine-tuning needs at least"
                                    + " %d of each to be more than an exercise.",
                            live, all - live, FEWEST));
        }
    }

    private static int people(List<Sample> samples) {
        Set<String> people = new HashSet<>();
        samples.forEach(s -> people.add(s.subject()));
        return people.size();
    }

    private static Rate widest(PadReport report) {
        Rate widest = report.bpcer();
        for (SpeciesResult s : report.species()) {
            if (excess(s.apcer()) > excess(widest)) {
                widest = s.apcer();
            }
        }
        return widest;
    }

    private static double excess(Rate rate) {
        return rate.n() == 0 ? 1 : rate.interval().high() - rate.value();
    }

    /** Applies the rule of three: no error in n means at 95 % that fewer than 3 in n are wrong. */
    private static String interval(PadReport report, Rate rate) {
        String name = "BPCER";
        for (SpeciesResult s : report.species()) {
            if (s.apcer() == rate) {
                name = "APCER of " + SafeText.text(s.species());
            }
        }
        return RootFormat.of(
                "The development pictures are few for these rates: %s is %s, so up to %.0f %% of"
                        + " all may be wrong as well. To show less than 5 %%, 60 pictures of live"
                        + " faces and 60 of every attack without an error are needed (rule of"
                        + " three: 3 in n). In addition, the threshold was fitted on the same"
                        + " pictures.",
                name, rate, 100 * rate.interval().high());
    }
}
