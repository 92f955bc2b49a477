package org.lgsc.eval.scoring;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lgsc.data.dataset.Sample;

/**
 * Names the presentation that each sample is a frame of: its source. Where presentations of several
 * kinds were made from one source, such as a photograph and its simulated print, the kind is added
 * to the name, so that frames are fused only with their own.
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

    /** Returns whether a presentation has more than one frame. */
    boolean hasFrames(String video) {
        return !video.isEmpty() && frames.getOrDefault(video, 0) > 1;
    }
}
