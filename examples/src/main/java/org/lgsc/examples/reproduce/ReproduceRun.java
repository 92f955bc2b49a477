package org.lgsc.examples.reproduce;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lgsc.core.LgscException;
import org.lgsc.core.file.Draft;
import org.lgsc.eval.export.ReportFolder;
import org.lgsc.eval.protocol.ProtocolEvaluator;
import org.lgsc.eval.protocol.ProtocolReport;
import org.lgsc.eval.protocol.RunFolder;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Runs a plan fold by fold and compares with the paper. Each protocol is a run folder with a report
 * of its own; folds that are complete are not run again.
 */
public final class ReproduceRun {
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
     * @return the table as Markdown, as it stands in {@code OUT/TABLE.md}; {@code TABLE.csv} beside
     *     it has the same numbers
     * @throws LgscException when a folder holds folds of another experiment, or a training fails
     */
    public String run() {
        FoldRunner runner = new FoldRunner(training);
        int number = 0;
        for (Plan.Protocol protocol : plan.protocols()) {
            for (Plan.Fold fold : protocol.folds()) {
                number++;
                Path folder = out.resolve(protocol.name()).resolve(fold.name());
                boolean done = FoldRunner.isDone(folder, fold);
                progress.printf(
                        Locale.ROOT,
                        "[%d/%d] %s, %s%s%n",
                        number,
                        plan.folds(),
                        protocol.name(),
                        fold.name(),
                        done ? ": done before" : "");
                progress.flush();
                if (!done) {
                    runner.run(folder, fold);
                }
            }
        }
        Map<String, FoldSummary> ours = new LinkedHashMap<>();
        for (Plan.Protocol protocol : plan.protocols()) {
            ours.put(protocol.name(), evaluate(protocol));
        }
        PaperComparison comparison = new PaperComparison(plan, ours, published);
        String text = comparison.markdown();
        if (plan.table() == PaperTable.TABLE5) {
            text +=
                    Orderings.markdown(
                            Orderings.of(ours, published), plan.protocols().get(0).folds().size());
        }
        write(plan.table() + ".md", text);
        write(plan.table() + ".csv", comparison.csv());
        return text;
    }

    private void write(String name, String text) {
        Path file = out.resolve(name);
        try {
            Draft.writeString(file, text);
        } catch (IOException e) {
            throw Draft.failure(file.toString(), e);
        }
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
}
