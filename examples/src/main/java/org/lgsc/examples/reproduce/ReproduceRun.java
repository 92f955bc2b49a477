package org.lgsc.examples.reproduce;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lgsc.core.LgscException;
import org.lgsc.eval.export.ReportFolder;
import org.lgsc.eval.protocol.ProtocolEvaluator;
import org.lgsc.eval.protocol.ProtocolReport;
import org.lgsc.eval.protocol.RunFolder;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.FoldSummary.MeanDeviation;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Runs a plan fold by fold and compares with the paper. Each protocol is a run folder with a report
 * of its own; folds that are complete are not run again.
 */
public final class ReproduceRun {
    private static final List<String> METRICS = List.of("APCER", "BPCER", "ACER", "HTER");

    private final Plan plan;
    private final Path out;
    private final PrintWriter progress;
    private final TrainingProgress training;
    private final PublishedRows published = PublishedRows.load();

    /**
     * @param out made when it is missing
     * @param progress told which fold it is
     * @param training told how a training goes
     */
    public ReproduceRun(Plan plan, Path out, PrintWriter progress, TrainingProgress training) {
        this.plan = plan;
        this.out = out;
        this.progress = progress;
        this.training = training;
    }

    /**
     * Runs what is not done, and writes the table.
     *
     * @return the table as Markdown, as it stands in {@code OUT/TABLE.md}
     * @throws LgscException when a folder holds folds of another experiment, or a training fails
     */
    public String run() {
        int number = 0;
        for (Plan.Protocol protocol : plan.protocols()) {
            for (Plan.Fold fold : protocol.folds()) {
                number++;
                Path folder = out.resolve(protocol.name()).resolve(fold.name());
                boolean done = FoldRunner.isDone(folder, fold);
                progress.printf(
                        "[%d/%d] %s, %s%s%n",
                        number,
                        plan.folds(),
                        protocol.name(),
                        fold.name(),
                        done ? ": done before" : "");
                progress.flush();
                if (!done) {
                    new FoldRunner(training).run(folder, fold);
                }
            }
        }
        Map<String, FoldSummary> ours = new LinkedHashMap<>();
        for (Plan.Protocol protocol : plan.protocols()) {
            ours.put(protocol.name(), evaluate(protocol));
        }
        String text = markdown(ours);
        if (plan.table() == PaperTable.TABLE5) {
            text +=
                    Orderings.markdown(
                            Orderings.of(ours, published), plan.protocols().get(0).folds().size());
        }
        Path file = out.resolve(plan.table() + ".md");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new LgscException("Cannot write " + file + ": " + e + ".", e);
        }
        return text;
    }

    private FoldSummary evaluate(Plan.Protocol protocol) {
        Path folder = out.resolve(protocol.name());
        RunFolder.describeRun(
                folder,
                new RunFolder.Description(
                        protocol.name() + ", " + plan.data(),
                        Map.of("data", plan.data()),
                        List.of()));
        ProtocolReport report =
                ProtocolEvaluator.builder().build().evaluate(RunFolder.read(folder));
        ReportFolder.write(folder.resolve("report"), report);
        return report.summary();
    }

    private String markdown(Map<String, FoldSummary> ours) {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "# Table %d: %s%n%nOurs: %s. Mean and standard deviation (ddof 0) over the"
                                + " folds, threshold of the equal error rate on each fold's"
                                + " development split, in percent.%nPublished: %s.%n%n| |",
                        plan.table().number(),
                        plan.table().subject(),
                        plan.data(),
                        published.source()));
        METRICS.forEach(m -> text.append(" ours ").append(m).append(" | published |"));
        text.append(" folds |\n|---|").append("---:|".repeat(2 * METRICS.size() + 1)).append('\n');
        ours.forEach(
                (name, summary) -> {
                    text.append("| ").append(name).append(" |");
                    for (String metric : METRICS) {
                        text.append(' ').append(mean(summary, metric)).append(" | ");
                        text.append(
                                published
                                        .row(plan.table(), name)
                                        .map(r -> r.column(metric))
                                        .orElse(""));
                        text.append(" |");
                    }
                    text.append(' ').append(summary.folds().size()).append(" |\n");
                });
        if (!plan.missing().isEmpty()) {
            text.append("\nNo data for: ").append(String.join(", ", plan.missing())).append(".\n");
        }
        return text.toString();
    }

    private static String mean(FoldSummary summary, String metric) {
        MeanDeviation m = summary.metric(metric);
        if (Double.isNaN(m.mean())) {
            return "n/a";
        }
        return summary.folds().size() == 1
                ? String.format(Locale.ROOT, "%.2f", 100 * m.mean())
                : String.format(Locale.ROOT, "%.2f±%.2f", 100 * m.mean(), 100 * m.deviation());
    }
}
