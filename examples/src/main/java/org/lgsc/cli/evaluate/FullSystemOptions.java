package org.lgsc.cli.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.metric.Riapar;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options for rates of a full system, PAD and matcher together; PAD scores do not contain them. */
final class FullSystemOptions {
    @Option(
            names = "--iapar",
            required = true,
            paramLabel = "K/N",
            converter = RateConverter.class,
            description =
                    "Impostor attack presentations of one PAI species that the full system"
                            + " accepted (K) of all (N); with --frr the report has RIAPAR.")
    Rate iapar;

    @Option(
            names = "--frr",
            required = true,
            paramLabel = "K/N",
            converter = RateConverter.class,
            description = "Bona fide users that the full system rejected (K) of all (N).")
    Rate frr;

    /** Reads {@code 3/120}. */
    static final class RateConverter implements ITypeConverter<Rate> {
        @Override
        public Rate convert(String text) {
            try {
                String[] parts = text.split("/");
                if (parts.length == 2) {
                    Rate rate =
                            Rate.of(
                                    Long.parseLong(parts[0].strip()),
                                    Long.parseLong(parts[1].strip()));
                    if (rate.n() > 0) {
                        return rate;
                    }
                }
            } catch (IllegalArgumentException e) {
                // not numbers, or more errors than trials: the same message
            }
            throw new TypeConversionException(
                    "expected errors/trials such as 3/120 but was '" + text + "'");
        }
    }

    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("full system, IAPAR", iapar.toString());
        facts.put("full system, FRR", frr.toString());
        facts.put(
                "full system, RIAPAR",
                RootFormat.of(
                        "%.2f %% (IAPAR + FRR at one operating point)",
                        100 * new Riapar(iapar, frr).value()));
        return facts;
    }
}
