package org.lgsc.data.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.TestSamples;

class PatchSamplerTest {
    private static final RgbImage FACE = TestSamples.picture(7, 200);

    @Test
    void nativePatchesAreExactCutsFromThePublishedRange() {
        SplittableRandom random = new SplittableRandom(11);
        PatchSampler sampler = PatchSampler.randomNative(64);
        int leftmost = 200;
        int rightmost = 0;
        int topmost = 200;
        int lowest = 0;
        for (int i = 0; i < 400; i++) {
            RgbImage patch = sampler.sample(FACE, random);
            assertThat(patch.width()).isEqualTo(64);
            int x = patch.get(0, 0, 1);
            int y = patch.get(0, 0, 2);
            assertThat(patch.data()).isEqualTo(FACE.crop(x, y, 64, 64).data());
            leftmost = Math.min(leftmost, x);
            rightmost = Math.max(rightmost, x);
            topmost = Math.min(topmost, y);
            lowest = Math.max(lowest, y);
        }
        assertThat(leftmost).isBetween(28, 30); // centre 0.3 * 200
        assertThat(rightmost).isBetween(124, 127); // centre 0.8 * 200
        assertThat(topmost).isBetween(8, 10);
        assertThat(lowest).isBetween(104, 107);
    }

    @Test
    void edgesShiftInNativeModeAndStretchInPublishedMode() {
        SplittableRandom random = new SplittableRandom(2);
        boolean stretched = false;
        for (int i = 0; i < 50; i++) {
            RgbImage shifted = PatchSampler.randomNative(160).sample(FACE, random);
            assertThat(shifted.get(159, 0, 1) - shifted.get(0, 0, 1)).isEqualTo(159);
            RgbImage clipped = PatchSampler.randomClipped(160).sample(FACE, random);
            assertThat(clipped.width()).isEqualTo(160);
            assertThat(clipped.height()).isEqualTo(160);
            stretched |= clipped.get(159, 0, 1) - clipped.get(0, 0, 1) < 150;
        }
        assertThat(stretched).isTrue();
    }

    @Test
    void anyFaceGivesAPatchOfTheSize() {
        SplittableRandom random = new SplittableRandom(4);
        PatchSampler[] samplers = {
            PatchSampler.randomNative(32),
            PatchSampler.randomClipped(32),
            PatchSampler.wholeResized(32)
        };
        for (PatchSampler sampler : samplers) {
            for (int[] size : new int[][] {{1, 1}, {3, 90}, {31, 33}, {32, 32}, {500, 40}}) {
                RgbImage patch = sampler.sample(RgbImage.black(size[0], size[1]), random);
                assertThat(patch.width()).isEqualTo(32);
                assertThat(patch.height()).isEqualTo(32);
            }
        }
        assertThatThrownBy(() -> PatchSampler.randomNative(0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
