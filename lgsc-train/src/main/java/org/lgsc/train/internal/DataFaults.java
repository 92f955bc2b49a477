package org.lgsc.train.internal;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.internal.protocol.RepeatedPictures;

/** Faults of the training data of a baseline, which has no model card. */
public final class DataFaults {
    /** Name of their entry in the provenance. */
    public static final String KEY = "data faults";

    private DataFaults() {}

    /**
     * Reports the faults that a training of the network reports.
     *
     * @param facts gets an entry {@link #KEY} if there are any
     * @param remarks receives each, a sentence
     */
    public static void report(
            PadDataset dataset, Map<String, String> facts, Consumer<String> remarks) {
        List<String> found = RepeatedPictures.of(dataset);
        found.forEach(remarks);
        if (!found.isEmpty()) {
            facts.put(KEY, String.join(" ", found));
        }
    }
}
