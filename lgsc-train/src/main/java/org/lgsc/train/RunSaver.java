package org.lgsc.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.train.internal.checkpoint.CheckpointWriter;
import org.lgsc.train.progress.RolledBackStep;
import org.lgsc.train.progress.TrainingProgress;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Saves a run if checkpoints are requested; does nothing otherwise. */
final class RunSaver {
    /** File in the folder of checkpoints, with a line of JSON for each rolled-back step. */
    static final String ROLLED_BACK = "rolled-back.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final @Nullable CheckpointWriter writer;

    /**
     * @param writer null for no checkpoints
     */
    RunSaver(@Nullable CheckpointWriter writer) {
        this.writer = writer;
    }

    boolean isOn() {
        return writer != null;
    }

    boolean due() {
        return writer != null && writer.due();
    }

    void save(RunState state, Map<String, INDArray> arrays, TrainingProgress progress) {
        if (writer != null) {
            progress.onCheckpoint();
            writer.write(state, arrays);
        }
    }

    void record(RollbackLog incidents) {
        if (writer != null) {
            writer.writeText(
                    ROLLED_BACK,
                    incidents.steps().stream().map(RunSaver::line).collect(Collectors.joining()));
        }
    }

    private static String line(RolledBackStep step) {
        try {
            return JSON.writeValueAsString(step) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plain record is JSON", e);
        }
    }

    /** Returns what could not be written, for the final report. */
    Optional<String> summary() {
        return writer != null ? writer.summary() : Optional.empty();
    }

    /** Returns all numbers of a network that training changes. */
    static Map<String, INDArray> arrays(ComputationGraph graph) {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("params", graph.params());
        INDArray updater = graph.getUpdater().getStateViewArray();
        if (updater != null) {
            arrays.put("updater", updater);
        }
        return arrays;
    }
}
