package org.lgsc.data.batch;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.Sample;

/**
 * The samples of one class. One that cannot be read is replaced by the next one that can, so that
 * every place of an epoch has the same picture whatever was tried before it, and by which thread.
 */
final class ClassSamples {
    private final Label label;
    private final List<Sample> samples;
    private final UnaryOperator<RgbImage> toWorkingSize;
    private final ConcurrentMap<String, String> problems;

    /**
     * @param toWorkingSize what a face goes through before it is augmented
     * @param problems where to note ids and reasons of samples that cannot be read
     */
    ClassSamples(
            Label label,
            List<Sample> samples,
            UnaryOperator<RgbImage> toWorkingSize,
            ConcurrentMap<String, String> problems) {
        this.label = label;
        this.samples = samples.stream().filter(s -> s.label() == label).toList();
        this.toWorkingSize = toWorkingSize;
        this.problems = problems;
    }

    /** A sample that could be read. */
    record Loaded(Sample sample, RgbImage face) {}

    int size() {
        return samples.size();
    }

    /**
     * @param seed chooses among the pictures of a sample that has several
     * @throws LgscException when no sample of the class can be read
     */
    Loaded load(int index, long seed) {
        LgscException last = null;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get((index + i) % samples.size());
            if (problems.containsKey(sample.id())) {
                continue;
            }
            try {
                RgbImage image = sample.image().load(new SplittableRandom(seed));
                return new Loaded(sample, toWorkingSize.apply(image));
            } catch (LgscException e) {
                problems.putIfAbsent(sample.id(), e.getMessage());
                last = e;
            }
        }
        String reason =
                last == null
                        ? samples.stream().map(s -> problems.get(s.id())).findFirst().orElse("")
                        : last.getMessage();
        throw new LgscException(
                "None of the "
                        + samples.size()
                        + (label.isLive() ? " live" : " spoof")
                        + " samples can be used: "
                        + reason,
                last);
    }
}
