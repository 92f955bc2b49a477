package org.lgsc.data.internal.recapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.SyntheticFaces;

class RecaptureSimulatorTest {
    private static final RecaptureSimulator SIMULATOR = RecaptureSimulator.of();

    private static RgbImage photo(int size) {
        SyntheticFaces faces = SyntheticFaces.of(3);
        return faces.portrait(4, size, new SplittableRandom(8));
    }

    private static double difference(RgbImage a, RgbImage b) {
        double sum = 0;
        for (int i = 0; i < a.data().length; i++) {
            sum += Math.abs((a.data()[i] & 0xff) - (b.data()[i] & 0xff));
        }
        return sum / a.data().length;
    }

    @ParameterizedTest
    @EnumSource(PaiSpecies.class)
    void sameSeedGivesSamePictureAndAnotherSeedAnother(PaiSpecies species) {
        RgbImage photo = photo(96);
        byte[] first = SIMULATOR.attack(photo, species, 5).data();
        assertThat(SIMULATOR.attack(photo, species, 5).data()).isEqualTo(first);
        assertThat(SIMULATOR.attack(photo, species, 6).data()).isNotEqualTo(first);
        assertThat(SIMULATOR.live(photo, 5).data())
                .isEqualTo(SIMULATOR.live(photo, 5).data())
                .isNotEqualTo(first);
    }

    @Test
    void anotherCameraTakesAnotherPictureOfTheSameSurface() {
        RgbImage photo = photo(96);
        RecaptureSimulator webcam = RecaptureSimulator.of(CameraKind.WEBCAM);
        assertThat(RecaptureSimulator.of(CameraKind.PHONE).live(photo, 5).data())
                .isEqualTo(SIMULATOR.live(photo, 5).data());
        assertThat(webcam.live(photo, 5).data())
                .isEqualTo(webcam.live(photo, 5).data())
                .isNotEqualTo(SIMULATOR.live(photo, 5).data());
        assertThat(webcam.attack(photo, PaiSpecies.CLOTH, 5).data())
                .isNotEqualTo(SIMULATOR.attack(photo, PaiSpecies.CLOTH, 5).data());
    }

    @Test
    void nothingIsTrainedOnWhatIsForTests() {
        assertThat(PaiSpecies.forTraining())
                .containsExactly(PaiSpecies.PRINT, PaiSpecies.REPLAY, PaiSpecies.MASK);
    }

    @Test
    void photographIsLeftAsItWas() {
        RgbImage photo = photo(64);
        byte[] before = photo.data().clone();
        SIMULATOR.attack(photo, PaiSpecies.MASK, 1);
        SIMULATOR.live(photo, 1);
        assertThat(photo.data()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(PaiSpecies.class)
    void severityStrengthensTheMedium(PaiSpecies species) {
        RgbImage photo = photo(160);
        double weak = 0;
        double strong = 0;
        for (long seed = 1; seed <= 4; seed++) {
            RgbImage live = SIMULATOR.live(photo, seed);
            weak += difference(live, SIMULATOR.attack(photo, species, 0, seed));
            strong += difference(live, SIMULATOR.attack(photo, species, 1, seed));
        }
        assertThat(strong).isGreaterThan(1.3 * weak);
    }

    @ParameterizedTest
    @CsvSource({"37,53", "16,16", "500,20", "2000,1500"})
    void anyPhotographSizeIsKept(int width, int height) {
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (128 + 60 * Math.sin(i * 0.01) + i % 7);
        }
        RgbImage photo = new RgbImage(width, height, data);
        for (PaiSpecies species : PaiSpecies.values()) {
            // one attack takes seconds at the largest size; it includes the living face's path
            if (width < 1000 || species == PaiSpecies.REPLAY) {
                RgbImage attack = SIMULATOR.attack(photo, species, 9);
                assertThat(attack.width()).isEqualTo(width);
                assertThat(attack.height()).isEqualTo(height);
            }
        }
    }

    @Test
    void uniformPhotographsDoNotBreakTheControls() {
        for (int value : new int[] {0, 128, 255}) {
            byte[] data = new byte[3 * 48 * 48];
            java.util.Arrays.fill(data, (byte) value);
            RgbImage photo = new RgbImage(48, 48, data);
            RgbImage live = SIMULATOR.live(photo, 2);
            for (PaiSpecies species : PaiSpecies.values()) {
                double mean = PictureFeatures.colour(SIMULATOR.attack(photo, species, 2))[1];
                assertThat(mean).isCloseTo(PictureFeatures.colour(live)[1], within(12));
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    @Test
    void badArgumentsAreNamed() {
        RgbImage photo = photo(64);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIMULATOR.live(RgbImage.black(1, 1), 1))
                .withMessageContaining("16x16")
                .withMessageContaining("1x1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIMULATOR.live(photo, 0))
                .withMessageContaining("seed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIMULATOR.attack(photo, PaiSpecies.PRINT, 1.1, 1))
                .withMessageContaining("severity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIMULATOR.attack(photo, PaiSpecies.PRINT, Double.NaN, 1))
                .withMessageContaining("severity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PaiSpecies.ofId("hologram"))
                .withMessageContaining("print, replay, mask");
    }
}
