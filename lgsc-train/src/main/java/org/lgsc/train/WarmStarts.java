package org.lgsc.train;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.TrainingResult.WarmStartReport;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Keeps the encoders that warm starts have trained, in memory, for further runs that would train
 * the same: with the same data, seed and options as far as they affect an {@link EncoderWarmStart}.
 * The results of such runs, for example those of an ablation, are bit by bit the same, and sooner.
 * For one thread.
 */
public final class WarmStarts {
    private final Map<String, Kept> kept = new HashMap<>();

    private record Kept(Map<String, INDArray> encoder, WarmStartReport report) {}

    /** Creates an empty store. */
    public WarmStarts() {}

    /** Returns what decides a warm start besides the data, as text that is equal for equal ones. */
    public static String identity(TrainingOptions options) {
        Map<String, String> all = new LinkedHashMap<>();
        EncoderWarmStart warm = options.warmStart();
        all.put("warm start", warm.steps() + " at " + warm.learningRate());
        all.put("from", options.initialEncoder().toString());
        all.put("seed", String.valueOf(options.seed()));
        all.put("batch", options.batchSize() + " by " + options.workers());
        if (options.localSteps() > 1) {
            all.put("averaged every", String.valueOf(options.localSteps()));
        }
        if (options.precision() != TrainingPrecision.FLOAT32) {
            all.put("precision", options.precision().toString());
        }
        all.put("input", options.sampling() + " " + options.augmentation());
        all.put("preprocessing", options.preprocessing().toString());
        all.put("encoder", String.valueOf(options.network().baseWidth()));
        all.put("layout", options.network().layout() + " " + options.network().width());
        all.put("faults", options.faults().toString());
        return all.toString();
    }

    private static String key(TrainingOptions options, PadDataset dataset) {
        return identity(options) + " " + dataset.dataHash();
    }

    /** Copies the encoder of an earlier warm start into a network; empty without one. */
    Optional<WarmStartReport> copyInto(
            ComputationGraph network, TrainingOptions options, PadDataset dataset) {
        Kept found = kept.get(key(options, dataset));
        if (found == null) {
            return Optional.empty();
        }
        EncoderParameters.copyInto(network, found.encoder());
        return Optional.of(found.report());
    }

    /** Keeps the encoder of a network whose warm start has just ended. */
    void keep(
            ComputationGraph network,
            TrainingOptions options,
            PadDataset dataset,
            WarmStartReport report) {
        Map<String, INDArray> encoder = EncoderParameters.of(network);
        encoder.replaceAll((name, value) -> value.dup().detach());
        kept.put(key(options, dataset), new Kept(encoder, report));
    }
}
