package org.lgsc.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.patch.PatchPolicy;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.dataset.TestSamples;
import org.nd4j.linalg.api.ndarray.INDArray;

class PatchBatchesTest {
    private static final PatchPolicy FOUR = PatchPolicy.nativePatches(16, 4);

    private static int value(INDArray x, int row, int channel) {
        return Math.round((x.getFloat(row, channel, 0, 0) + 1) * 127.5f);
    }

    @Test
    void samplesComeInOrderWithTheirPatches() {
        List<Sample> samples = TestSamples.samples(4, 3, 20);
        samples.set(2, TestSamples.broken(Label.LIVE, 2));
        List<Sample> seen = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        try (PatchBatches batches = new PatchBatches(samples, FOUR, InputScaling.SYMMETRIC, 4, 2)) {
            while (batches.hasNext()) {
                PatchBatches.Batch batch = batches.next();
                sizes.add(batch.patches().size(0));
                assertThat(batch.patchesPerSample()).isEqualTo(4);
                for (int i = 0; i < batch.samples().size(); i++) {
                    int red = batch.samples().get(i).image().load().get(0, 0, 0);
                    for (int k = 0; k < 4; k++) {
                        assertThat(value(batch.patches(), 4 * i + k, 0)).isEqualTo(red);
                        assertThat(value(batch.patches(), 4 * i + k, 1)).isEqualTo(k % 2 * 4);
                        assertThat(value(batch.patches(), 4 * i + k, 2)).isEqualTo(k / 2 * 4);
                    }
                }
                seen.addAll(batch.samples());
            }
            assertThat(batches.setAside()).extracting(SetAside::id).containsExactly("live-2");
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
        samples.remove(2);
        assertThat(seen).isEqualTo(samples);
        assertThat(sizes).containsExactly(16L, 8L);
    }

    @Test
    void nothingUsableIsAnError() {
        assertThatThrownBy(() -> new PatchBatches(List.of(), FOUR, InputScaling.SYMMETRIC, 1, 1))
                .isInstanceOf(LgscException.class);
        List<Sample> broken = List.of(TestSamples.broken(Label.LIVE, 1));
        try (PatchBatches batches = new PatchBatches(broken, FOUR, InputScaling.SYMMETRIC, 1, 1)) {
            assertThatThrownBy(batches::hasNext)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("broken");
        }
        List<Sample> tooSmall = TestSamples.samples(1, 1, 16);
        try (PatchBatches batches =
                new PatchBatches(tooSmall, FOUR, InputScaling.SYMMETRIC, 1, 1)) {
            assertThatThrownBy(batches::hasNext)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("4 patches of 16 px");
        }
    }
}
