package org.lgsc.core.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.PatchGrid.Position;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;

class FaceGeometryTest {
    private static final FaceGeometry STANDARD =
            FaceGeometry.standard(96).withWorking(WorkingSize.of(160));

    /** Red is the column, green the row. */
    private static RgbImage coordinates(int width, int height) {
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            data[3 * i] = (byte) (i % width);
            data[3 * i + 1] = (byte) (i / width);
        }
        return new RgbImage(width, height, data);
    }

    private static FaceGeometry unrecorded(int patch, TestPolicy test) {
        return FaceGeometry.unrecorded(FaceCrop.DEFAULT, patch, test);
    }

    private static List<RgbImage> parts(FaceGeometry geometry, RgbImage crop) {
        return geometry.view(crop).images();
    }

    @Test
    void standardSizesAreMultiplesOf32AboveThePatch() {
        assertThat(FaceGeometry.standard(224).working()).isEqualTo(WorkingSize.of(256));
        assertThat(FaceGeometry.standard(96).working()).isEqualTo(WorkingSize.of(128));
        assertThat(FaceGeometry.standard(32).working()).isEqualTo(WorkingSize.of(64));
        assertThat(FaceGeometry.standard(1024).working()).isEqualTo(WorkingSize.of(1024));
    }

    @ParameterizedTest
    @ValueSource(ints = {53, 96, 155, 160, 161, 600, 1300, 3000})
    void cropsOfEverySizeAreScaledToTheWorkingSize(int side) {
        RgbImage crop = coordinates(side, side);
        assertThat(STANDARD.atWorkingSize(crop))
                .satisfies(i -> assertThat(i.width()).isEqualTo(160))
                .satisfies(i -> assertThat(i.height()).isEqualTo(160));
        assertThat(parts(STANDARD, crop)).singleElement().matches(i -> i.width() == 160);
        assertThat(parts(STANDARD.withTest(TestPolicy.WHOLE), crop))
                .singleElement()
                .matches(i -> i.width() == 96 && i.height() == 96);
        assertThat(parts(STANDARD.withTest(TestPolicy.PATCHES), crop))
                .hasSize(4)
                .allMatch(i -> i.width() == 96 && i.height() == 96);
    }

    @Test
    void aWorkingSizeThatOnlyReducesLeavesSmallerCropsAlone() {
        FaceGeometry geometry = STANDARD.withWorking(WorkingSize.atMost(160));
        assertThat(geometry.atWorkingSize(coordinates(120, 120)).width()).isEqualTo(120);
        assertThat(geometry.atWorkingSize(coordinates(320, 320)).width()).isEqualTo(160);
        assertThat(geometry.atWorkingSize(coordinates(60, 60)).width())
                .as("the patch")
                .isEqualTo(96);
        // one pass needs a multiple of 32: the nearest
        assertThat(parts(geometry, coordinates(120, 120)).get(0).width()).isEqualTo(128);
        assertThat(parts(geometry, coordinates(108, 108)).get(0).width()).isEqualTo(96);
    }

    @Test
    void reducingTakesTheMeanOfAnArea() {
        byte[] stripes = new byte[3 * 320 * 320];
        for (int i = 0; i < 320 * 320; i++) {
            stripes[3 * i] = (byte) (i % 2 == 0 ? 255 : 0);
        }
        RgbImage small = STANDARD.atWorkingSize(new RgbImage(320, 320, stripes));
        for (int x = 0; x < 160; x++) {
            assertThat(small.get(x, 80, 0)).isBetween(127, 128);
        }
    }

    @Test
    void proportionsAreKept() {
        RgbImage at = STANDARD.atWorkingSize(coordinates(600, 480));
        assertThat(at.width()).isEqualTo(160);
        assertThat(at.height()).isEqualTo(128);
        FaceView view = STANDARD.view(coordinates(600, 470));
        assertThat(view.width() + "x" + view.height()).isEqualTo("160x128");
    }

    @Test
    void anythingButAFaceCropIsRefusedWithAdvice() {
        assertThatThrownBy(() -> STANDARD.view(coordinates(20, 20)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("20x20")
                .hasMessageContaining("come closer");
        assertThatThrownBy(() -> STANDARD.view(coordinates(900, 200)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("not a face crop");
        assertThatThrownBy(() -> STANDARD.withTest(TestPolicy.WHOLE).view(coordinates(900, 200)))
                .isInstanceOf(LgscException.class);
    }

    @ParameterizedTest
    @CsvSource({"160,96", "96,96", "97,96", "200,64", "320,96", "1024,32"})
    void patchesCoverEveryPixelWithAsFewAsNeeded(int side, int patch) {
        List<Position> positions = PatchGrid.covering(side, side, patch).positions();
        int columns = (side + patch - 1) / patch;
        assertThat(new HashSet<>(positions)).hasSize(columns * columns);
        boolean[] seen = new boolean[side];
        positions.forEach(p -> java.util.Arrays.fill(seen, p.x(), p.x() + patch, true));
        assertThat(seen).containsOnly(true);
    }

    @Test
    void shareOfTheBoxIsCountedOnce() {
        FaceBox area = new FaceBox(100, 100, 160, 160, 1);
        FaceBox box = new FaceBox(118, 118, 124, 124, 1);
        assertThat(STANDARD.view(coordinates(160, 160)).share(area, box)).isEqualTo(1);
        assertThat(
                        STANDARD.withTest(TestPolicy.PATCHES)
                                .view(coordinates(160, 160))
                                .share(area, box))
                .as("overlaps count once")
                .isEqualTo(1);
        FaceView centre = unrecorded(32, TestPolicy.CENTRE).view(coordinates(160, 160));
        assertThat(centre.share(area, box)).isCloseTo(32.0 * 32 / (124 * 124), within(1e-9));
        FaceBox half = new FaceBox(20, 100, 160, 160, 1);
        assertThat(STANDARD.view(coordinates(160, 160)).share(area, half))
                .as("what was not cut out is not seen")
                .isCloseTo(0.5, within(1e-9));
    }

    /**
     * A face of 1,500 pixels with four corners of 96, which was once called live without being
     * seen.
     */
    @Test
    void cornersOfALargeCropShowNothingOfTheBox() {
        FaceBox area = new FaceBox(0, 0, 1950, 1950, 1);
        FaceBox box = new FaceBox(225, 225, 1500, 1500, 1);
        FaceView corners = unrecorded(96, TestPolicy.grid(4)).view(coordinates(1950, 1950));
        assertThat(corners.share(area, box)).isZero();
    }

    @Test
    void fourPatchesOfEarlierModelsAreTheCorners() {
        List<RgbImage> patches = parts(unrecorded(96, TestPolicy.grid(4)), coordinates(160, 150));
        assertThat(patches)
                .extracting(p -> p.get(0, 0, 0) + "," + p.get(0, 0, 1))
                .containsExactly("0,0", "64,0", "0,54", "64,54");
        assertThat(patches).allMatch(p -> p.width() == 96 && p.height() == 96);
        assertThat(patches.get(3).get(95, 95, 0)).isEqualTo(159);
    }

    @Test
    void centrePatchIsTheGridOfOne() {
        RgbImage face = coordinates(100, 60);
        RgbImage centre = parts(unrecorded(32, TestPolicy.CENTRE), face).get(0);
        assertThat(centre.get(0, 0, 0)).isEqualTo(34);
        assertThat(centre.get(0, 0, 1)).isEqualTo(14);
        assertThat(parts(unrecorded(32, TestPolicy.grid(1)), face).get(0).data())
                .isEqualTo(centre.data());
    }

    @Test
    void earlierModelsResizeAsThePublishedCodeDoes() {
        RgbImage crop = coordinates(100, 60);
        assertThat(parts(unrecorded(64, TestPolicy.WHOLE), crop).get(0).data())
                .isEqualTo(
                        ImageScaler.resize(crop, 64, 64, ImageScaler.Interpolation.BILINEAR)
                                .data());
    }

    @Test
    void smallFacesAreEnlargedUntilAPatchFits() {
        assertThat(parts(unrecorded(64, TestPolicy.grid(3)), coordinates(32, 48)))
                .hasSize(3)
                .allMatch(p -> p.width() == 64 && p.height() == 64);
    }

    @ParameterizedTest
    @CsvSource({"100,100,32,9", "100,100,32,5", "33,40,32,18", "32,200,32,4", "40,32,32,9"})
    void positionsAreDistinctAndInside(int width, int height, int size, int count) {
        List<Position> positions = PatchGrid.of(width, height, size, count).positions();
        assertThat(positions).hasSize(count);
        assertThat(new HashSet<>(positions)).hasSize(count);
        assertThat(positions)
                .allMatch(
                        p ->
                                p.x() >= 0
                                        && p.y() >= 0
                                        && p.x() + size <= width
                                        && p.y() + size <= height);
    }

    @Test
    void morePatchesThanFitAreRefused() {
        FaceGeometry geometry = unrecorded(64, TestPolicy.grid(4));
        assertThatThrownBy(() -> geometry.view(coordinates(64, 64)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("4 patches of 64 px")
                .hasMessageContaining("64x64");
        assertThatThrownBy(() -> PatchGrid.of(33, 33, 32, 5)).isInstanceOf(LgscException.class);
        assertThat(PatchGrid.of(33, 33, 32, 4).positions()).hasSize(4);
    }

    @Test
    void nonsenseIsRefused() {
        for (int side : new int[] {0, 31, 100, 1056, -32}) {
            assertThatThrownBy(() -> WorkingSize.of(side))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> TestPolicy.grid(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TestPolicy.grid(65)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TestPolicy(TestPolicy.Mode.CENTRE, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> STANDARD.withWorking(WorkingSize.of(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("96");
        assertThatThrownBy(() -> new DetectorId("Yunet\n", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DetectorId("yunet", "abc"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivesJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        for (FaceGeometry g :
                List.of(
                        STANDARD,
                        unrecorded(32, TestPolicy.grid(9)),
                        STANDARD.withDetector(new DetectorId("yunet", "0f".repeat(32))))) {
            assertThat(json.readValue(json.writeValueAsString(g), FaceGeometry.class)).isEqualTo(g);
        }
    }
}
