package org.lgsc.core.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.patch.PatchGrid.Position;

class PatchPolicyTest {
    /** Red is the column, green the row. */
    private static RgbImage coordinates(int width, int height) {
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            data[3 * i] = (byte) (i % width);
            data[3 * i + 1] = (byte) (i / width);
        }
        return new RgbImage(width, height, data);
    }

    @Test
    void fourPatchesAreTheCorners() {
        List<RgbImage> patches = PatchPolicy.nativePatches(96, 4).patches(coordinates(160, 150));
        assertThat(patches)
                .extracting(p -> p.get(0, 0, 0) + "," + p.get(0, 0, 1))
                .containsExactly("0,0", "64,0", "0,54", "64,54");
        assertThat(patches).allMatch(p -> p.width() == 96 && p.height() == 96);
        assertThat(patches.get(3).get(95, 95, 0)).isEqualTo(159);
    }

    @Test
    void centrePatchIsTheGridOfOne() {
        RgbImage face = coordinates(100, 60);
        RgbImage centre = PatchPolicy.centrePatch(32).patches(face).get(0);
        assertThat(centre.get(0, 0, 0)).isEqualTo(34);
        assertThat(centre.get(0, 0, 1)).isEqualTo(14);
        assertThat(PatchPolicy.nativePatches(32, 1).patches(face).get(0).data())
                .isEqualTo(centre.data());
    }

    @Test
    void wholeFaceIsResized() {
        List<RgbImage> patches = PatchPolicy.wholeResized(64).patches(coordinates(100, 60));
        assertThat(patches).hasSize(1);
        assertThat(patches.get(0).width()).isEqualTo(64);
        assertThat(patches.get(0).height()).isEqualTo(64);
    }

    @Test
    void smallFacesAreEnlargedToFit() {
        List<RgbImage> patches = PatchPolicy.nativePatches(64, 3).patches(coordinates(32, 48));
        assertThat(patches).hasSize(3).allMatch(p -> p.width() == 64 && p.height() == 64);
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
        PatchPolicy policy = PatchPolicy.nativePatches(64, 4);
        assertThatThrownBy(() -> policy.patches(coordinates(64, 64)))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("4 patches of 64 px")
                .hasMessageContaining("64x64");
        assertThatThrownBy(() -> PatchGrid.of(33, 33, 32, 5)).isInstanceOf(LgscException.class);
        assertThat(PatchGrid.of(33, 33, 32, 4).positions()).hasSize(4);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> PatchPolicy.nativePatches(0, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PatchPolicy(PatchPolicy.Mode.CENTRE_PATCH, 32, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivesJson() throws Exception {
        ObjectMapper json = new ObjectMapper();
        PatchPolicy policy = PatchPolicy.nativePatches(224, 9);
        assertThat(json.readValue(json.writeValueAsString(policy), PatchPolicy.class))
                .isEqualTo(policy);
    }
}
