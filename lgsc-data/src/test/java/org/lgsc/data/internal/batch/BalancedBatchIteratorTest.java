package org.lgsc.data.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputScaling;
import org.lgsc.data.augment.Augmentation;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.dataset.TestSamples;
import org.lgsc.data.patch.PatchSampler;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

class BalancedBatchIteratorTest {
    private static BalancedBatchIterator.Builder small(List<Sample> samples) {
        return BalancedBatchIterator.builder(samples)
                .batchSize(4)
                .sampler(PatchSampler.randomNative(16))
                .threads(2);
    }

    /** The red value of each place of a batch: which sample stands there. */
    private static List<Integer> samplesOf(MultiDataSet batch) {
        INDArray x = batch.getFeatures(0);
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < x.size(0); i++) {
            values.add(Math.round((x.getFloat(i, 0, 0, 0) + 1) * 127.5f));
        }
        return values;
    }

    private static List<List<Integer>> epoch(BalancedBatchIterator batches) {
        List<List<Integer>> all = new ArrayList<>();
        while (batches.hasNext()) {
            all.add(samplesOf(batches.next()));
        }
        return all;
    }

    private static List<float[]> pixels(BalancedBatchIterator batches) {
        List<float[]> all = new ArrayList<>();
        while (batches.hasNext()) {
            all.add(batches.next().getFeatures(0).dup().data().asFloat());
        }
        return all;
    }

    @Test
    void shapesLabelsAndMetadata() {
        try (BalancedBatchIterator batches =
                small(TestSamples.samples(5, 7, 20)).labelHeads(3).build()) {
            MultiDataSet batch = batches.next();
            assertThat(batch.getFeatures()).hasSize(1);
            assertThat(batch.getFeatures(0).shape()).containsExactly(4, 3, 16, 16);
            assertThat(batch.getFeatures(0).dataType()).isEqualTo(DataType.FLOAT);
            assertThat(batch.getLabels()).hasSize(3);
            assertThat(batch.getLabels(2)).isSameAs(batch.getLabels(0));
            assertThat(batch.getLabels(0).shape()).containsExactly(4, 1);
            assertThat(batch.getLabels(0).dataType()).isEqualTo(DataType.FLOAT);
            assertThat(batch.getLabels(0).dup().data().asFloat()).containsExactly(1, 0, 1, 0);
            List<Integer> values = samplesOf(batch);
            assertThat(values.get(0)).isLessThan(100);
            assertThat(values.get(1)).isGreaterThanOrEqualTo(100);
            assertThat(batch.getExampleMetaData().get(1))
                    .isEqualTo("spoof-" + (values.get(1) - 100));
            assertThat(batches.asyncSupported()).isFalse();
            assertThat(batches.resetSupported()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"3,8", "8,3", "4,4", "1,6"})
    void everyMajoritySampleOnceAndTheMinorityEvenly(int live, int spoof) {
        try (BalancedBatchIterator batches = small(TestSamples.samples(live, spoof, 16)).build()) {
            int length = Math.max(live, spoof);
            assertThat(batches.batchesPerEpoch()).isEqualTo(length / 2);
            Map<Integer, Integer> counts = new HashMap<>();
            for (List<Integer> batch : epoch(batches)) {
                for (int i = 0; i < 4; i++) {
                    assertThat(batch.get(i) < 100).isEqualTo(i % 2 == 0);
                    counts.merge(batch.get(i), 1, Integer::sum);
                }
            }
            for (int i = 0; i < live; i++) {
                assertThat(counts.get(i)).isBetween(length / live, (length + live - 1) / live);
            }
            for (int i = 0; i < spoof; i++) {
                assertThat(counts.get(100 + i))
                        .isBetween(length / spoof, (length + spoof - 1) / spoof);
            }
        }
    }

    @Test
    void orderChangesWithEpochAndSeedOnly() {
        List<Sample> samples = TestSamples.samples(9, 12, 16);
        try (BalancedBatchIterator a = small(samples).seed(7).build();
                BalancedBatchIterator b = small(samples).seed(7).build();
                BalancedBatchIterator c = small(samples).seed(8).build()) {
            List<List<Integer>> first = epoch(a);
            assertThat(epoch(b)).isEqualTo(first);
            assertThat(epoch(c)).isNotEqualTo(first);
            a.reset();
            assertThat(a.epoch()).isEqualTo(1);
            a.reset(); // nothing was taken yet
            assertThat(a.epoch()).isEqualTo(1);
            List<List<Integer>> second = epoch(a);
            assertThat(second).isNotEqualTo(first);
            c.seek(1, 0);
            b.seek(1, 0);
            assertThat(epoch(b)).as("resumed").isEqualTo(second);
        }
    }

    /** A reader that is still at work would write into the batch that takes its memory. */
    @Test
    void seekWaitsForWhatIsBeingRead() {
        AtomicInteger reading = new AtomicInteger();
        List<Sample> slow =
                TestSamples.samples(9, 12, 16).stream()
                        .map(
                                s ->
                                        s.withImage(
                                                () -> {
                                                    reading.incrementAndGet();
                                                    LockSupport.parkNanos(20_000_000);
                                                    reading.decrementAndGet();
                                                    return s.image().load();
                                                }))
                        .toList();
        try (BalancedBatchIterator iterator = small(slow).build()) {
            for (int i = 0; i < 5; i++) {
                iterator.next(); // others are read ahead now
                iterator.seek(2, 4);
                assertThat(reading.get()).isZero();
            }
        }
    }

    @Test
    void seekGivesTheBatchOfThatPlaceAndReadsNothingBefore() {
        List<Sample> samples = TestSamples.samples(9, 12, 16);
        Set<String> read = ConcurrentHashMap.newKeySet();
        List<Sample> watched =
                samples.stream()
                        .map(
                                s ->
                                        s.withImage(
                                                () -> {
                                                    read.add(s.id());
                                                    return s.image().load();
                                                }))
                        .toList();
        try (BalancedBatchIterator whole =
                        small(samples).augmentation(Augmentation.published()).build();
                BalancedBatchIterator jumping =
                        small(watched).augmentation(Augmentation.published()).build()) {
            whole.seek(2, 0);
            List<float[]> all = pixels(whole);
            jumping.next();
            jumping.seek(2, 4);
            read.clear();
            List<float[]> rest = pixels(jumping);
            assertThat(rest).hasSize(all.size() - 4);
            for (int i = 0; i < rest.size(); i++) {
                assertThat(rest.get(i)).isEqualTo(all.get(i + 4));
            }
            assertThat(read).hasSizeLessThanOrEqualTo(8);
            jumping.reset();
            assertThat(jumping.epoch()).isEqualTo(3);
            assertThatThrownBy(() -> jumping.seek(0, all.size()))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> jumping.seek(-1, 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatWasSetAsideBeforeStaysAside() {
        List<Sample> broken = TestSamples.samples(6, 6, 16);
        broken.set(2, TestSamples.broken(Label.LIVE, 2));
        List<Sample> repaired = TestSamples.samples(6, 6, 16);
        try (BalancedBatchIterator first = small(broken).build();
                BalancedBatchIterator resumed = small(repaired).build()) {
            List<List<Integer>> expected = epoch(first);
            resumed.setAside(first.setAside());
            assertThat(epoch(resumed)).isEqualTo(expected);
            assertThat(resumed.setAside()).isEqualTo(first.setAside());
        }
    }

    @Test
    void resetInTheMiddleLeavesNoTrace() {
        List<Sample> samples = TestSamples.samples(9, 12, 16);
        try (BalancedBatchIterator a = small(samples).build();
                BalancedBatchIterator b = small(samples).build()) {
            a.next();
            a.next();
            a.reset();
            b.seek(1, 0);
            assertThat(epoch(a)).isEqualTo(epoch(b));
        }
    }

    @Test
    void threadsAndPrefetchChangeNothing() {
        List<Sample> samples = TestSamples.samples(10, 14, 40);
        samples.set(3, TestSamples.broken(Label.LIVE, 3));
        samples.set(12, TestSamples.broken(Label.SPOOF, 2));
        try (BalancedBatchIterator one =
                        small(samples)
                                .augmentation(Augmentation.published())
                                .threads(1)
                                .prefetch(1)
                                .build();
                BalancedBatchIterator many =
                        small(samples)
                                .augmentation(Augmentation.published())
                                .threads(5)
                                .prefetch(4)
                                .build()) {
            for (int e = 0; e < 2; e++) {
                List<float[]> expected = pixels(one);
                List<float[]> actual = pixels(many);
                assertThat(actual).hasSameSizeAs(expected);
                for (int i = 0; i < actual.size(); i++) {
                    assertThat(actual.get(i)).isEqualTo(expected.get(i));
                }
                one.reset();
                many.reset();
            }
            assertThat(one.setAside())
                    .extracting(SetAside::id)
                    .containsExactly("live-3", "spoof-2");
            assertThat(many.setAside()).isEqualTo(one.setAside());
        }
    }

    @Test
    void aBatchStaysValidForOneMoreCallAndArraysAreReused() {
        try (BalancedBatchIterator batches =
                small(TestSamples.samples(40, 40, 16)).prefetch(3).build()) {
            Set<Integer> arrays = new java.util.HashSet<>();
            MultiDataSet previous = batches.next();
            List<Integer> values = samplesOf(previous);
            while (batches.hasNext()) {
                MultiDataSet current = batches.next();
                assertThat(samplesOf(previous)).isEqualTo(values);
                arrays.add(System.identityHashCode(current.getFeatures(0)));
                previous = current;
                values = samplesOf(current);
            }
            assertThat(arrays).hasSize(5);
        }
    }

    @Test
    void brokenSamplesAreReplacedByTheNextOfTheirClass() {
        List<Sample> samples = TestSamples.samples(4, 4, 16);
        samples.set(1, TestSamples.broken(Label.LIVE, 1));
        try (BalancedBatchIterator batches = small(samples).build()) {
            List<Integer> live =
                    epoch(batches).stream()
                            .flatMap(List::stream)
                            .filter(v -> v < 100)
                            .sorted()
                            .collect(Collectors.toList());
            assertThat(live).containsExactly(0, 2, 2, 3);
            assertThat(batches.setAside())
                    .containsExactly(new SetAside("live-1", "Cannot read live-1: broken."));
        }
    }

    @Test
    void aWhollyBrokenClassIsAnError() {
        List<Sample> samples = TestSamples.samples(0, 6, 16);
        samples.add(TestSamples.broken(Label.LIVE, 1));
        samples.add(TestSamples.broken(Label.LIVE, 2));
        try (BalancedBatchIterator batches = small(samples).build()) {
            assertThatThrownBy(batches::next)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("None of the 2 live samples")
                    .hasMessageContaining("broken");
        }
    }

    @Test
    void whatCannotWorkIsRefusedAtOnce() {
        assertThatThrownBy(() -> small(TestSamples.samples(5, 0, 16)).build())
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("5 live and 0 spoof");
        assertThatThrownBy(() -> small(TestSamples.samples(2, 5, 16)).batchSize(12).build())
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("batch of 12")
                .hasMessageContaining("5");
        assertThatThrownBy(() -> small(TestSamples.samples(5, 5, 16)).batchSize(5))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("even");
        assertThatThrownBy(() -> small(TestSamples.samples(5, 5, 16)).seed(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endOfEpochAndClosing() throws InterruptedException {
        BalancedBatchIterator batches =
                small(TestSamples.samples(2, 2, 16)).scaling(InputScaling.IMAGENET).build();
        batches.next(4);
        assertThat(batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> batches.next(2)).isInstanceOf(UnsupportedOperationException.class);
        batches.close();
        batches.close();
        assertThatThrownBy(batches::next).isInstanceOf(IllegalStateException.class);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("lgsc-batches")) {
                thread.join(2000);
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    /** Live 0 to 5 and spoof 0 to 11: sets a (0 to 2; 0), b (3; 1 to 9) and c (4, 5; 10, 11). */
    private static String set(Sample sample) {
        int number = Integer.parseInt(sample.subject().substring(1));
        return sample.label().isLive()
                ? number < 3 ? "a" : number < 4 ? "b" : "c"
                : number < 1 ? "a" : number < 10 ? "b" : "c";
    }

    private static String set(int value) {
        return set(TestSamples.sample(value < 100 ? Label.LIVE : Label.SPOOF, value % 100, 1));
    }

    @Test
    void everyBatchIsBalancedOverTheSets() {
        List<Sample> samples = TestSamples.samples(6, 12, 16);
        try (BalancedBatchIterator batches =
                small(samples).batchSize(12).balancedOver(s -> set(s)).build()) {
            assertThat(batches.batchesPerEpoch()).isEqualTo(3 * 9 / 6);
            Map<Integer, Integer> counts = new HashMap<>();
            for (int e = 0; e < 3; e++, batches.reset()) {
                for (List<Integer> batch : epoch(batches)) {
                    for (String set : List.of("a", "b", "c")) {
                        assertThat(batch.stream().filter(v -> v < 100 && set(v).equals(set)))
                                .hasSize(2);
                        assertThat(batch.stream().filter(v -> v >= 100 && set(v).equals(set)))
                                .hasSize(2);
                    }
                    batch.forEach(v -> counts.merge(v, 1, Integer::sum));
                }
            }
            assertThat(counts).as("every sample is visited").hasSize(18);
        }
    }

    @Test
    void aSetWithoutAClassLeavesItToTheOthers() {
        List<Sample> samples =
                TestSamples.samples(6, 12, 16).stream()
                        .filter(s -> s.label().isLive() || !set(s).equals("a"))
                        .toList();
        try (BalancedBatchIterator batches = small(samples).balancedOver(s -> set(s)).build()) {
            for (List<Integer> batch : epoch(batches)) {
                assertThat(batch.stream().filter(v -> v >= 100).map(v -> set(v)))
                        .containsExactlyInAnyOrder("b", "c");
            }
        }
    }

    @Test
    void balancedBatchesAreResumedExactlyWhateverTheThreads() {
        List<Sample> samples = TestSamples.samples(6, 12, 24);
        samples.set(5, TestSamples.broken(Label.LIVE, 5));
        try (BalancedBatchIterator one =
                        small(samples).threads(1).balancedOver(s -> set(s)).build();
                BalancedBatchIterator many =
                        small(samples).threads(4).balancedOver(s -> set(s)).build()) {
            one.seek(3, 0);
            List<List<Integer>> expected = epoch(one);
            many.seek(3, 2);
            assertThat(epoch(many)).isEqualTo(expected.subList(2, expected.size()));
            assertThat(expected.stream().flatMap(List::stream).filter(v -> v == 4))
                    .as("in place of the broken one of its set")
                    .hasSizeGreaterThan(5);
        }
    }

    /** Checkpoints from before groups existed resume with the same batches. */
    @Test
    void withoutGroupsTheOrderIsThatOfBefore() {
        try (BalancedBatchIterator batches = small(TestSamples.samples(5, 7, 16)).seed(9).build()) {
            int[] live = EpochOrder.of(5, 7, EpochOrder.mix(9, 0, 1));
            int[] spoof = EpochOrder.of(7, 7, EpochOrder.mix(9, 0, 0));
            List<List<Integer>> epoch = epoch(batches);
            for (int pair = 0; pair < 6; pair++) {
                assertThat(epoch.get(pair / 2).get(pair % 2 * 2)).isEqualTo(live[pair]);
                assertThat(epoch.get(pair / 2).get(pair % 2 * 2 + 1)).isEqualTo(100 + spoof[pair]);
            }
        }
    }
}
