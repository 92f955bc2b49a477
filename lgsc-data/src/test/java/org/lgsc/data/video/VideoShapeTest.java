package org.lgsc.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.fixture.TestVideos;
import org.lgsc.data.fixture.TestVideos.Kind;

/** Pixels that are not square, and the colours that a file states. */
class VideoShapeTest {
    private static final int RADIUS = 24;

    @TempDir Path folder;

    /** A white circle in the middle of a black picture as a player shows it. */
    private static RgbImage circle(int width, int height, double scaleX, double scaleY) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double fromX = (x + 0.5 - width / 2.0) * scaleX;
                double fromY = (y + 0.5 - height / 2.0) * scaleY;
                int at = 3 * (y * width + x);
                boolean inside = Math.hypot(fromX, fromY) < RADIUS;
                Arrays.fill(rgb, at, at + 3, (byte) (inside ? 255 : 0));
            }
        }
        return new RgbImage(width, height, rgb);
    }

    private Path write(Kind kind, byte[] bytes) throws IOException {
        return Files.write(folder.resolve("video." + kind.ending()), bytes);
    }

    private static RgbImage decode(Path file) {
        RgbImage[] image = new RgbImage[1];
        new VideoFrames(file, FrameSelection.first(1), 0, 0).decode((i, frame) -> image[0] = frame);
        return image[0];
    }

    /** The circle is in the middle, as wide as high. */
    private static void assertRound(RgbImage image) {
        int middleX = image.width() / 2;
        int middleY = image.height() / 2;
        assertSpan(image.width(), x -> image.get(x, middleY, 1) > 128);
        assertSpan(image.height(), y -> image.get(middleX, y, 1) > 128);
    }

    private static void assertSpan(int length, IntPredicate white) {
        int[] inside = IntStream.range(0, length).filter(white).toArray();
        assertThat(inside.length).isCloseTo(2 * RADIUS, within(2));
        assertThat(inside[0]).isCloseTo(length / 2 - RADIUS, within(2));
    }

    @ParameterizedTest
    @CsvSource({
        "MPEG4_AVI, 90, 72, 64, 45, 128, 72",
        "MPEG4_AVI, 90, 72, 16, 15, 96, 72",
        "MPEG4_AVI, 96, 64, 1, 2, 96, 128",
        "MPEG2_MPG, 90, 72, 64, 45, 128, 72",
        "H264_MP4, 90, 72, 64, 45, 128, 72",
        "H264_MOV, 96, 64, 8, 9, 96, 72",
        "H264_MKV, 90, 72, 64, 45, 128, 72",
        "VP9_WEBM, 90, 72, 16, 15, 96, 72",
        "VP8_WEBM, 90, 72, 64, 45, 128, 72",
        "H264_3GP, 90, 72, 64, 45, 128, 72",
        "MJPEG_AVI, 90, 72, 64, 45, 128, 72",
        "WMV2_WMV, 90, 72, 64, 45, 128, 72",
        "H264_TS, 90, 72, 64, 45, 128, 72",
        "MPEG2_TS, 90, 72, 64, 45, 128, 72",
        // unknown, implausible, or a rounded size
        "MPEG4_AVI, 96, 72, 0, 1, 96, 72",
        "MPEG4_AVI, 96, 72, 5, 1, 96, 72",
        "MPEG4_AVI, 96, 72, 136, 135, 96, 72"
    })
    void pixelsBecomeSquare(
            Kind kind, int storedWidth, int storedHeight, double x, double y, int width, int height)
            throws IOException {
        double scaleX = (double) width / storedWidth;
        double scaleY = (double) height / storedHeight;
        RgbImage stored = circle(storedWidth, storedHeight, scaleX, scaleY);
        RgbImage image = decode(write(kind, TestVideos.still(kind, stored, x / y, Map.of())));
        assertThat(image.width()).isEqualTo(width);
        assertThat(image.height()).isEqualTo(height);
        assertRound(image);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, -0.5, 0.2, 4.1, 1.01, 0.99, Double.NaN})
    void otherRatiosAreTakenForSquare(double ratio) {
        assertThat(VideoFrames.Stretch.of(ratio)).isEqualTo(VideoFrames.Stretch.NONE);
    }

    @Test
    void aRotationComesAfterTheStretch() throws IOException {
        RgbImage stored = circle(90, 72, 64 / 45.0, 1);
        byte[] movie = TestVideos.still(Kind.H264_MOV, stored, 64 / 45.0, Map.of());
        String text = new String(movie, StandardCharsets.ISO_8859_1);
        ByteBuffer matrix = ByteBuffer.wrap(movie).position(text.indexOf("tkhd") + 44);
        assertThat(matrix.getInt()).isEqualTo(0x10000);
        matrix.position(matrix.position() - 4).putInt(0).putInt(0x10000).putInt(0);
        matrix.putInt(-0x10000).putInt(0);
        Path file = write(Kind.H264_MOV, movie);
        RgbImage image = decode(file);
        assertThat(image.width()).isEqualTo(72);
        assertThat(image.height()).isEqualTo(128);
        assertRound(image);
        new VideoFrames(file, FrameSelection.all(), 0, 0)
                .decodeStretched(
                        (frame, picture, stretch) -> {
                            assertThat(stretch.x()).isEqualTo(1);
                            assertThat(stretch.y()).isCloseTo(64 / 45.0, within(1e-3));
                        });
    }

    /** A small file must not claim four times the memory of the largest picture. */
    @Test
    void theLargestPictureIsMeasuredAfterTheStretch() throws IOException {
        RgbImage large = new RgbImage(6400, 4000, new byte[3 * 6400 * 4000]);
        Path file = write(Kind.MPEG4_AVI, TestVideos.still(Kind.MPEG4_AVI, large, 3.95, Map.of()));
        assertThatThrownBy(() -> decode(file))
                .isInstanceOf(LgscException.class)
                .hasMessageContainingAll(file.toString(), "a frame has 25280x4000 pixels");
    }

    /** The recorder encodes by BT.601: skin that is to be of BT.709 is drawn accordingly. */
    @ParameterizedTest
    @ValueSource(strings = {"bt709", "smpte170m", ""})
    void colourIsThatOfTheStatedMatrix(String matrix) throws IOException {
        int[] skin = {200, 150, 120};
        double luma = 0.2126 * skin[0] + 0.7152 * skin[1] + 0.0722 * skin[2];
        double blue = (skin[2] - luma) / 1.8556;
        double red = (skin[0] - luma) / 1.5748;
        int[] drawn = {
            (int) Math.round(luma + 1.402 * red),
            (int) Math.round(luma - 0.344136 * blue - 0.714136 * red),
            (int) Math.round(luma + 1.772 * blue)
        };
        Map<String, String> options = matrix.isEmpty() ? Map.of() : Map.of("colorspace", matrix);
        RgbImage image = decode(write(Kind.H264_MKV, flat(Kind.H264_MKV, drawn, options)));
        int[] expected = matrix.equals("bt709") ? skin : drawn;
        for (int channel = 0; channel < 3; channel++) {
            assertThat(image.get(48, 36, channel)).isCloseTo(expected[channel], within(4));
        }
    }

    /**
     * Skin of sRGB (200, 150, 120), whose white is 203 cd/m2 in HDR, by the formulas of BT.2087,
     * BT.2100 and BT.2408. Players show the first three files as they are.
     */
    @ParameterizedTest
    @CsvSource({
        "'', '', 200, 150, 120, 200, 150, 120",
        "bt709, bt709, 200, 150, 120, 200, 150, 120",
        "smpte170m, smpte170m, 200, 150, 120, 200, 150, 120",
        "bt2020, smpte2084, 128, 119, 108, 200, 150, 120",
        "bt2020, arib-std-b67, 161, 140, 112, 200, 150, 120",
        "bt2020, bt2020-10, 183, 154, 125, 200, 150, 120",
        "smpte432, bt709, 192, 152, 124, 200, 150, 120"
    })
    void wideColoursAndHdrBecomeSrgb(
            String primaries, String transfer, int r, int g, int b, int red, int green, int blue)
            throws IOException {
        Map<String, String> options =
                primaries.isEmpty()
                        ? Map.of()
                        : Map.of("color_primaries", primaries, "color_trc", transfer);
        int[] coded = {r, g, b};
        RgbImage image = decode(write(Kind.H264_MKV, flat(Kind.H264_MKV, coded, options)));
        int[] expected = {red, green, blue};
        // the codec changes levels by up to 3, of which PQ has few
        int most = transfer.equals("smpte2084") ? 15 : 8;
        for (int channel = 0; channel < 3; channel++) {
            assertThat(image.get(48, 36, channel)).isCloseTo(expected[channel], within(most));
        }
    }

    /** The recorder encodes greys as 16 to 235; a file that states 0 to 255 shows these. */
    @ParameterizedTest
    @CsvSource({"pc, 188", "tv, 200"})
    void greysAreThoseOfTheStatedRange(String range, int expected) throws IOException {
        int[] grey = {200, 200, 200};
        Map<String, String> options = Map.of("color_range", range);
        RgbImage image = decode(write(Kind.VP9_WEBM, flat(Kind.VP9_WEBM, grey, options)));
        assertThat(image.get(48, 36, 1)).isCloseTo(expected, within(3));
    }

    private static byte[] flat(Kind kind, int[] colour, Map<String, String> options)
            throws IOException {
        byte[] rgb = new byte[3 * 96 * 72];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) colour[i % 3];
        }
        return TestVideos.still(kind, new RgbImage(96, 72, rgb), 0, options);
    }
}
