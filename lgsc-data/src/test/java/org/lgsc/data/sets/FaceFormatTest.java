package org.lgsc.data.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lgsc.core.face.FaceBox;
import org.lgsc.data.protocol.FaceTrack;

class FaceFormatTest {
    @TempDir Path folder;

    private FaceTrack read(FaceFormat format, String text) throws IOException {
        return format.read(Files.writeString(folder.resolve("faces.txt"), text), "video");
    }

    @Test
    void ouluEyesBecomeASquareOfTwoAndAHalfEyeDistances() throws IOException {
        FaceTrack track = read(FaceFormat.OULU_EYES, "0,415,870,615,870\n1,0,0,0,0\n");
        assertThat(track.at(0, 1080, 1920)).hasValue(new FaceBox(265, 670, 500, 500, 1));
        assertThat(track.at(1, 1080, 1920)).isEmpty();
        assertThat(track.at(2, 1080, 1920)).isEmpty();
        assertThat(track.problems()).isEmpty();
    }

    @Test
    void siwCornersCountFramesByLine() throws IOException {
        FaceTrack track = read(FaceFormat.SIW_CORNERS, "10 20 110 140\n0 0 0 0\n12 20 112 140\n");
        assertThat(track.at(0, 1920, 1080)).hasValue(new FaceBox(10, 20, 100, 120, 1));
        assertThat(track.at(1, 1920, 1080)).isEmpty();
        assertThat(track.at(2, 1920, 1080)).map(FaceBox::x).hasValue(12);
    }

    @Test
    void replayBoxesNameTheirFrames() throws IOException {
        FaceTrack track = read(FaceFormat.FRAME_BOX, "3 97 50 120 120\n7 98 50 120 121\n");
        assertThat(track.at(3, 320, 240)).hasValue(new FaceBox(97, 50, 120, 120, 1));
        assertThat(track.at(7, 320, 240)).hasValue(new FaceBox(98, 50, 120, 121, 1));
        assertThat(track.at(0, 320, 240)).isEmpty();
        assertThat(track.size()).isEqualTo(2);
    }

    @Test
    void msuCornersAreFloats() throws IOException {
        FaceTrack track =
                read(FaceFormat.MSU_CORNERS, "0, 100.4, 50.6, 220.4, 180.6, 130, 90, 190, 90\r\n");
        assertThat(track.at(0, 640, 480)).hasValue(new FaceBox(100, 51, 120, 130, 1));
    }

    @Test
    void badLinesAreNamedAndTheOthersUsed() throws IOException {
        String text =
                "0 1 2 30 40\n"
                        + "one 1 2 30 40\n"
                        + "2 1 2 30\n"
                        + "3 1 2 -30 40\n"
                        + "4 1 2 1e99 40\n"
                        + "5 1 2 NaN 40\n"
                        + "\n"
                        + "-7 1 2 30 40\n"
                        + "8 1 2 30 40\n";
        FaceTrack track = read(FaceFormat.FRAME_BOX, text);
        assertThat(track.size()).isEqualTo(2);
        assertThat(track.at(8, 100, 100)).isPresent();
        assertThat(track.problems()).hasSize(6).allMatch(p -> p.id().equals("video"));
        assertThat(track.problems().get(0).reason())
                .contains("faces.txt, line 2", "'one 1 2 30 40'");
    }

    @Test
    void emptyMissingAndBinaryFiles() throws IOException {
        assertThat(FaceFormat.FRAME_BOX.read(folder.resolve("none"), "v")).isSameAs(FaceTrack.NONE);
        assertThat(read(FaceFormat.FRAME_BOX, "").problems())
                .singleElement()
                .matches(p -> p.reason().contains("is empty"));
        Path binary = Files.write(folder.resolve("b"), new byte[] {(byte) 0xff, 0, 1, (byte) 0xc3});
        assertThat(FaceFormat.SIW_CORNERS.read(binary, "v").problems()).hasSize(1);
        assertThat(FaceFormat.SIW_CORNERS.read(folder, "v").problems()).hasSize(1);
    }

    @Test
    void aBoxOutsideThePictureIsNone() throws IOException {
        FaceTrack track = read(FaceFormat.FRAME_BOX, "0 500 500 50 50\n1 -10 -10 50 50\n");
        assertThat(track.at(0, 320, 240)).isEmpty();
        assertThat(track.at(1, 320, 240)).isPresent();
        track =
                read(
                        FaceFormat.FRAME_BOX,
                        "0 300 100 50 50\n1 290 100 50 50\n2 -9000 -9000 99999 99999\n");
        assertThat(track.at(0, 320, 240)).as("less than half of it").isEmpty();
        assertThat(track.names(0)).isTrue();
        assertThat(track.at(1, 320, 240)).isPresent();
        assertThat(track.at(2, 320, 240)).as("much larger than the picture").isEmpty();
        assertThat(track.names(3)).isFalse();
    }

    @Test
    void theEndingMayBeInUpperCase() throws IOException {
        Files.writeString(folder.resolve("HR_1.FACE"), "0 97 50 120 120\n");
        FaceTrack track = FaceFormat.FRAME_BOX.read(folder.resolve("HR_1.face"), "v");
        assertThat(track.at(0, 320, 240)).isPresent();
    }
}
