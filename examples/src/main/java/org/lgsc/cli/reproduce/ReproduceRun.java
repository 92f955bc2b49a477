package org.lgsc.cli.reproduce;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.eval.protocol.ProtocolEvaluator;
import org.lgsc.eval.protocol.ProtocolReport;
import org.lgsc.eval.protocol.RunFolder;
import org.lgsc.eval.report.FoldSummary;
import org.lgsc.eval.report.PadReport;
import org.lgsc.train.baseline.TextureFeatures;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Runs a plan fold by fold and compares the results with the paper. Each protocol has a run folder
 * with its own report; complete folds are not run again. A fold that cannot be run is reported, and
 * the run continues with the others.
 */
public final class ReproduceRun {
    private static final String BASELINES = "baselines";

    private final Plan plan;
    private final Path out;
    private final RunSettings settings;
    private final PrintWriter progress;
    private final TrainingProgress training;
    private final PublishedRows published = PublishedRows.load();
    private final List<String> failed = Collections.synchronizedList(new ArrayList<>());

    public ReproduceRun(
            Plan plan,
            Path out,
            RunSettings settings,
            PrintWriter progress,
            TrainingProgress training) {
        this.plan = plan;
        this.out = out;
        this.settings = settings;
        this.progress = progress;
        this.training = training;
    }

    /**
     * Runs the remaining folds and writes the table.
     *
     * @return the table as Markdown, as in {@code OUT/TABLE.md}; {@code TABLE.csv}, {@code .json}
     *     and {@code .html} next to it have the same numbers
     * @throws LgscException when a folder contains folds of another experiment, or no fold is
     *     complete
     */
    public String run() {
        settings.selection().require(plan);
        List<FoldLanes.Turn> turns = new ArrayList<>();
        int number = 0;
        for (Plan.Protocol protocol : plan.protocols()) {
            for (Plan.Fold fold : protocol.folds()) {
                FoldLanes.Turn turn = new FoldLanes.Turn(++number, protocol, fold);
                if (FoldRunner.isDone(folder(protocol, fold), fold)) {
                    say(turn, ": done before");
                } else if (settings.selection().includes(protocol, fold)) {
                    if (turns.size() == settings.selection().maxFolds()) {
                        say(turn, ": later");
                    } else {
                        turns.add(turn);
                    }
                }
            }
        }
        TimeLeft left = new TimeLeft(turns.size(), System::nanoTime);
        new FoldLanes(settings.atATime(), this::runner)
                .run(
                        turns,
                        (runner, turn) -> {
                            say(turn, left.words());
                            run(runner, turn);
                            left.ran();
                        });
        return tables();
    }

    /** Several trainings at a time would mix the lines of their progress. */
    private FoldRunner runner() {
        return new FoldRunner(
                settings.trainings(),
                settings.atATime() == 1 ? training : TrainingProgress.none(),
                settings.checkpointInterval(),
                progress);
    }

    private void say(FoldLanes.Turn turn, String more) {
        progress.printf(
                Locale.ROOT,
                "[%d/%d] %s, %s%s%n",
                turn.number(),
                plan.folds(),
                turn.protocol().name(),
                turn.fold().name(),
                more);
        progress.flush();
    }

    private void run(FoldRunner with, FoldLanes.Turn turn) {
        String name = turn.protocol().name() + ", " + turn.fold().name();
        try {
            with.run(folder(turn.protocol(), turn.fold()), turn.fold());
        } catch (LgscException e) {
            String text = name + ": " + e.getMessage();
            failed.add(text);
            progress.println(text);
            progress.flush();
        }
    }

    /** Folds that could not be run, with the reason. */
    public List<String> failed() {
        return List.copyOf(failed);
    }

    private Path folder(Plan.Protocol protocol, Plan.Fold fold) {
        return out.resolve(protocol.name()).resolve(fold.name());
    }

    private String tables() {
        Map<String, FoldSummary> ours = new LinkedHashMap<>();
        Map<String, List<String>> done = new LinkedHashMap<>();
        Map<String, Map<String, PadReport>> bySeed = new LinkedHashMap<>();
        NewSpecies others = new NewSpecies();
        for (Plan.Protocol protocol : plan.protocols()) {
            Set<String> folds = names(complete(protocol));
            if (!folds.isEmpty()) {
                ProtocolReport report =
                        evaluate(out.resolve(protocol.name()), protocol.name(), folds);
                ours.put(protocol.name(), report.summary());
                add(others, protocol.name(), out.resolve(protocol.name()), report);
                Map<String, PadReport> reports = new LinkedHashMap<>();
                report.folds().forEach(f -> reports.put(f.name(), f.report()));
                bySeed.put(protocol.name(), reports);
                done.put(protocol.name(), List.copyOf(reports.keySet()));
            }
        }
        if (ours.isEmpty()) {
            throw new LgscException(
                    "No fold of " + plan.table() + " is complete: " + String.join("; ", failed));
        }
        List<BaselineRow> baselines = baselines(others);
        PaperComparison comparison = new PaperComparison(plan, ours, baselines, published);
        TableReport report =
                new TableReport(plan, ours, done, baselines, settings, failed, published);
        String text = comparison.markdown() + report.markdown();
        if (plan.table() == PaperTable.TABLE5) {
            text += Orderings.markdown(Orderings.of(Orderings.acers(bySeed), published));
            text += InvertedTrainings.markdown(bySeed, published);
            text += others.markdown(published);
            text += convergence(ours.keySet()).markdown();
        }
        write(plan.table() + ".md", text);
        write(plan.table() + ".csv", comparison.csv());
        write(plan.table() + "-folds.csv", report.csv());
        write(plan.table() + ".json", report.json());
        write(plan.table() + ".html", report.html(text));
        return text;
    }

    private List<Plan.Fold> complete(Plan.Protocol protocol) {
        return protocol.folds().stream()
                .filter(f -> Files.isDirectory(folder(protocol, f)))
                .toList();
    }

    private static Set<String> names(List<Plan.Fold> folds) {
        return folds.stream().map(Plan.Fold::name).collect(Collectors.toSet());
    }

    private static void add(NewSpecies others, String row, Path folder, ProtocolReport report) {
        report.folds()
                .forEach(f -> others.add(row, f.name(), folder.resolve(f.name()), f.report()));
    }

    /**
     * The texture baselines on the complete folds of simulated data. The rows of the ablation have
     * the same folds, and one row for each baseline.
     */
    private List<BaselineRow> baselines(NewSpecies others) {
        List<BaselineRow> rows = new ArrayList<>();
        if (!plan.simulated()) {
            return rows; // they take long on the frames of a published set: score --method
        }
        Map<String, List<Plan.Fold>> groups = new LinkedHashMap<>();
        for (Plan.Protocol protocol : plan.protocols()) {
            String group = plan.table() == PaperTable.TABLE5 ? "" : protocol.name();
            List<Plan.Fold> folds = groups.computeIfAbsent(group, g -> new ArrayList<>());
            Set<String> there = names(folds);
            complete(protocol).stream().filter(f -> !there.contains(f.name())).forEach(folds::add);
        }
        groups.values().removeIf(List::isEmpty);
        groups.forEach(
                (protocol, folds) -> {
                    for (TextureFeatures features : TextureFeatures.values()) {
                        rows.add(baseline(protocol, features, folds, others));
                    }
                });
        return rows;
    }

    private BaselineRow baseline(
            String protocol, TextureFeatures features, List<Plan.Fold> folds, NewSpecies others) {
        String title = (protocol.isEmpty() ? "" : protocol + "-") + features;
        progress.printf(Locale.ROOT, "Baseline %s on the same data%n", title);
        progress.flush();
        Path folder = out.resolve(BASELINES).resolve(title);
        folds.forEach(f -> BaselineFolds.run(folder.resolve(f.name()), features, f));
        BaselineRow row =
                new BaselineRow(
                        protocol, features.toString(), evaluate(folder, title, names(folds)));
        add(others, row.name(), folder, row.report());
        return row;
    }

    private Convergence convergence(Set<String> rows) {
        FoldRunner runner = runner();
        Convergence convergence = new Convergence();
        for (Plan.Protocol protocol : plan.protocols()) {
            for (Plan.Fold fold : protocol.folds()) {
                if (rows.contains(protocol.name()) && Files.isDirectory(folder(protocol, fold))) {
                    convergence.add(protocol.name(), runner.epochs(fold));
                }
            }
        }
        return convergence;
    }

    private void write(String name, String text) {
        AtomicFile.writeText(out.resolve(name), text);
    }

    private ProtocolReport evaluate(Path folder, String title, Set<String> folds) {
        RunFolder.describeRun(
                folder,
                new RunFolder.Description(
                        title + ", " + plan.data(), Map.of("data", plan.data()), List.of()));
        RunFolder all = RunFolder.read(folder);
        RunFolder planned =
                new RunFolder(
                        all.description(),
                        all.folds().stream().filter(f -> folds.contains(f.name())).toList(),
                        List.of());
        ProtocolEvaluator.Builder evaluator =
                ProtocolEvaluator.builder().criterion(settings.criterion());
        settings.fusion().choose(evaluator);
        ProtocolReport report = evaluator.build().evaluate(planned);
        report.write(folder.resolve("report"));
        return report;
    }
}
