package org.lgsc.data.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.TestSamples;
import org.lgsc.data.internal.augment.AugmentationSet;
import org.lgsc.data.patch.PatchSampler;

class AugmentationTest {
    private static final RgbImage FACE = TestSamples.picture(90, 100);

    private static RgbImage one(int r, int g, int b) {
        return new RgbImage(1, 1, new byte[] {(byte) r, (byte) g, (byte) b});
    }

    private static int[] colour(RgbImage image) {
        return new int[] {image.get(0, 0, 0), image.get(0, 0, 1), image.get(0, 0, 2)};
    }

    private static RgbImage flat(int value, int width, int height) {
        byte[] data = new byte[3 * width * height];
        java.util.Arrays.fill(data, (byte) value);
        return new RgbImage(width, height, data);
    }

    private static int count(RgbImage image, int value) {
        int n = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                n += image.get(x, y, 0) == value ? 1 : 0;
            }
        }
        return n;
    }

    @Test
    void noneChangesNothing() {
        SplittableRandom random = new SplittableRandom(1);
        assertThat(Augmentation.none().applyToFace(FACE, random)).isSameAs(FACE);
        assertThat(Augmentation.none().applyToPatch(FACE, random)).isSameAs(FACE);
    }

    @Test
    void sameSeedSamePictureAndTheOriginalStays() {
        byte[] before = FACE.data().clone();
        Augmentation published = Augmentation.published();
        int changed = 0;
        for (long seed = 1; seed <= 40; seed++) {
            RgbImage a = published.applyToFace(FACE, new SplittableRandom(seed));
            RgbImage b = published.applyToFace(FACE, new SplittableRandom(seed));
            assertThat(a.data()).isEqualTo(b.data());
            changed += a == FACE ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(35);
        assertThat(FACE.data()).isEqualTo(before);
    }

    @Test
    void setsHaveNames() {
        assertThat(AugmentationSet.NONE.augmentation()).hasToString("none");
        assertThat(AugmentationSet.FLIP.augmentation()).hasToString("flip 0.5");
        assertThat(AugmentationSet.MILD.augmentation())
                .hasToString(
                        "brightness 0.5, contrast 0.5, crop 0.5, scale 0.5, flip 0.5, colours"
                                + " x0.3");
        assertThat(AugmentationSet.PUBLISHED.augmentation())
                .hasToString(Augmentation.published().toString());
        assertThat(AugmentationSet.MILD).hasToString("mild");
        assertThat(AugmentationSet.CAMERA.augmentation())
                .hasToString("crop 0.5, scale 0.5, flip 0.5, camera 0.5");
    }

    @Test
    void mildChangesLeaveHueAndSaturationAlone() {
        // brightness moves by a tenth of 3.2 at most, contrast by 0.15
        RgbImage grey = flat(100, 90, 100);
        PatchSampler sampler = PatchSampler.randomNative(32);
        for (long seed = 1; seed <= 60; seed++) {
            RgbImage patch = Augmentation.mild().patch(grey, sampler, new SplittableRandom(seed));
            assertThat(patch.width()).isEqualTo(32);
            assertThat(patch.get(0, 0, 0)).isBetween(76, 127).isEqualTo(patch.get(31, 31, 2));
        }
    }

    @Test
    void aScaledPatchShowsMoreOrLessOfTheFace() {
        byte[] ramp = new byte[3 * 200 * 200];
        for (int i = 0; i < 200 * 200; i++) {
            java.util.Arrays.fill(ramp, 3 * i, 3 * i + 3, (byte) (i % 200));
        }
        RgbImage face = new RgbImage(200, 200, ramp);
        Augmentation scaled = Augmentation.builder().scale(1).build();
        double least = 99;
        double most = 0;
        for (long seed = 1; seed <= 40; seed++) {
            RgbImage patch =
                    scaled.patch(face, PatchSampler.randomNative(64), new SplittableRandom(seed));
            assertThat(patch.width()).isEqualTo(64);
            double slope = (patch.get(60, 30, 0) - patch.get(3, 30, 0)) / 57.0;
            least = Math.min(least, slope);
            most = Math.max(most, slope);
        }
        assertThat(least).isBetween(0.82, 0.95);
        assertThat(most).isBetween(1.05, 1.2);
        // a face that is no larger than the patch has no part that could be cut
        assertThat(
                        scaled.patch(face, PatchSampler.randomNative(200), new SplittableRandom(1))
                                .data())
                .hasSize(3 * 200 * 200);
    }

    @Test
    void brightnessAndContrastAreLinearAndClipped() {
        assertThat(colour(new ColourChange(20, 1.5, 1, 0).apply(one(0, 100, 240))))
                .containsExactly(30, 180, 255);
        assertThat(colour(new ColourChange(-32, 1, 1, 0).apply(one(10, 32, 33))))
                .containsExactly(0, 0, 1);
    }

    @Test
    void saturationScalesTheDistanceToTheMaximum() {
        assertThat(colour(new ColourChange(0, 1, 0.5, 0).apply(one(200, 100, 50))))
                .containsExactly(200, 150, 125);
        assertThat(colour(new ColourChange(0, 1, 0.5, 0).apply(one(77, 77, 77))))
                .containsExactly(77, 77, 77);
    }

    @ParameterizedTest
    @CsvSource({
        "60,255,0,0,255,255,0", // red to yellow
        "120,255,0,0,0,255,0",
        "-60,255,0,0,255,0,255",
        "120,0,0,255,255,0,0", // over the end of the circle
        "60,200,100,50,150,200,50", // hue 20 to 80 degrees
        "16,90,90,90,90,90,90",
    })
    void hueTurns(double degrees, int r, int g, int b, int r2, int g2, int b2) {
        assertThat(colour(new ColourChange(0, 1, 1, degrees).apply(one(r, g, b))))
                .containsExactly(r2, g2, b2);
    }

    @Test
    void hueThereAndBackIsTheSame() {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            RgbImage p = one(random.nextInt(256), random.nextInt(256), random.nextInt(256));
            RgbImage back =
                    new ColourChange(0, 1, 1, -13).apply(new ColourChange(0, 1, 1, 13).apply(p));
            for (int c = 0; c < 3; c++) {
                assertThat(Math.abs(back.get(0, 0, c) - p.get(0, 0, c))).isLessThanOrEqualTo(2);
            }
        }
    }

    @Test
    void erasingCoversOneToSixPercent() {
        for (long seed = 1; seed < 50; seed++) {
            RgbImage out =
                    Augmentation.builder()
                            .erasing(1)
                            .build()
                            .applyToFace(flat(200, 100, 100), new SplittableRandom(seed));
            assertThat(count(out, 80)).isBetween(80, 640);
            assertThat(count(out, 80) + count(out, 200)).isEqualTo(10_000);
        }
    }

    @Test
    void cutOutIsSmallAndBlack() {
        int largest = 0;
        for (long seed = 1; seed < 200; seed++) {
            RgbImage out =
                    Augmentation.builder()
                            .cutOut(1)
                            .build()
                            .applyToFace(flat(200, 60, 60), new SplittableRandom(seed));
            largest = Math.max(largest, count(out, 0));
        }
        assertThat(largest).isBetween(200, 18 * 18);
    }

    private static RgbImage rotate(RgbImage image, double degrees) {
        Window whole = Window.whole(image.width(), image.height());
        return new Rotation(image.width(), image.height(), degrees).apply(image, whole, whole);
    }

    private static RgbImage crop(RgbImage image, long seed) {
        return Augmentation.builder()
                .crop(1)
                .build()
                .applyToFace(image, new SplittableRandom(seed));
    }

    @Test
    void rotationByAQuarterMovesTheTopRowToTheSide() {
        RgbImage out = rotate(FACE, 90);
        // Green is the column and blue the row; source x follows -y, source y follows x.
        assertThat(out.get(10, 20, 1)).isEqualTo(99 - 20);
        assertThat(out.get(10, 20, 2)).isEqualTo(10);
        assertThat(rotate(FACE, 0).data()).isEqualTo(FACE.data());
    }

    @Test
    void rotationKeepsTheCentreAndBlackensCorners() {
        RgbImage out = rotate(flat(200, 101, 101), 30);
        assertThat(out.get(50, 50, 0)).isEqualTo(200);
        assertThat(out.get(0, 0, 0)).isZero();
        assertThat(out.width()).isEqualTo(101);
    }

    @Test
    void cropTakesAtMostTwelvePercentOffEachSide() {
        int smallest = 100;
        for (long seed = 1; seed < 100; seed++) {
            RgbImage out = crop(FACE, seed);
            smallest = Math.min(smallest, out.width());
            assertThat(out.get(0, 0, 1)).isLessThanOrEqualTo(12);
            assertThat(out.get(out.width() - 1, 0, 1)).isGreaterThanOrEqualTo(87);
        }
        assertThat(smallest).isBetween(76, 82);
        assertThat(crop(one(1, 2, 3), 1).width()).isOne();
    }

    @Test
    void flipSwapsLeftAndRightTwiceIsNothing() {
        RgbImage once = Geometry.flip(FACE);
        assertThat(once.get(0, 5, 1)).isEqualTo(99);
        assertThat(once.get(0, 5, 2)).isEqualTo(5);
        assertThat(Geometry.flip(once).data()).isEqualTo(FACE.data());
    }

    @Test
    void onePixelSurvivesEverything() {
        Augmentation all =
                Augmentation.builder()
                        .brightness(1)
                        .contrast(1)
                        .saturation(1)
                        .hue(1)
                        .erasing(1)
                        .cutOut(1)
                        .rotation(1)
                        .crop(1)
                        .flip(1)
                        .build();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 50; i++) {
            RgbImage out = all.applyToPatch(all.applyToFace(one(9, 99, 199), random), random);
            assertThat(out.width()).isOne();
        }
    }

    /**
     * Only the pixels of the patch are computed; they must equal those of the complete computation.
     */
    @ParameterizedTest
    @CsvSource({"100,100,40", "100,83,70", "64,64,64", "60,60,64", "100,100,88"})
    void aPatchIsTheSameAsByWayOfTheWholeFace(int width, int height, int size) {
        SplittableRandom noise = new SplittableRandom(9);
        byte[] pixels = new byte[3 * width * height];
        noise.nextBytes(pixels);
        RgbImage face = new RgbImage(width, height, pixels);
        byte[] before = pixels.clone();
        Augmentation published = Augmentation.published();
        for (PatchSampler sampler :
                List.of(
                        PatchSampler.randomNative(size),
                        PatchSampler.randomClipped(size),
                        PatchSampler.wholeResized(size))) {
            for (long seed = 1; seed <= 150; seed++) {
                SplittableRandom whole = new SplittableRandom(seed);
                SplittableRandom direct = new SplittableRandom(seed);
                RgbImage expected =
                        published.applyToPatch(
                                sampler.sample(published.applyToFace(face, whole), whole), whole);
                RgbImage patch = published.patch(face, sampler, direct);
                assertThat(patch.data()).as("seed %d", seed).isEqualTo(expected.data());
                assertThat(direct.nextLong()).isEqualTo(whole.nextLong());
            }
        }
        assertThat(pixels).isEqualTo(before);
    }

    /** A seed of an earlier version gives the pictures that it gave then. */
    @Test
    void picturesAreThoseOfEarlierVersions() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (long seed = 1; seed <= 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RgbImage face = Augmentation.published().applyToFace(FACE, random);
            RgbImage patch = PatchSampler.randomNative(48).sample(face, random);
            digest.update(Augmentation.published().applyToPatch(patch, random).data());
        }
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("836847def926dca22f05bcbf530b541bb82574545d8993923a4ed5fd0b08bcce");
    }

    @Test
    void probabilitiesAreChecked() {
        assertThatThrownBy(() -> Augmentation.builder().flip(1.1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Augmentation.builder().hue(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
