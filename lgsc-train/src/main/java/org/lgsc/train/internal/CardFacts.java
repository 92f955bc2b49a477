package org.lgsc.train.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.ModelCard;
import org.lgsc.eval.internal.metric.Orientation;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.report.PadReport.SpeciesResult;

/**
 * Facts of a report on the development split for a model card.
 *
 * @param rates rates with their intervals; empty when one is undefined
 * @param failures the errors on the split, a sentence each
 */
public record CardFacts(Optional<ModelCard.Rates> rates, List<String> failures) {
    public CardFacts {
        failures = List.copyOf(failures);
    }

    public static CardFacts of(PadReport report) {
        return new CardFacts(ratesOf(report), failuresOf(report));
    }

    private static Optional<ModelCard.Rates> ratesOf(PadReport report) {
        Map<String, ModelCard.ErrorRate> apcer = new TreeMap<>();
        for (SpeciesResult s : report.species()) {
            if (s.apcer().n() > 0) {
                apcer.put(s.species(), rate(s.apcer()));
            }
        }
        if (report.bpcer().n() == 0 || apcer.isEmpty() || Double.isNaN(report.dEer())) {
            return Optional.empty();
        }
        return Optional.of(
                new ModelCard.Rates(
                        report.acer(),
                        report.dEer(),
                        rate(report.bpcer()),
                        apcer,
                        report.bpcer().interval().level()));
    }

    private static ModelCard.ErrorRate rate(Rate rate) {
        return new ModelCard.ErrorRate(
                rate.k(), rate.n(), rate.interval().low(), rate.interval().high());
    }

    private static List<String> failuresOf(PadReport report) {
        List<String> failures = new ArrayList<>();
        if (InvertedCues.of(report) == Orientation.REVERSED) {
            failures.add(
                    RootFormat.of(
                            "Inverted: live faces of the development split have brighter cues than"
                                    + " attacks (AUC %.3f).",
                            report.auc()));
        }
        for (SpeciesResult s : report.species()) {
            if (s.apcer().k() > 0) {
                failures.add(
                        RootFormat.of(
                                "%d of %d attacks of %s passed for live on the development split.",
                                s.apcer().k(), s.apcer().n(), s.species()));
            }
        }
        if (report.bpcer().k() > 0) {
            failures.add(
                    RootFormat.of(
                            "%d of %d live pictures of the development split were refused.",
                            report.bpcer().k(), report.bpcer().n()));
        }
        return failures;
    }
}
