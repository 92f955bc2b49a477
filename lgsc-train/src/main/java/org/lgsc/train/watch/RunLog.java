package org.lgsc.train.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.loss.LossValues;
import org.lgsc.eval.report.PadReport;
import org.lgsc.train.internal.progress.LossGroups;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.RolledBackStep;
import org.lgsc.train.progress.TrainingPhase;

/**
 * The logs of a run: everything in {@code log.jsonl}, steps and epochs as tables in {@code
 * steps.csv} and {@code epochs.csv}. A run that resumes from a checkpoint removes the entries
 * logged after it, so that no step is missing or logged twice.
 */
final class RunLog {
    static final String JSON_LINES = "log.jsonl";
    static final String STEPS = "steps.csv";
    static final String EPOCHS = "epochs.csv";

    private static final String FIRST_COLUMNS = "phase,step,";
    private static final String STEP_COLUMNS =
            FIRST_COLUMNS + "learning_rate,total,regression,triplet,auxiliary,cue_order";
    private static final String EPOCH_COLUMNS =
            FIRST_COLUMNS
                    + "epoch,learning_rate,mean_total,mean_regression,mean_triplet,mean_auxiliary,"
                    + "dev_acer,dev_apcer,dev_bpcer,dev_d_eer,dev_threshold,best,mean_cue_order";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LineFile lines;
    private final LineFile steps;
    private final LineFile epochs;
    private TrainingPhase phase = TrainingPhase.TRAINING;
    private int step;

    RunLog(Path folder) {
        lines = new LineFile(folder.resolve(JSON_LINES));
        steps = new LineFile(folder.resolve(STEPS));
        epochs = new LineFile(folder.resolve(EPOCHS));
    }

    void begin() throws IOException {
        all(
                () -> lines.begin(List.of()),
                () -> steps.begin(List.of(STEP_COLUMNS)),
                () -> epochs.begin(List.of(EPOCH_COLUMNS)));
    }

    /**
     * Resumes a run.
     *
     * @param before receives the entries logged until then
     */
    void resume(TrainingPhase at, int after, Consumer<ObjectNode> before) throws IOException {
        phase = at;
        step = after;
        List<String> kept = lines.linesWhile(l -> isBefore(parsed(l), at, after));
        kept.forEach(line -> before.accept(parsed(line)));
        List<String> keptSteps = steps.linesWhile(l -> isBefore(l, at, after));
        List<String> keptEpochs = epochs.linesWhile(l -> isBefore(l, at, after));
        all(
                () -> lines.begin(kept),
                () -> steps.begin(withColumns(keptSteps, STEP_COLUMNS)),
                () -> epochs.begin(withColumns(keptEpochs, EPOCH_COLUMNS)));
    }

    /** Returns rows under all columns; those of earlier versions lack the last one. */
    private static List<String> withColumns(List<String> rows, String columns) {
        List<String> table = new ArrayList<>(List.of(columns));
        boolean earlier = !rows.isEmpty() && !rows.get(0).equals(columns);
        rows.stream().skip(1).map(row -> earlier ? row + "," : row).forEach(table::add);
        return table;
    }

    private static boolean isBefore(@Nullable JsonNode entry, TrainingPhase at, int after) {
        return entry != null
                && isBefore(entry.path("phase").asText(), entry.path("step").asInt(), at, after);
    }

    private static boolean isBefore(String row, TrainingPhase at, int after) {
        if (row.startsWith(FIRST_COLUMNS)) {
            return true;
        }
        String[] cells = row.split(",", 3);
        try {
            return cells.length == 3 && isBefore(cells[0], Integer.parseInt(cells[1]), at, after);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isBefore(String name, int number, TrainingPhase at, int after) {
        return Stream.of(TrainingPhase.values())
                .filter(p -> p.text().equals(name))
                .anyMatch(p -> p.compareTo(at) < 0 || p == at && number <= after);
    }

    private static @Nullable ObjectNode parsed(String line) {
        try {
            return JSON.readTree(line) instanceof ObjectNode entry ? entry : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    void phase(TrainingPhase next) {
        if (next != phase) {
            step = 0;
        }
        phase = next;
    }

    ObjectNode step(int number, int of, LossValues losses, double rate) {
        step = number;
        ObjectNode entry = entry("step");
        entry.put("steps", of);
        entry.put("learningRate", rate);
        entry.put("total", losses.total());
        losses.heads().forEach(entry.putObject("losses")::put);
        return entry;
    }

    void addStep(LossValues losses, double rate) throws IOException {
        steps.add(
                String.join(
                        ",",
                        phase.text(),
                        String.valueOf(step),
                        String.valueOf(rate),
                        String.valueOf(losses.total()),
                        cells(losses.heads()),
                        cell(losses.heads(), LossGroups.ORDER)));
    }

    ObjectNode epoch(EpochSummary epoch) {
        ObjectNode entry = entry("epoch");
        entry.put("epoch", epoch.epoch());
        entry.put("learningRate", epoch.learningRate());
        entry.put("meanTotal", epoch.meanTotal());
        epoch.meanLosses().forEach(entry.putObject("meanLosses")::put);
        entry.put("best", epoch.best());
        epoch.dev()
                .ifPresent(
                        dev ->
                                entry.putObject("dev")
                                        .put("acer", dev.acer())
                                        .put("apcer", dev.apcer())
                                        .put("bpcer", dev.bpcer().value())
                                        .put("dEer", dev.dEer())
                                        .put("threshold", dev.threshold().spoofScore()));
        return entry;
    }

    void addEpoch(EpochSummary epoch) throws IOException {
        epochs.add(
                String.join(
                        ",",
                        phase.text(),
                        String.valueOf(epoch.steps()),
                        String.valueOf(epoch.epoch()),
                        String.valueOf(epoch.learningRate()),
                        String.valueOf(epoch.meanTotal()),
                        cells(epoch.meanLosses()),
                        epoch.dev().map(RunLog::cells).orElse(",,,,"),
                        String.valueOf(epoch.best()),
                        cell(epoch.meanLosses(), LossGroups.ORDER)));
    }

    private static String cells(PadReport dev) {
        return DoubleStream.of(
                        dev.acer(),
                        dev.apcer(),
                        dev.bpcer().value(),
                        dev.dEer(),
                        dev.threshold().spoofScore())
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(","));
    }

    ObjectNode rolledBack(RolledBackStep incident) {
        step = incident.step();
        ObjectNode entry = entry("rolledBack");
        entry.setAll(JSON.<ObjectNode>valueToTree(incident));
        entry.put("phase", phase.text());
        return entry;
    }

    ObjectNode note(String text) {
        return entry("note").put("text", text);
    }

    private ObjectNode entry(String type) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("phase", phase.text())
                .put("step", step)
                .put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String cells(Map<String, Double> heads) {
        return Stream.of(LossGroups.REGRESSION, LossGroups.TRIPLET, LossGroups.AUXILIARY)
                .map(name -> cell(heads, name))
                .collect(Collectors.joining(","));
    }

    private static String cell(Map<String, Double> heads, String name) {
        Double loss = LossGroups.of(heads).get(name);
        return loss == null ? "" : loss.toString();
    }

    void add(ObjectNode entry) throws IOException {
        lines.add(entry.toString());
    }

    void force() throws IOException {
        all(lines::force, steps::force, epochs::force);
    }

    void close() {
        lines.closeQuietly();
        steps.closeQuietly();
        epochs.closeQuietly();
    }

    /** Something that a disk can prevent. */
    interface Action {
        void run() throws IOException;
    }

    /** Tries all, even if one fails. */
    private static void all(Action... actions) throws IOException {
        IOException first = null;
        for (Action action : actions) {
            try {
                action.run();
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
