package org.lgsc.eval.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.json.ReportJson;
import org.lgsc.eval.metric.Interval;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.eval.threshold.Threshold;

/**
 * PAD error rates of one set of scores at one threshold, in the terms of ISO/IEC 30107-3.
 * Immutable. Rates without any sample are NaN with n = 0; values derived from them are NaN, too.
 *
 * @param title data set, protocol and fold, e.g. "OULU-NPU protocol 1"; may be empty
 * @param threshold the decision threshold and where it came from
 * @param species results by PAI species, in alphabetical order
 * @param bpcer bona fide presentations taken for attacks, of those with a response
 * @param bpnrr bona fide presentations without response, of all
 * @param far attacks of all species pooled that were taken for live, of those with a response; not
 *     an ISO metric
 * @param acerInterval bootstrap interval of ACER over subjects; null when there were no subjects
 * @param dEer equal error rate on the reported scores, attacks pooled
 * @param auc area under the ROC curve, attacks pooled
 * @param operatingPoints BPCER at APCER 10, 5, 1 and 0.1 %, and the reverse
 * @param warnings what a reader must know to trust the numbers
 * @param provenance model, preprocessing, versions, as stated by the caller
 */
@JsonIgnoreProperties(
        value = {"worstSpecies", "apcer", "acer", "hter"},
        allowGetters = true)
public record PadReport(
        String title,
        Threshold threshold,
        List<SpeciesResult> species,
        Rate bpcer,
        Rate bpnrr,
        Rate far,
        @Nullable Interval acerInterval,
        double dEer,
        double auc,
        List<OperatingPoint> operatingPoints,
        List<String> warnings,
        Map<String, String> provenance) {

    /** Copies the collections. */
    public PadReport {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(bpcer, "bpcer");
        Objects.requireNonNull(bpnrr, "bpnrr");
        Objects.requireNonNull(far, "far");
        species = List.copyOf(species);
        operatingPoints = List.copyOf(operatingPoints);
        warnings = List.copyOf(warnings);
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    }

    /**
     * The species with the highest APCER, the first by name among equals; empty without attacks.
     */
    public Optional<SpeciesResult> worst() {
        SpeciesResult worst = null;
        for (SpeciesResult s : species) {
            if (s.apcer().n() > 0 && (worst == null || s.apcer().value() > worst.apcer().value())) {
                worst = s;
            }
        }
        return Optional.ofNullable(worst);
    }

    /** Name of the species with the highest APCER; empty without attacks. */
    @JsonProperty
    public String worstSpecies() {
        return worst().map(SpeciesResult::species).orElse("");
    }

    /** The highest APCER over the species, in [0, 1]; NaN without attacks. */
    @JsonProperty
    public double apcer() {
        return worst().map(s -> s.apcer().value()).orElse(Double.NaN);
    }

    /**
     * The APCER of one species.
     *
     * @throws IllegalArgumentException when the report has no such species
     */
    public Rate apcer(String name) {
        for (SpeciesResult s : species) {
            if (s.species().equals(name)) {
                return s.apcer();
            }
        }
        throw new IllegalArgumentException(
                RootFormat.of(
                        "no PAI species \"%s\" in the report; it has %s",
                        name, species.stream().map(SpeciesResult::species).toList()));
    }

    /**
     * (highest APCER + BPCER) / 2, in [0, 1]. Not an ISO metric; for comparison with the literature
     * (the definition of OULU-NPU).
     */
    @JsonProperty
    public double acer() {
        return (apcer() + bpcer.value()) / 2;
    }

    /** Bona fide rejected, of those with a response: the same as {@link #bpcer()}. */
    public Rate frr() {
        return bpcer;
    }

    /** (FAR + FRR) / 2, in [0, 1]; not an ISO metric. */
    @JsonProperty
    public double hter() {
        return (far.value() + bpcer.value()) / 2;
    }

    /**
     * Returns an operating point by name.
     *
     * @param name e.g. "BPCER20"
     * @return empty when there were no scores for it
     */
    public Optional<OperatingPoint> operatingPoint(String name) {
        return operatingPoints.stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /** The report as JSON; NaN and infinities are strings. */
    public String toJson() {
        return ReportJson.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws LgscException when the text is not such a report
     */
    public static PadReport fromJson(String json) {
        return ReportJson.read(json, PadReport.class, "a PAD report");
    }

    /** Returns the report as a text table, in percent. */
    public String toText() {
        return ReportText.of(this);
    }

    @Override
    public String toString() {
        return toText();
    }

    /**
     * The results of one PAI species.
     *
     * @param species name, e.g. "print"
     * @param apcer attack presentations taken for live, of those with a response
     * @param apnrr attack presentations without response, of all
     * @param dEer equal error rate of this species alone against bona fide; NaN when not computable
     */
    public record SpeciesResult(String species, Rate apcer, Rate apnrr, double dEer) {}

    /**
     * One error rate where the other is held at a target, on the reported scores themselves: a
     * point of the DET curve, not a result to expect in use.
     *
     * @param name "BPCER20" is BPCER at APCER &lt;= 1/20 of every species, "APCER20" the worst
     *     APCER at BPCER &lt;= 1/20
     * @param criterion the target of the other rate
     * @param spoofScore the threshold at this point
     * @param rate the error rate of this point
     */
    public record OperatingPoint(String name, Criterion criterion, double spoofScore, Rate rate) {}
}
