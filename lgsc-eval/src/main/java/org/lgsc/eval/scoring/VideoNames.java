package org.lgsc.eval.scoring;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lgsc.data.dataset.Sample;

/**
 * Names the presentation that each sample is a frame of: its source. A source that several kinds of
 * presentation were made from, as one photograph and its simulated print, names none of them alone;
 * there the kind is added, so that frames are only ever fused with their own.
 */
final class VideoNames {
    private record Kind(String subject, String species) {}

    private final Set<String> shared = new HashSet<>();
    private final Map<String, Integer> frames = new HashMap<>();

    VideoNames(List<Sample> samples) {
        Map<String, Kind> kinds = new HashMap<>();
        for (Sample sample : samples) {
            Kind kind = new Kind(sample.subject(), sample.species());
            Kind other = kinds.putIfAbsent(sample.source(), kind);
            if (other != null && !other.equals(kind)) {
                shared.add(sample.source());
            }
        }
        for (Sample sample : samples) {
            frames.merge(of(sample), 1, Integer::sum);
        }
    }

    String of(Sample sample) {
        if (sample.source().isEmpty() || !shared.contains(sample.source())) {
            return sample.source();
        }
        return String.join(
                "/",
                sample.source(),
                sample.subject(),
                sample.label().isLive() ? "live" : sample.species());
    }

    /** Whether a presentation has more frames than one. */
    boolean hasFrames(String video) {
        return !video.isEmpty() && frames.getOrDefault(video, 0) > 1;
    }
}
