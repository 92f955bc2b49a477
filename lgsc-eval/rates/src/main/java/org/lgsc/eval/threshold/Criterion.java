package org.lgsc.eval.threshold;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;

/**
 * The rule that picks a threshold.
 *
 * @param kind the rule
 * @param target rate or spoof score for the rules that take one; NaN for the others
 */
public record Criterion(Kind kind, double target) implements Serializable {
    /** The rules. */
    public enum Kind {
        /** Least |FAR - FRR|, attacks pooled (bob.measure). */
        EER,
        /** Least (FAR + FRR) / 2, attacks pooled. */
        MIN_HTER,
        /** Median of all scores, which the code published with the paper calls "mid". */
        MEDIAN,
        /** Most accepting with APCER at most the target for every PAI species. */
        APCER,
        /** Strictest with BPCER at most the target. */
        BPCER,
        /** A given spoof score. */
        FIXED
    }

    /** See {@link Kind#EER}. */
    public static final Criterion EER = new Criterion(Kind.EER, Double.NaN);

    /** See {@link Kind#MIN_HTER}. */
    public static final Criterion MIN_HTER = new Criterion(Kind.MIN_HTER, Double.NaN);

    /** See {@link Kind#MEDIAN}. */
    public static final Criterion MEDIAN = new Criterion(Kind.MEDIAN, Double.NaN);

    /** Checks the target. */
    public Criterion {
        Objects.requireNonNull(kind, "kind");
        boolean ok =
                switch (kind) {
                    case EER, MIN_HTER, MEDIAN -> Double.isNaN(target);
                    case APCER, BPCER -> target >= 0 && target <= 1;
                    case FIXED -> !Double.isNaN(target);
                };
        if (!ok) {
            throw new IllegalArgumentException(
                    "criterion " + kind + " does not take the target " + target);
        }
    }

    /**
     * APCER at most this for every PAI species, and as few bona fide rejected as that allows.
     *
     * @param apcer in [0, 1]; 0.05 is bob's bpcer20
     */
    public static Criterion apcerAtMost(double apcer) {
        return new Criterion(Kind.APCER, apcer);
    }

    /**
     * BPCER at most this, and as few attacks accepted as that allows.
     *
     * @param bpcer in [0, 1]; 0.05 is bob's apcer20
     */
    public static Criterion bpcerAtMost(double bpcer) {
        return new Criterion(Kind.BPCER, bpcer);
    }

    /** A given spoof score; nothing is fitted. */
    public static Criterion fixed(double spoofScore) {
        return new Criterion(Kind.FIXED, spoofScore);
    }

    /** True when the rule needs scores. */
    public boolean needsScores() {
        return kind != Kind.FIXED;
    }

    /**
     * Reads what {@link #toString()} writes and bob's names: {@code eer}, {@code min-hter}, {@code
     * median}, {@code apcer<=0.05}, {@code bpcer<=0.05}, {@code fixed=0.01}, {@code bpcer20} (APCER
     * at most 1/20), {@code apcer20} (BPCER at most 1/20). Case does not matter.
     *
     * @throws LgscException for anything else
     */
    @JsonCreator
    public static Criterion parse(String text) {
        String s = text.toLowerCase(Locale.ROOT).replace(" ", "");
        try {
            if (s.equals("eer")) {
                return EER;
            } else if (s.equals("min-hter")) {
                return MIN_HTER;
            } else if (s.equals("median")) {
                return MEDIAN;
            } else if (s.startsWith("fixed=")) {
                // bob-style lower case "infinity" is not Java's
                return fixed(Double.parseDouble(s.substring(6).replace("infinity", "Infinity")));
            } else if (s.startsWith("apcer<=")) {
                return apcerAtMost(Double.parseDouble(s.substring(7)));
            } else if (s.startsWith("bpcer<=")) {
                return bpcerAtMost(Double.parseDouble(s.substring(7)));
            } else if (s.matches("bpcer[1-9]\\d*")) {
                return apcerAtMost(1.0 / Integer.parseInt(s.substring(5)));
            } else if (s.matches("apcer[1-9]\\d*")) {
                return bpcerAtMost(1.0 / Integer.parseInt(s.substring(5)));
            }
        } catch (IllegalArgumentException e) {
            throw unknown(text, e);
        }
        throw unknown(text, null);
    }

    private static LgscException unknown(String text, @Nullable Exception cause) {
        return LgscException.of(
                cause,
                "unknown threshold criterion \"%s\"; use eer, min-hter, median, "
                        + "apcer<=RATE, bpcer<=RATE, fixed=SCORE, bpcerN or apcerN",
                text);
    }

    /** For example {@code eer} or {@code apcer<=0.05}. */
    @Override
    @JsonValue
    public String toString() {
        return switch (kind) {
            case EER -> "eer";
            case MIN_HTER -> "min-hter";
            case MEDIAN -> "median";
            case APCER -> "apcer<=" + target;
            case BPCER -> "bpcer<=" + target;
            case FIXED -> "fixed=" + target;
        };
    }
}
