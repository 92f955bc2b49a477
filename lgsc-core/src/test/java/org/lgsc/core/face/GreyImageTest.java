package org.lgsc.core.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.image.RgbImage;

class GreyImageTest {
    private static RgbImage noise(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        new Random(3).nextBytes(rgb);
        return new RgbImage(width, height, rgb);
    }

    private static double mean(GreyImage image) {
        double sum = 0;
        for (byte b : image.luma()) {
            sum += b & 0xff;
        }
        return sum / image.luma().length;
    }

    @ParameterizedTest
    @CsvSource({"240,180,240,180", "100,50,100,50", "480,360,240,180", "1000,333,240,80"})
    void isSmallAndAsBright(int width, int height, int newWidth, int newHeight) {
        GreyImage grey = GreyImage.of(noise(width, height), 240);
        assertThat(grey.width()).isEqualTo(newWidth);
        assertThat(grey.height()).isEqualTo(newHeight);
        assertThat(mean(grey)).isCloseTo(127.5, within(2.0));
    }

    @Test
    void cellsAreMeansOfTheLumaOfTheirPixels() {
        RgbImage image = noise(67, 48);
        GreyImage grey = GreyImage.of(image, new FaceBox(3, 2, 60, 40, 1), 30);
        assertThat(grey.width()).isEqualTo(30);
        for (int y = 0; y < grey.height(); y++) {
            for (int x = 0; x < grey.width(); x++) {
                double sum = 0;
                for (int i = 0; i < 4; i++) {
                    int px = 3 + 2 * x + i % 2;
                    int py = 2 + 2 * y + i / 2;
                    sum += 0.299 * image.get(px, py, 0);
                    sum += 0.587 * image.get(px, py, 1);
                    sum += 0.114 * image.get(px, py, 2);
                }
                assertThat((double) (grey.luma()[y * grey.width() + x] & 0xff))
                        .isCloseTo(sum / 4, within(0.51));
            }
        }
    }

    @Test
    void thinPicturesKeepAPixel() {
        GreyImage grey = GreyImage.of(noise(3000, 3), 240);
        assertThat(grey.width()).isEqualTo(240);
        assertThat(grey.height()).isEqualTo(1);
    }

    @Test
    void shrinkingAveragesAndGrowingInterpolates() {
        GreyImage steps = new GreyImage(4, 1, new byte[] {0, 100, 40, 60});
        assertThat(steps.resized(2, 1).luma()).containsExactly(50, 50);
        GreyImage grown = new GreyImage(2, 1, new byte[] {0, 100}).resized(4, 1);
        assertThat(grown.luma()).containsExactly(0, 25, 75, 100);
    }

    @Test
    void fourQuartersAreATurn() {
        GreyImage image = new GreyImage(3, 2, new byte[] {1, 2, 3, 4, 5, 6});
        GreyImage once = image.turned();
        assertThat(once.width()).isEqualTo(2);
        assertThat(once.luma()).containsExactly(4, 1, 5, 2, 6, 3);
        assertThat(once.turned().turned().turned().luma()).containsExactly(image.luma());
    }

    @Test
    void integralsGiveTheDeviation() {
        byte[] luma = new byte[25];
        luma[12] = 100;
        IntegralImage sums = new GreyImage(5, 5, luma).integral();
        // one of nine pixels is 100: variance 10000 / 9 - (100 / 9)^2
        assertThat(sums.deviation(1, 1, 3)).isCloseTo(31.427, within(0.001));
        assertThat(sums.deviation(3, 3, 2)).isZero();
    }
}
