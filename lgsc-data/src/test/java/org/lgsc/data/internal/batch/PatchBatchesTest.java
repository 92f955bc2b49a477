package org.lgsc.data.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.lgsc.core.Label;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.InputScaling;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;
import org.lgsc.data.dataset.TestSamples;
import org.nd4j.linalg.api.ndarray.INDArray;

class PatchBatchesTest {
    private static final FaceGeometry FOUR =
            FaceGeometry.unrecorded(FaceCrop.DEFAULT, 16, TestPolicy.grid(4));

    private static int value(INDArray x, int row, int channel) {
        return Math.round((x.getFloat(row, channel, 0, 0) + 1) * 127.5f);
    }

    @Test
    void samplesComeInOrderWithTheirPatches() {
        List<Sample> samples = TestSamples.samples(4, 3, 20);
        samples.set(2, TestSamples.broken(Label.LIVE, 2));
        List<Sample> seen = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        try (PatchBatches batches =
                new PatchBatches(samples, FOUR, InputScaling.SYMMETRIC, 16, 2)) {
            while (batches.hasNext()) {
                PatchBatches.Batch batch = batches.next();
                sizes.add(batch.parts().size(0));
                assertThat(batch.counts()).containsOnly(4);
                for (int i = 0; i < batch.samples().size(); i++) {
                    int red = batch.samples().get(i).image().load().get(0, 0, 0);
                    for (int k = 0; k < 4; k++) {
                        assertThat(value(batch.parts(), 4 * i + k, 0)).isEqualTo(red);
                        assertThat(value(batch.parts(), 4 * i + k, 1)).isEqualTo(k % 2 * 4);
                        assertThat(value(batch.parts(), 4 * i + k, 2)).isEqualTo(k / 2 * 4);
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
    void samplesOfOtherSizesComeInBatchesOfTheirOwn() {
        List<Sample> samples = new ArrayList<>(TestSamples.samples(3, 0, 40));
        samples.addAll(1, TestSamples.samples(0, 2, 64));
        FaceGeometry full =
                new FaceGeometry(
                        DetectorId.NONE, FaceCrop.DEFAULT, WorkingSize.NATIVE, 32, TestPolicy.FULL);
        List<String> shapes = new ArrayList<>();
        List<Sample> seen = new ArrayList<>();
        try (PatchBatches batches = new PatchBatches(samples, full, InputScaling.SYMMETRIC, 8, 2)) {
            while (batches.hasNext()) {
                PatchBatches.Batch batch = batches.next();
                shapes.add(batch.parts().size(0) + "x" + batch.parts().size(2));
                seen.addAll(batch.samples());
            }
        }
        assertThat(shapes).containsExactly("1x32", "2x64", "2x32");
        assertThat(seen).isEqualTo(samples);
    }

    @Test
    void meansAreOverThePartsOfASample() {
        PatchBatches.Batch batch = new PatchBatches.Batch(List.of(), null, List.of(1, 3));
        assertThat(batch.means(new double[] {5, 1, 2, 6})).containsExactly(5, 3);
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
