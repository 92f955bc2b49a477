package org.lgsc.data.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.internal.face.FaceCroppedSource;

class PadDatasetTest {
    private static final List<Sample> SAMPLES = TestSamples.samples(3, 2, 40);

    private static PadDataset dataset(List<Sample> train) {
        return new PadDataset("d", Map.of(Split.TRAIN, train));
    }

    @Test
    void summaryCounts() {
        List<Sample> more = new ArrayList<>(SAMPLES);
        more.add(new Sample("x", Label.SPOOF, "mask", "s0", "x", () -> RgbImage.black(1, 1)));
        DatasetSummary summary =
                new PadDataset(
                                "d",
                                Map.of(Split.TRAIN, more),
                                List.of(new SetAside("y", "because")))
                        .summary();
        DatasetSummary.Counts train = summary.splits().get(Split.TRAIN);
        assertThat(train.live()).isEqualTo(3);
        assertThat(train.spoof()).isEqualTo(3);
        assertThat(train.species()).containsOnly(Map.entry("print", 2), Map.entry("mask", 1));
        assertThat(train.subjects()).isEqualTo(3);
        assertThat(summary.splits().get(Split.TEST).live()).isZero();
        assertThat(summary.asText())
                .contains("d (1 set aside)")
                .contains("train  3 live, 3 spoof {mask=1, print=2}, 3 subjects");
    }

    @Test
    void hashKnowsTheListButNotItsOrder() {
        List<Sample> reversed = new ArrayList<>(SAMPLES);
        Collections.reverse(reversed);
        String hash = dataset(SAMPLES).dataHash();
        assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(dataset(reversed).dataHash());
        assertThat(dataset(SAMPLES.subList(0, 4)).dataHash()).isNotEqualTo(hash);
        assertThat(new PadDataset("d", Map.of(Split.TEST, SAMPLES)).dataHash()).isNotEqualTo(hash);
        Sample first = SAMPLES.get(0);
        List<Sample> renamed = new ArrayList<>(SAMPLES);
        renamed.set(0, new Sample(first.id(), first.label(), "", "other", "", first.image()));
        assertThat(dataset(renamed).dataHash()).isNotEqualTo(hash);
    }

    @Test
    void idsMustBeUnique() {
        assertThatThrownBy(() -> dataset(List.of(SAMPLES.get(0), SAMPLES.get(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("live-0");
    }

    @Test
    void cacheReadsOnceWithinItsBudget() {
        AtomicInteger loads = new AtomicInteger();
        List<Sample> counted =
                SAMPLES.stream()
                        .map(
                                s ->
                                        s.withImage(
                                                () -> {
                                                    loads.incrementAndGet();
                                                    return s.image().load();
                                                }))
                        .toList();
        List<Sample> cached = dataset(counted).cached(2 * 3 * 40 * 40).samples(Split.TRAIN);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < cached.size(); i++) {
                assertThat(cached.get(i).image().load().data())
                        .isEqualTo(SAMPLES.get(i).image().load().data());
            }
        }
        assertThat(loads).hasValue(2 + 3 * 3); // two fit, three are read three times
    }

    @Test
    void facesAreCroppedAndThoseWithoutOneSetAside() {
        AtomicInteger detections = new AtomicInteger();
        FaceDetector detector =
                image -> {
                    detections.incrementAndGet();
                    return switch (image.get(0, 0, 0)) {
                        case 1 -> List.of();
                        case 101 -> List.of(new FaceBox(5, 5, 4, 4, 1));
                        default -> List.of(new FaceBox(10, 12, 8, 8, 1));
                    };
                };
        List<Sample> samples = new ArrayList<>(SAMPLES);
        samples.add(TestSamples.broken(Label.LIVE, 9));
        PadDataset cropped =
                FaceCroppedSource.cropAll(
                        dataset(samples), detector, new FaceCrop(2, 6), 3 * 16 * 16, 2);
        assertThat(cropped.samples(Split.TRAIN))
                .extracting(Sample::id)
                .containsExactly("live-0", "live-2", "spoof-0");
        assertThat(cropped.setAside())
                .extracting(SetAside::id)
                .containsExactly("live-1", "spoof-1", "live-9");
        assertThat(cropped.setAside().get(0).reason()).contains("No face");
        assertThat(cropped.setAside().get(1).reason()).contains("spoof-1").contains("4x4");
        assertThat(cropped.setAside().get(1).reasonAlone())
                .doesNotContain("spoof-1")
                .contains("4x4");
        assertThat(new SetAside("a", "Cannot read a: broken.").reasonAlone())
                .isEqualTo("Cannot read a: broken.");
        int before = detections.get();
        for (Sample sample : cropped.samples(Split.TRAIN)) {
            RgbImage face = sample.image().load();
            assertThat(face.width()).isEqualTo(16);
            assertThat(face.get(0, 0, 1)).isEqualTo(6); // 10 + 8/2 - 16/2
            assertThat(face.get(0, 0, 2)).isEqualTo(8);
        }
        assertThat(detections).as("boxes are remembered").hasValue(before);
    }
}
