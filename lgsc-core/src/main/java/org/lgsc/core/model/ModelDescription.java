package org.lgsc.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;

/**
 * A model's {@link ModelCard} in words, with its face geometry and threshold. Missing information
 * is "not stated"; no text of the file can end a line or control a terminal.
 *
 * @param rows rows in reading order
 */
public record ModelDescription(List<Row> rows) {
    /** Value of missing information. */
    public static final String NOT_STATED = "not stated";

    private static final int LONGEST = 600;

    /**
     * A line of the card.
     *
     * @param name subject of the row, for example "trained on"
     * @param value value in words
     */
    public record Row(String name, String value) {
        /** Replaces unsafe characters. */
        public Row {
            value = value.isBlank() ? NOT_STATED : SafeText.text(value, LONGEST);
        }
    }

    /** Copies the rows. */
    public ModelDescription {
        rows = List.copyOf(rows);
    }

    /** Describes a model. */
    public static ModelDescription of(ModelMetadata model) {
        ModelCard card = model.card();
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("for", sentences(card.goodFor())));
        rows.add(new Row("not for", sentences(card.notFor())));
        rows.add(new Row("known failures", sentences(card.knownFailures())));
        rows.add(new Row("trained on", data(card.training())));
        if (!card.startedFrom().isEmpty()) {
            rows.add(new Row("started from", card.startedFrom()));
        }
        rows.add(new Row("recipe", card.recipe()));
        rows.add(new Row("developed on", data(card.development())));
        rows.add(new Row("development error", rates(card.rates())));
        rows.add(new Row("baseline", baseline(card.baseline())));
        rows.add(
                new Row(
                        "threshold",
                        model.threshold().spoofScore() + ", " + model.threshold().origin()));
        rows.add(new Row("faces", model.preprocessing().geometry().toString()));
        return new ModelDescription(rows);
    }

    private static String sentences(List<String> sentences) {
        return String.join(" ", sentences);
    }

    private static String data(ModelCard.@Nullable Data data) {
        if (data == null) {
            return NOT_STATED;
        }
        String species =
                data.attacks().entrySet().stream()
                        .map(e -> SafeText.text(e.getKey(), 40) + " " + e.getValue())
                        .collect(Collectors.joining(", ", " (", ")"));
        String pictures =
                RootFormat.of(
                        "%s (%s): %d people, %d live and %d attack pictures%s",
                        SafeText.text(data.name(), 80),
                        data.kind() == DataKind.NOT_STATED
                                ? "whether recorded or simulated is not stated"
                                : data.kind(),
                        data.people(),
                        data.live(),
                        data.spoof(),
                        data.attacks().isEmpty() ? "" : species);
        if (data.largestSide() == 0) {
            return pictures;
        }
        return RootFormat.of(
                "%s, faces of %s%s pixels",
                pictures,
                data.smallestSide() == data.largestSide() ? "" : data.smallestSide() + " to ",
                data.largestSide());
    }

    private static String rates(ModelCard.@Nullable Rates rates) {
        if (rates == null) {
            return NOT_STATED;
        }
        StringBuilder text =
                new StringBuilder(
                        RootFormat.of(
                                "ACER %.2f %%, D-EER %.2f %%; BPCER %s",
                                100 * rates.acer(), 100 * rates.dEer(), rate(rates.bpcer())));
        for (Map.Entry<String, ModelCard.ErrorRate> e : rates.apcer().entrySet()) {
            text.append("; APCER ")
                    .append(SafeText.text(e.getKey(), 40))
                    .append(' ')
                    .append(rate(e.getValue()));
        }
        return text.append(
                        RootFormat.of(
                                "; intervals at %.0f %%; all are optimistic, since the threshold"
                                        + " was fitted on these pictures",
                                100 * rates.level()))
                .toString();
    }

    private static String rate(ModelCard.ErrorRate rate) {
        return RootFormat.of(
                "%.2f %% (%d/%d) [%.2f, %.2f]",
                100.0 * rate.errors() / rate.of(),
                rate.errors(),
                rate.of(),
                100 * rate.low(),
                100 * rate.high());
    }

    private static String baseline(ModelCard.@Nullable Baseline baseline) {
        return baseline == null
                ? "not computed"
                : RootFormat.of(
                        "%s on the same data: ACER %.2f %%, D-EER %.2f %%",
                        SafeText.text(baseline.method(), 40),
                        100 * baseline.acer(),
                        100 * baseline.dEer());
    }

    /** A line for each row. */
    public String toText() {
        return rows.stream()
                .map(r -> RootFormat.of("%-18s %s%n", r.name(), r.value()))
                .collect(Collectors.joining());
    }
}
