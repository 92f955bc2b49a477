package org.lgsc.data.internal.batch;

import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.Sample;

/**
 * The samples of one class, in groups that an epoch takes in turn. A sample that cannot be read is
 * replaced by the next readable one of its group, or of another group if there is none, so that
 * every place of an epoch has the same picture whatever was tried before, and by which thread.
 */
final class ClassSamples {
    private final Label label;
    private final List<List<Sample>> groups;
    private final UnaryOperator<RgbImage> toWorkingSize;
    private final ConcurrentMap<String, String> problems;

    /**
     * @param group returns the name of a sample's group
     * @param toWorkingSize change of a face before it is augmented
     * @param problems receives ids and reasons of samples that cannot be read
     */
    ClassSamples(
            Label label,
            List<Sample> samples,
            Function<Sample, String> group,
            UnaryOperator<RgbImage> toWorkingSize,
            ConcurrentMap<String, String> problems) {
        this.label = label;
        groups =
                List.copyOf(
                        samples.stream()
                                .filter(s -> s.label() == label)
                                .collect(
                                        Collectors.groupingBy(
                                                group, TreeMap::new, Collectors.toList()))
                                .values());
        this.toWorkingSize = toWorkingSize;
        this.problems = problems;
    }

    /** A sample that could be read. */
    record Loaded(Sample sample, RgbImage face) {}

    /** A sample's group and its number in it. */
    record Place(int group, int index) {}

    int size() {
        return groups.stream().mapToInt(List::size).sum();
    }

    /** Returns the places of an epoch with every sample at least once and all groups alike. */
    int fullLength() {
        return groups.size() * groups.stream().mapToInt(List::size).max().orElse(0);
    }

    /**
     * Returns the order of an epoch: groups in turn, each in an order of its own.
     *
     * @param length of the epoch, at least {@link #fullLength()}
     * @param seed of this class in this epoch
     */
    Place[] order(int length, long seed) {
        int count = groups.size();
        int each = (length + count - 1) / count;
        Place[] order = new Place[length];
        for (int g = 0; g < count; g++) {
            long own = count == 1 ? seed : EpochOrder.mix(seed, g); // as in versions without groups
            int[] inGroup = EpochOrder.of(groups.get(g).size(), each, own);
            for (int i = 0; g + i * count < length; i++) {
                order[g + i * count] = new Place(g, inGroup[i]);
            }
        }
        return order;
    }

    /**
     * @param seed chooses among the pictures of a sample that has several
     * @throws LgscException when no sample of the class can be read
     */
    Loaded load(Place place, long seed) {
        LgscException last = null;
        for (Sample sample : from(place)) {
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
                        ? problems.getOrDefault(from(place).iterator().next().id(), "")
                        : last.getMessage();
        throw LgscException.of(
                last,
                "None of the %s%s samples can be used: %s",
                size(),
                label.isLive() ? " live" : " spoof",
                reason);
    }

    /** Iterates over all samples of the class from a place on: its group, then those after it. */
    private Iterable<Sample> from(Place place) {
        return () ->
                IntStream.range(0, groups.size())
                        .mapToObj(g -> groups.get((place.group() + g) % groups.size()))
                        .flatMap(
                                group ->
                                        IntStream.range(0, group.size())
                                                .mapToObj(
                                                        i ->
                                                                group.get(
                                                                        (place.index() + i)
                                                                                % group.size())))
                        .iterator();
    }
}
