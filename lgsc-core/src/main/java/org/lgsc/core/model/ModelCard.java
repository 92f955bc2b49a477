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
import org.jspecify.annotations.Nullable;

/**
 * Training data, quality and limitations of a model; part of its metadata. Anything that is not
 * stated is null or empty, which is everything in third-party models and in models of earlier
 * versions. {@link ModelDescription} gives the card in words.
 *
 * @param training training data; null when not stated
 * @param development data on which threshold and rates were determined; null when not stated
 * @param recipe how it was trained, in words; "" when not stated
 * @param rates errors on the development data; null when not stated
 * @param baseline result of a simple method on the same data; null when not computed
 * @param startedFrom model from which the training started, in words; "" for none
 * @param goodFor intended uses, one sentence each
 * @param notFor uses that it is not fit for, one sentence each
 * @param knownFailures known failures, one sentence each
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelCard(
        @Nullable Data training,
        @Nullable Data development,
        String recipe,
        @Nullable Rates rates,
        @Nullable Baseline baseline,
        String startedFrom,
        List<String> goodFor,
        List<String> notFor,
        List<String> knownFailures) {
    /** Card of a model that states nothing. */
    public static final ModelCard NOT_STATED = builder().build();

    /** Copies the lists and replaces null by empty values. */
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
     * @param name name of the data set
     * @param kind origin of its pictures
     * @param people number of distinct subjects
     * @param live number of bona fide pictures
     * @param attacks numbers of attack pictures by PAI species
     * @param smallestSide shorter side of the smallest examined face crop in pixels; 0 when none
     *     was examined
     * @param largestSide shorter side of the largest examined face crop in pixels
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

        /** Number of attack pictures of all species. */
        public long spoof() {
            return attacks.values().stream().mapToLong(Integer::longValue).sum();
        }
    }

    /**
     * A proportion.
     *
     * @param errors number of errors
     * @param of number of pictures, at least 1
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
                throw new IllegalArgumentException("an error rate of a card is invalid");
            }
        }
    }

    /**
     * Errors on the development data. They are optimistic, since the threshold was fitted on the
     * same pictures.
     *
     * @param acer (highest APCER + BPCER) / 2, 0 to 1
     * @param dEer equal error rate, attacks pooled, 0 to 1
     * @param bpcer share of bona fide presentations classified as attacks
     * @param apcer share of attack presentations classified as bona fide, by PAI species
     * @param level confidence level of the intervals, between 0 and 1
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
     * Result of a simple method that a network must surpass.
     *
     * @param method name of the method, for example "color-texture"
     * @param acer ACER on the same development data, 0 to 1
     * @param dEer equal error rate on the same development data, 0 to 1
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

    /** Whether none of the training attacks was recorded by a camera. */
    @JsonIgnore
    public boolean isSimulatedAlone() {
        return training != null && training.kind().isSimulatedAlone();
    }

    /** Warning for everybody who uses the model on real pictures; empty when there is none. */
    public Optional<String> caution() {
        return training != null && isSimulatedAlone()
                ? Optional.of(
                        "The model was trained on "
                                + training.kind()
                                + " data alone: do not rely on its results for real pictures before"
                                + " it has been fine-tuned and tested on recordings.")
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

    /** Builds a card; a value that is not set is not stated. */
    public static final class Builder {
        private @Nullable Data training;
        private @Nullable Data development;
        private String recipe = "";
        private @Nullable Rates rates;
        private @Nullable Baseline baseline;
        private String startedFrom = "";
        private List<String> goodFor = List.of();
        private List<String> notFor = List.of();
        private List<String> knownFailures = List.of();

        private Builder() {}

        /** Training data. */
        public Builder training(Data value) {
            training = Objects.requireNonNull(value, "training");
            return this;
        }

        /** Data on which threshold and rates were determined. */
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

        /** Result of a simple method on the same data. */
        public Builder baseline(Baseline value) {
            baseline = Objects.requireNonNull(value, "baseline");
            return this;
        }

        /** Model from which the training started, in words. */
        public Builder startedFrom(String value) {
            startedFrom = Objects.requireNonNull(value, "startedFrom");
            return this;
        }

        /** Intended uses, one sentence each. */
        public Builder goodFor(List<String> sentences) {
            goodFor = List.copyOf(sentences);
            return this;
        }

        /** Uses that it is not fit for, one sentence each. */
        public Builder notFor(List<String> sentences) {
            notFor = List.copyOf(sentences);
            return this;
        }

        /** Known failures, one sentence each. */
        public Builder knownFailures(List<String> sentences) {
            knownFailures = List.copyOf(sentences);
            return this;
        }

        /** Builds the card. */
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
