package org.lgsc.train;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Split;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;

/** Maps a training sample's id to the file or video that it comes from. */
final class SampleSources implements Function<String, String> {
    private final PadDataset dataset;
    private @Nullable Map<String, String> byId;

    SampleSources(PadDataset dataset) {
        this.dataset = dataset;
    }

    @Override
    public String apply(String id) {
        Map<String, String> sources = byId;
        if (sources == null) { // rarely needed
            sources = new HashMap<>();
            for (Sample sample : dataset.samples(Split.TRAIN)) {
                sources.put(sample.id(), sample.source());
            }
            byId = sources;
        }
        return sources.getOrDefault(id, "");
    }
}
