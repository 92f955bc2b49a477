package org.lgsc.core.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;

class FaceCropTest {
    private static RgbImage coordinates(int width, int height) {
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            data[3 * i] = (byte) (i % width);
            data[3 * i + 1] = (byte) (i / width);
        }
        return new RgbImage(width, height, data);
    }

    @ParameterizedTest(name = "{0},{1} {2}x{3} gives {4},{5} side {6}")
    @CsvSource({
        "80,60,40,40, 70,50,60", // in the middle
        "80,60,30,40, 65,50,60", // the longer side counts
        "0,0,40,40, 0,0,60", // shifted inside at the top left
        "160,110,40,40, 140,90,60", // and at the bottom right
        "-20,60,40,40, 0,50,60", // partly outside
        "40,10,120,120, 25,0,150", // shrunk to the shorter side
    })
    void squareIsShiftedNotPadded(
            int x, int y, int width, int height, int left, int top, int side) {
        RgbImage crop =
                new FaceCrop(1.5, 20)
                        .crop(coordinates(200, 150), new FaceBox(x, y, width, height, 1));
        assertThat(crop.width()).isEqualTo(side);
        assertThat(crop.height()).isEqualTo(side);
        assertThat(crop.get(0, 0, 0)).isEqualTo(left);
        assertThat(crop.get(0, 0, 1)).isEqualTo(top);
    }

    @Test
    void smallFacesAreRefused() {
        FaceCrop crop = new FaceCrop(1.3, 48);
        assertThatThrownBy(() -> crop.crop(coordinates(99, 99), new FaceBox(9, 9, 30, 47, 1)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("30x47")
                .hasMessageContaining("48");
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> new FaceCrop(0.9, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaceCrop(Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaceCrop(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaceBox(0, 0, 0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                FaceCrop.DEFAULT.crop(
                                        coordinates(99, 99), new FaceBox(200, 0, 90, 90, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
