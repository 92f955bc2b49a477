package org.lgsc.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lgsc.core.image.RgbImage;

class CameraChangeTest {
    private static final RgbImage PICTURE = textured(60, 40);

    /** Skin-coloured, between 40 and 210, with detail that differs by channel. */
    private static RgbImage textured(int width, int height) {
        SplittableRandom random = new SplittableRandom(3);
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < data.length; i += 3) {
            int common = random.nextInt(-30, 31);
            data[i] = (byte) (150 + common + random.nextInt(-20, 21));
            data[i + 1] = (byte) (110 + common + random.nextInt(-20, 21));
            data[i + 2] = (byte) (90 + common + random.nextInt(-20, 21));
        }
        return new RgbImage(width, height, data);
    }

    private static CameraChange same() {
        return new CameraChange(1, 1, 1, 1, 1, 0, 0, 0);
    }

    private static RgbImage apply(CameraChange change) {
        return change.apply(PICTURE, new SplittableRandom(1));
    }

    private static double mean(RgbImage image, int channel) {
        double sum = 0;
        for (int i = channel; i < image.data().length; i += 3) {
            sum += image.data()[i] & 0xff;
        }
        return 3 * sum / image.data().length;
    }

    /** Mean difference of neighbours in green. */
    private static double detail(RgbImage image) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 1; x < image.width(); x++) {
                sum += Math.abs(image.get(x, y, 1) - image.get(x - 1, y, 1));
            }
        }
        return sum / (image.height() * (image.width() - 1));
    }

    /** Mean distance of the channels. */
    private static double colour(RgbImage image) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                sum += Math.abs(image.get(x, y, 0) - image.get(x, y, 2));
            }
        }
        return sum;
    }

    @Test
    void theSameCameraMakesTheSamePicture() {
        assertThat(apply(same()).data()).isEqualTo(PICTURE.data());
    }

    @Test
    void redderLightIsRedAlone() {
        RgbImage redder = apply(new CameraChange(1.2, 1, 1, 1, 1, 0, 0, 0));
        assertThat(mean(redder, 0)).isGreaterThan(mean(PICTURE, 0) + 3);
        assertThat(mean(redder, 1)).isEqualTo(mean(PICTURE, 1));
        assertThat(mean(redder, 2)).isEqualTo(mean(PICTURE, 2));
        RgbImage bluer = apply(new CameraChange(1, 1.2, 1, 1, 1, 0, 0, 0));
        assertThat(mean(bluer, 2)).isGreaterThan(mean(PICTURE, 2) + 3);
        assertThat(mean(bluer, 0)).isEqualTo(mean(PICTURE, 0));
    }

    @Test
    void aToneCurveLeavesBlackAndWhite() {
        RgbImage ends = new RgbImage(2, 1, new byte[] {0, 0, 0, -1, -1, -1});
        CameraChange darker = new CameraChange(1, 1, 1.4, 1, 1, 0, 0, 0);
        assertThat(darker.apply(ends, new SplittableRandom(1)).data()).isEqualTo(ends.data());
        assertThat(mean(apply(darker), 1)).isLessThan(mean(PICTURE, 1) - 3);
        RgbImage grey = new RgbImage(1, 1, new byte[] {100, 100, 100});
        assertThat(darker.apply(grey, new SplittableRandom(1)).get(0, 0, 1))
                .isEqualTo((int) Math.round(255 * Math.pow(100 / 255.0, 1.4)));
    }

    @Test
    void saturationIsTheDistanceFromGrey() {
        RgbImage pale = apply(new CameraChange(1, 1, 1, 0.5, 1, 0, 0, 0));
        assertThat(colour(pale) / colour(PICTURE)).isCloseTo(0.5, within(0.05));
    }

    @Test
    void resolutionAndBlurTakeDetailAndSharpeningAddsIt() {
        ToDoubleFunction<CameraChange> share = c -> detail(apply(c)) / detail(PICTURE);
        assertThat(share.applyAsDouble(new CameraChange(1, 1, 1, 1, 0.5, 0, 0, 0))).isLessThan(0.9);
        assertThat(share.applyAsDouble(new CameraChange(1, 1, 1, 1, 1, -0.8, 0, 0)))
                .isLessThan(0.9);
        assertThat(share.applyAsDouble(new CameraChange(1, 1, 1, 1, 1, 0.8, 0, 0)))
                .isGreaterThan(1.1);
    }

    @Test
    void noiseHasItsDeviation() {
        RgbImage grey = new RgbImage(100, 100, new byte[30000]);
        java.util.Arrays.fill(grey.data(), (byte) 128);
        RgbImage noisy =
                new CameraChange(1, 1, 1, 1, 1, 0, 4, 0).apply(grey, new SplittableRandom(1));
        double sum = 0;
        for (byte value : noisy.data()) {
            sum += Math.pow((value & 0xff) - 128, 2);
        }
        assertThat(Math.sqrt(sum / noisy.data().length)).isCloseTo(4, within(0.1));
    }

    @Test
    void compressionLeavesItsTraces() {
        RgbImage small = apply(new CameraChange(1, 1, 1, 1, 1, 0, 0, 50));
        assertThat(small.data()).isNotEqualTo(PICTURE.data());
        assertThat(mean(small, 1)).isCloseTo(mean(PICTURE, 1), within(2.0));
    }

    @Test
    void drawnCamerasDifferAndDependOnTheSeedAlone() {
        for (long seed = 1; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RgbImage picture = CameraChange.draw(random).apply(PICTURE, random);
            SplittableRandom again = new SplittableRandom(seed);
            assertThat(CameraChange.draw(again).apply(PICTURE, again).data())
                    .isEqualTo(picture.data());
            assertThat(picture.data()).isNotEqualTo(PICTURE.data());
            assertThat(picture.width()).isEqualTo(PICTURE.width());
            assertThat(picture.height()).isEqualTo(PICTURE.height());
        }
    }
}
