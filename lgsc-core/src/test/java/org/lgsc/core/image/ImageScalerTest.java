package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.junit.jupiter.api.Test;
import org.lgsc.core.image.ImageScaler.Interpolation;

class ImageScalerTest {
    private static RgbImage columns(int width, int height) {
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            data[3 * i] = (byte) (i % 2 == 0 ? 200 : 100);
            data[3 * i + 2] = 50;
        }
        return new RgbImage(width, height, data);
    }

    @Test
    void areaAveragesAndKeepsChannelOrder() {
        RgbImage half = ImageScaler.resize(columns(8, 4), 4, 2, Interpolation.AREA);
        assertThat(half.width()).isEqualTo(4);
        for (int x = 0; x < 4; x++) {
            assertThat(half.get(x, 1, 0)).isEqualTo(150);
            assertThat(half.get(x, 1, 1)).isZero();
            assertThat(half.get(x, 1, 2)).isEqualTo(50);
        }
    }

    @Test
    void bilinearInterpolatesBetweenPixelCentres() {
        RgbImage two = new RgbImage(2, 1, new byte[] {0, 0, 0, 100, 100, 100});
        RgbImage four = ImageScaler.resize(two, 4, 1, Interpolation.BILINEAR);
        assertThat(new int[] {four.get(0, 0, 0), four.get(1, 0, 0), four.get(2, 0, 0)})
                .containsExactly(0, 25, 75);
    }

    @Test
    void sidesKeepTheirProportions() {
        RgbImage larger = ImageScaler.enlargeToAtLeast(columns(10, 30), 20);
        assertThat(larger.width()).isEqualTo(20);
        assertThat(larger.height()).isEqualTo(60);
        RgbImage smaller = ImageScaler.shrinkToAtMost(columns(100, 50), 20);
        assertThat(smaller.width()).isEqualTo(20);
        assertThat(smaller.height()).isEqualTo(10);
        RgbImage same = columns(20, 20);
        assertThat(ImageScaler.enlargeToAtLeast(same, 20)).isSameAs(same);
        assertThat(ImageScaler.shrinkToAtMost(same, 20)).isSameAs(same);
        assertThatThrownBy(() -> ImageScaler.resize(same, 0, 5, Interpolation.AREA))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void matricesWithPaddedRowsAreRead() {
        RgbImage image = columns(9, 6);
        try (Mat mat = MatConverter.toBgrMat(image);
                Rect rect = new Rect(2, 1, 3, 4);
                Mat part = new Mat(mat, rect)) {
            assertThat(part.isContinuous()).isFalse();
            assertThat(MatConverter.fromBgrMat(part).data())
                    .isEqualTo(image.crop(2, 1, 3, 4).data());
        }
    }

    @Test
    void greyMatricesAreRefused() {
        try (Mat grey = new Mat(1, 1, opencv_core.CV_8UC1)) {
            assertThatThrownBy(() -> MatConverter.fromBgrMat(grey))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
