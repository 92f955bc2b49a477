package org.lgsc.core.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model was made of, what it is worth and what it is not for: part of its metadata. Whatever
 * is not stated, in a foreign model or one of an earlier version everything, is null or empty;
 * {@link ModelDescription} has it in words.
 *
 * @param training data that it has learnt from; null when not stated
 * @param development data that threshold and rates are from; null when not stated
 * @param recipe how it was trained, in words; "" when not stated
 * @param rates errors on the development data; null when not stated
 * @param baseline what a simple method came to on the same data; null when nobody has computed it
 * @param startedFrom the model that it was trained on from, in words; "" for none
 * @param goodFor what it may be used for, a sentence each
 * @param notFor what it must not be used for, a sentence each
 * @param knownFailures where it is known to fail, a sentence each
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelCard(
        Data training,
        Data development,
        String recipe,
        Rates rates,
        Baseline baseline,
        String startedFrom,
        List<String> goodFor,
        List<String> notFor,
        List<String> knownFailures) {
    /** Of a model that says nothing. */
    public static final ModelCard NOT_STATED = builder().build();

    /** Copies the lists; null is nothing. */
    public ModelCard {
        recipe = Objects.requireNonNullElse(recipe, "");
        startedFrom = Objects.requireNonNullElse(startedFrom, "");
        goodFor = goodFor == null ? List.of() : List.copyOf(goodFor);
        notFor = notFor == null ? List.of() : List.copyOf(notFor);
        knownFailures = knownFailures == null ? List.of() : List.copyOf(knownFailures);
    }

    /**
     * Counts of a split of a data set.
     *
     * @param name of the data set
     * @param kind where its pictures come from
     * @param people distinct persons
     * @param live bona fide pictures
     * @param attacks attack pictures by PAI species
     * @param smallestSide shorter side of the smallest face crop in pixels, of those looked at; 0
     *     when nobody has looked
     * @param largestSide the same of the largest
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Data(
            @JsonProperty(required = true) String name,
            @JsonProperty(required = true) DataKind kind,
            @JsonProperty(required = true) int people,
            @JsonProperty(required = true) int live,
            @JsonProperty(required = true) Map<String, Integer> attacks,
            @JsonProperty(required = true) int smallestSide,
            @JsonProperty(required = true) int largestSide) {
        /** Checks the counts. */
        public Data {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(kind, "kind");
            attacks = Collections.unmodifiableMap(new TreeMap<>(attacks));
            boolean counts = people >= 0 && live >= 0 && smallestSide >= 0;
            if (!counts || attacks.values().stream().anyMatch(n -> n < 0)) {
                throw new IllegalArgumentException("counts of a card must not be negative");
            }
            if (largestSide < smallestSide) {
                throw new IllegalArgumentException("the largest side is below the smallest");
            }
        }

        /** Attack pictures of all species. */
        public long spoof() {
            return attacks.values().stream().mapToLong(Integer::longValue).sum();
        }
    }

    /**
     * A proportion.
     *
     * @param errors of them
     * @param of pictures, at least 1
     * @param low lower end of the interval, 0 to 1
     * @param high upper end of the interval, 0 to 1
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ErrorRate(
            @JsonProperty(required = true) long errors,
            @JsonProperty(required = true) long of,
            @JsonProperty(required = true) double low,
            @JsonProperty(required = true) double high) {
        /** Checks the numbers. */
        public ErrorRate {
            if (errors < 0 || of < 1 || errors > of || !(low >= 0 && low <= high && high <= 1)) {
                throw new IllegalArgumentException("an error rate of a card is none");
            }
        }
    }

    /**
     * Errors on the development data, whose pictures the threshold was fitted on, too: optimistic.
     *
     * @param acer (highest APCER + BPCER) / 2, 0 to 1
     * @param dEer equal error rate, attacks pooled, 0 to 1
     * @param bpcer bona fide taken for attacks
     * @param apcer attacks taken for live, by PAI species
     * @param level of the intervals, between 0 and 1
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rates(
            @JsonProperty(required = true) double acer,
            @JsonProperty(required = true) double dEer,
            @JsonProperty(required = true) ErrorRate bpcer,
            @JsonProperty(required = true) Map<String, ErrorRate> apcer,
            @JsonProperty(required = true) double level) {
        /** Checks the numbers. */
        public Rates {
            Objects.requireNonNull(bpcer, "bpcer");
            apcer = Collections.unmodifiableMap(new TreeMap<>(apcer));
            if (!isRate(acer) || !isRate(dEer) || !(level > 0 && level < 1)) {
                throw new IllegalArgumentException("a rate of a card is not 0 to 1");
            }
        }
    }

    /**
     * A method that a network must not lose to.
     *
     * @param method its name, e.g. "color-texture"
     * @param acer on the same development data, 0 to 1
     * @param dEer on the same development data, 0 to 1
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Baseline(
            @JsonProperty(required = true) String method,
            @JsonProperty(required = true) double acer,
            @JsonProperty(required = true) double dEer) {
        /** Checks the numbers. */
        public Baseline {
            Objects.requireNonNull(method, "method");
            if (!isRate(acer) || !isRate(dEer)) {
                throw new IllegalArgumentException("a rate of a baseline is not 0 to 1");
            }
        }
    }

    private static boolean isRate(double value) {
        return value >= 0 && value <= 1;
    }

    /** Whether no attack that it has learnt from was ever before a camera. */
    @JsonIgnore
    public boolean isSimulatedAlone() {
        return training != null && training.kind().isSimulatedAlone();
    }

    /** What everybody who uses the model for real pictures must know; empty when there is none. */
    public Optional<String> caution() {
        return isSimulatedAlone()
                ? Optional.of(
                        "The model was trained on "
                                + training.kind()
                                + " data alone: what it says of real pictures is not to be relied"
                                + " on before it was fine-tuned and tested on recordings.")
                : Optional.empty();
    }

    /** Starts from a card that states nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from this card. */
    public Builder toBuilder() {
        Builder b = builder().recipe(recipe).startedFrom(startedFrom);
        b.training = training;
        b.development = development;
        b.rates = rates;
        b.baseline = baseline;
        return b.goodFor(goodFor).notFor(notFor).knownFailures(knownFailures);
    }

    /** Sets what is known; the rest is not stated. */
    public static final class Builder {
        private Data training;
        private Data development;
        private String recipe = "";
        private Rates rates;
        private Baseline baseline;
        private String startedFrom = "";
        private List<String> goodFor = List.of();
        private List<String> notFor = List.of();
        private List<String> knownFailures = List.of();

        private Builder() {}

        /** What it has learnt from. */
        public Builder training(Data value) {
            training = Objects.requireNonNull(value, "training");
            return this;
        }

        /** What threshold and rates are from. */
        public Builder development(Data value) {
            development = Objects.requireNonNull(value, "development");
            return this;
        }

        /** How it was trained, in words. */
        public Builder recipe(String value) {
            recipe = Objects.requireNonNull(value, "recipe");
            return this;
        }

        /** Errors on the development data. */
        public Builder rates(Rates value) {
            rates = Objects.requireNonNull(value, "rates");
            return this;
        }

        /** What a simple method came to on the same data. */
        public Builder baseline(Baseline value) {
            baseline = Objects.requireNonNull(value, "baseline");
            return this;
        }

        /** The model that it was trained on from, in words. */
        public Builder startedFrom(String value) {
            startedFrom = Objects.requireNonNull(value, "startedFrom");
            return this;
        }

        /** What it may be used for, a sentence each. */
        public Builder goodFor(List<String> sentences) {
            goodFor = List.copyOf(sentences);
            return this;
        }

        /** What it must not be used for, a sentence each. */
        public Builder notFor(List<String> sentences) {
            notFor = List.copyOf(sentences);
            return this;
        }

        /** Where it is known to fail, a sentence each. */
        public Builder knownFailures(List<String> sentences) {
            knownFailures = List.copyOf(sentences);
            return this;
        }

        /** The card. */
        public ModelCard build() {
            return new ModelCard(
                    training,
                    development,
                    recipe,
                    rates,
                    baseline,
                    startedFrom,
                    goodFor,
                    notFor,
                    knownFailures);
        }
    }
}
