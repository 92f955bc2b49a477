package org.lgsc.cli.reproduce;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.lgsc.cli.command.IndentedJson;
import org.lgsc.core.LgscVersion;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.eval.internal.html.HtmlPage;
import org.lgsc.eval.metric.Rate;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;
import org.lgsc.eval.report.PadReport;
import org.lgsc.eval.report.PadReport.SpeciesResult;

/** The report next to a table: settings, folds, species, counts and non-response. */
final class TableReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Plan plan;
    private final Map<String, FoldSummary> ours;
    private final Map<String, List<String>> done;
    private final List<BaselineRow> baselines;
    private final RunSettings settings;
    private final List<String> failed;
    private final PublishedRows published;

    /**
     * @param ours results by protocol, in the order of the plan
     * @param done names of the complete folds by protocol, in the same order
     * @param baselines simple baselines on the same folds
     * @param failed folds that could not be run, with the reason
     */
    TableReport(
            Plan plan,
            Map<String, FoldSummary> ours,
            Map<String, List<String>> done,
            List<BaselineRow> baselines,
            RunSettings settings,
            List<String> failed,
            PublishedRows published) {
        this.plan = plan;
        this.ours = ours;
        this.done = done;
        this.baselines = List.copyOf(baselines);
        this.settings = settings;
        this.failed = List.copyOf(failed);
        this.published = published;
    }

    private int planned(String protocol) {
        return plan.protocols().stream()
                .filter(p -> p.name().equals(protocol))
                .mapToInt(p -> p.folds().size())
                .sum();
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                RootFormat.of(
                        "Scores: %s; the threshold of each fold is fitted with the criterion %s on"
                                + " its own development split.",
                        settings.fusion().words(), settings.criterion()));
        notes.addAll(plan.notes());
        return notes;
    }

    /** Sections after the Markdown table. */
    String markdown() {
        StringBuilder text = new StringBuilder("\n## Folds, species and counts\n\n");
        text.append("Rates in percent; no response: presentations without a usable face.\n\n");
        text.append(
                "| protocol | folds done | APCER by species | bona fide | attacks |"
                        + " no response |\n|---|---:|---|---:|---:|---|\n");
        for (Plan.Protocol p : plan.protocols()) {
            FoldSummary summary = ours.get(p.name());
            if (summary == null) {
                text.append("| ").append(p.name()).append(" | 0 of ").append(p.folds().size());
                text.append(" | | | | |\n");
                continue;
            }
            text.append(
                    RootFormat.of(
                            "| %s | %d of %d | %s | %d | %d | %s |%n",
                            p.name(),
                            summary.folds().size(),
                            p.folds().size(),
                            String.join("; ", speciesWords(summary)),
                            bonaFide(summary),
                            attacks(summary),
                            noResponse(summary)));
        }
        List<String> warnings = warnings();
        if (!warnings.isEmpty()) {
            text.append("\n## Warnings of folds\n\n");
            warnings.forEach(w -> text.append("- ").append(w).append('\n'));
        }
        text.append("\n## How it was run\n\n");
        notes().forEach(n -> text.append("- ").append(n).append('\n'));
        if (!failed.isEmpty()) {
            text.append("\n## Folds that could not be run\n\n");
            failed.forEach(f -> text.append("- ").append(f).append('\n'));
        }
        return text.toString();
    }

    /** Warnings about the scores, such as a fold that rejects the wrong class. */
    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (Map.Entry<String, FoldSummary> row : ours.entrySet()) {
            List<String> names = done.get(row.getKey());
            for (int i = 0; i < names.size(); i++) {
                String fold = row.getKey() + ", " + names.get(i) + ": ";
                row.getValue().folds().get(i).warnings().forEach(w -> warnings.add(fold + w));
            }
        }
        return warnings;
    }

    private static List<String> species(FoldSummary summary) {
        TreeSet<String> names = new TreeSet<>();
        summary.folds().forEach(f -> f.species().forEach(s -> names.add(s.species())));
        return List.copyOf(names);
    }

    /** The rates of a species in the folds with that species. */
    private static List<Rate> rates(FoldSummary summary, String name, boolean nonResponse) {
        List<Rate> rates = new ArrayList<>();
        for (PadReport fold : summary.folds()) {
            for (SpeciesResult s : fold.species()) {
                if (s.species().equals(name)) {
                    rates.add(nonResponse ? s.apnrr() : s.apcer());
                }
            }
        }
        return rates;
    }

    private static MeanDeviation over(List<Rate> rates) {
        return MeanDeviation.of(rates.stream().mapToDouble(Rate::value).toArray(), 0);
    }

    private static List<String> speciesWords(FoldSummary summary) {
        List<String> words = new ArrayList<>();
        for (String name : species(summary)) {
            List<Rate> rates = rates(summary, name, false);
            words.add(
                    RootFormat.of(
                            "%s %s (%d/%d)",
                            name.replace("|", "\\|"),
                            PaperComparison.percent(over(rates), rates.size() > 1),
                            rates.stream().mapToLong(Rate::k).sum(),
                            rates.stream().mapToLong(Rate::n).sum()));
        }
        return words;
    }

    private static long bonaFide(FoldSummary summary) {
        return summary.folds().stream().mapToLong(f -> f.bpnrr().n()).sum();
    }

    private static long attacks(FoldSummary summary) {
        return summary.folds().stream()
                .flatMap(f -> f.species().stream())
                .mapToLong(s -> s.apnrr().n())
                .sum();
    }

    private static long silentAttacks(FoldSummary summary) {
        return summary.folds().stream()
                .flatMap(f -> f.species().stream())
                .mapToLong(s -> s.apnrr().k())
                .sum();
    }

    private static long silentLive(FoldSummary summary) {
        return summary.folds().stream().mapToLong(f -> f.bpnrr().k()).sum();
    }

    private static String noResponse(FoldSummary summary) {
        return silentLive(summary) + " bona fide, " + silentAttacks(summary) + " attacks";
    }

    /**
     * CSV with a row for each number of each fold: {@code
     * protocol,fold,metric,value,errors,trials}.
     */
    String csv() {
        StringBuilder text = new StringBuilder();
        CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
        try (CSVPrinter csv = new CSVPrinter(text, format)) {
            csv.printRecord("protocol", "fold", "metric", "value", "errors", "trials");
            for (Map.Entry<String, FoldSummary> row : ours.entrySet()) {
                numbers(csv, row.getKey(), row.getValue(), done.get(row.getKey()));
            }
            for (BaselineRow row : baselines) {
                numbers(csv, row.name(), row.summary(), row.folds());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void numbers(CSVPrinter csv, String row, FoldSummary summary, List<String> names)
            throws IOException {
        for (int i = 0; i < summary.folds().size(); i++) {
            PadReport fold = summary.folds().get(i);
            String name = names.get(i);
            csv.printRecord(row, name, "threshold", fold.threshold().spoofScore(), "", "");
            for (SpeciesResult s : fold.species()) {
                rate(csv, row, name, "APCER " + s.species(), s.apcer());
                rate(csv, row, name, "APNRR " + s.species(), s.apnrr());
            }
            rate(csv, row, name, "BPCER", fold.bpcer());
            rate(csv, row, name, "BPNRR", fold.bpnrr());
            csv.printRecord(row, name, "APCER", fold.apcer(), "", "");
            csv.printRecord(row, name, "ACER", fold.acer(), "", "");
            csv.printRecord(row, name, "HTER", fold.hter(), "", "");
            csv.printRecord(row, name, "D-EER", fold.dEer(), "", "");
            csv.printRecord(row, name, "AUC", fold.auc(), "", "");
        }
    }

    private static void rate(CSVPrinter csv, String protocol, String fold, String metric, Rate rate)
            throws IOException {
        csv.printRecord(protocol, fold, metric, rate.value(), rate.k(), rate.n());
    }

    /** The complete report as JSON; values that are not numbers are null. */
    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("table", plan.table().number());
        root.put("title", plan.table().title());
        root.put("subject", plan.table().subject());
        root.put("data", plan.data());
        root.put("simulated", plan.simulated());
        root.put("version", LgscVersion.current());
        root.put("criterion", settings.criterion().toString());
        root.put("fusion", settings.fusion().words());
        root.set("metrics", JSON.valueToTree(plan.table().metrics()));
        ArrayNode rows = root.putArray("protocols");
        for (Plan.Protocol protocol : plan.protocols()) {
            row(rows.addObject(), protocol.name());
        }
        ArrayNode simple = root.putArray("baselines");
        for (BaselineRow baseline : baselines) {
            ObjectNode one = simple.addObject();
            one.put("method", baseline.method());
            if (!baseline.protocol().isEmpty()) {
                one.put("protocol", baseline.protocol());
            }
            means(one.putObject("ours"), baseline.summary().metrics());
            species(one.putArray("species"), baseline.summary());
            folds(one.putArray("folds"), baseline.summary(), baseline.folds());
        }
        RowMean.of(plan.table(), ours)
                .ifPresent(
                        mean -> {
                            ObjectNode all = root.putObject("mean");
                            all.put("of", mean.name());
                            means(all.putObject("ours"), mean.metrics());
                        });
        root.set("transcribed", JSON.valueToTree(published.transcribed()));
        ArrayNode odd = root.putArray("printNotes");
        published.notes(plan.table(), ours.keySet()).forEach(n -> odd.add(n.words()));
        root.set("missing", JSON.valueToTree(plan.missing()));
        root.set("failed", JSON.valueToTree(failed));
        root.set("warnings", JSON.valueToTree(warnings()));
        root.set("notes", JSON.valueToTree(notes()));
        return IndentedJson.of(root) + "\n";
    }

    private void row(ObjectNode row, String protocol) {
        row.put("protocol", protocol);
        row.put("foldsPlanned", planned(protocol));
        FoldSummary summary = ours.get(protocol);
        row.put("foldsDone", summary == null ? 0 : summary.folds().size());
        if (summary != null) {
            means(row.putObject("ours"), summary.metrics());
            ObjectNode counts = row.putObject("presentations");
            counts.put("bonaFide", bonaFide(summary));
            counts.put("attacks", attacks(summary));
            counts.put("bonaFideWithoutResponse", silentLive(summary));
            counts.put("attacksWithoutResponse", silentAttacks(summary));
            species(row.putArray("species"), summary);
            folds(row.putArray("folds"), summary, done.get(protocol));
        }
        ArrayNode paper = row.putArray("published");
        ArrayNode apart = row.putArray("notInPaper");
        for (PublishedRows.Method method : published.in(plan.table())) {
            method.row(plan.table(), protocol)
                    .ifPresent(
                            r -> {
                                ObjectNode one = (r.inPaper() ? paper : apart).addObject();
                                one.put("method", method.name());
                                plan.table().metrics().forEach(m -> one.put(m, r.column(m)));
                                one.put("from", r.transcribed());
                            });
        }
    }

    private static void means(ObjectNode into, Map<String, MeanDeviation> metrics) {
        metrics.forEach(
                (name, m) -> {
                    ObjectNode one = into.putObject(name);
                    number(one, "mean", m.mean());
                    number(one, "deviation", m.deviation());
                });
    }

    private static void species(ArrayNode all, FoldSummary summary) {
        for (String name : species(summary)) {
            List<Rate> rates = rates(summary, name, false);
            List<Rate> silent = rates(summary, name, true);
            MeanDeviation m = over(rates);
            ObjectNode one = all.addObject();
            one.put("species", name);
            number(one, "mean", m.mean());
            number(one, "deviation", m.deviation());
            one.put("errors", rates.stream().mapToLong(Rate::k).sum());
            one.put("responses", rates.stream().mapToLong(Rate::n).sum());
            one.put("withoutResponse", silent.stream().mapToLong(Rate::k).sum());
            one.put("presentations", silent.stream().mapToLong(Rate::n).sum());
        }
    }

    private static void folds(ArrayNode all, FoldSummary summary, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            PadReport fold = summary.folds().get(i);
            ObjectNode one = all.addObject();
            one.put("fold", names.get(i));
            number(one, "threshold", fold.threshold().spoofScore());
            number(one, "APCER", fold.apcer());
            number(one, "BPCER", fold.bpcer().value());
            number(one, "ACER", fold.acer());
            number(one, "HTER", fold.hter());
            number(one, "D-EER", fold.dEer());
            number(one, "AUC", fold.auc());
            one.set("warnings", JSON.valueToTree(fold.warnings()));
        }
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** The report as an HTML page; the text is shown if scripts are disabled. */
    String html(String text) {
        return new HtmlPage(
                        plan.table().title(),
                        text,
                        HtmlPage.commonStyle(),
                        HtmlPage.chartScript() + HtmlPage.resource(TableReport.class, "table.js"),
                        json(),
                        0)
                .html();
    }
}
