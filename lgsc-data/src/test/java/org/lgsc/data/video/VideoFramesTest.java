package org.lgsc.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.fixture.TestVideos;
import org.lgsc.data.fixture.TestVideos.Kind;

class VideoFramesTest {
    @TempDir Path folder;

    private Path video(Kind kind) throws IOException {
        return Files.write(folder.resolve("video." + kind.ending()), kind.bytes());
    }

    private static SortedMap<Integer, RgbImage> decode(
            Path file, FrameSelection selection, int start, int turn) {
        SortedMap<Integer, RgbImage> frames = new TreeMap<>();
        List<Integer> missing = new VideoFrames(file, selection, start, turn).decode(frames::put);
        assertThat(missing).isEmpty();
        return frames;
    }

    @ParameterizedTest
    @EnumSource
    void everyKindGivesTheFramesAskedFor(Kind kind) throws IOException {
        Path file = video(kind);
        SortedMap<Integer, RgbImage> all = decode(file, FrameSelection.all(), 0, 0);
        assertThat(all).hasSize(TestVideos.FRAMES);
        all.forEach(
                (frame, image) -> {
                    assertThat(image.width()).isEqualTo(TestVideos.WIDTH);
                    assertThat(image.height()).isEqualTo(TestVideos.HEIGHT);
                    for (int channel = 0; channel < 3; channel++) {
                        assertThat(image.get(50, 60, channel))
                                .as("%s frame %d", kind, frame)
                                .isCloseTo(TestVideos.grey(frame), within(6));
                    }
                });
        SortedMap<Integer, RgbImage> three = decode(file, FrameSelection.evenly(3), 0, 0);
        assertThat(three.keySet()).containsExactly(2, 6, 10);
        three.forEach((frame, image) -> assertThat(image.data()).isEqualTo(all.get(frame).data()));
        assertThat(decode(file, FrameSelection.first(4), 0, 0).keySet())
                .containsExactly(0, 1, 2, 3);
        assertThat(decode(file, FrameSelection.first(60), 1, 0)).hasSize(TestVideos.FRAMES - 1);
        assertThat(decode(file, FrameSelection.evenly(100), 1, 0).firstKey()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void truncatedFilesAreRefusedWhereverTheyEnd(Kind kind) throws IOException {
        byte[] whole = kind.bytes();
        for (double share : new double[] {0.02, 0.3, 0.6, 0.9, 0.999}) {
            Path file = folder.resolve(share + "." + kind.ending());
            Files.write(file, Arrays.copyOf(whole, (int) (share * whole.length)));
            assertThatThrownBy(() -> decode(file, FrameSelection.evenly(3), 0, 0))
                    .as("%s %s", kind, share)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContainingAll("Cannot read", file.toString());
        }
    }

    @Test
    void emptyMissingAndForeignFilesAreRefused() throws IOException {
        byte[] noise = new byte[20_000];
        new Random(5).nextBytes(noise);
        for (byte[] content : new byte[][] {{}, {1}, "not a video at all".getBytes(), noise}) {
            Path file = Files.write(folder.resolve("x.avi"), content);
            assertThatThrownBy(() -> decode(file, FrameSelection.all(), 0, 0))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining(file.toString());
        }
        assertThatThrownBy(() -> decode(folder, FrameSelection.all(), 0, 0))
                .isInstanceOf(LgscException.class);
        assertThatThrownBy(() -> decode(folder.resolve("none.avi"), FrameSelection.all(), 0, 0))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("There is no file");
    }

    @Test
    void damageInTheMiddleNeitherHangsNorCrashes() throws IOException {
        Random random = new Random(7);
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < 5; i++) {
                byte[] bytes = kind.bytes();
                for (int j = 0; j < 200; j++) {
                    bytes[200 + random.nextInt(bytes.length - 200)] = (byte) random.nextInt();
                }
                Path file = Files.write(folder.resolve("damaged." + kind.ending()), bytes);
                try {
                    new VideoFrames(file, FrameSelection.evenly(4), 0, 0)
                            .decode((frame, image) -> assertThat(image.width()).isPositive());
                } catch (LgscException e) {
                    assertThat(e).hasMessageContaining(file.toString());
                }
            }
        }
    }

    @Test
    void theFilesOwnRotationIsApplied() throws IOException {
        // the matrix of the track header: a, b, u, c, d, v, x, y, w in 16.16 and 2.30
        byte[] movie = Kind.H264_MOV.bytes();
        int tkhd = indexOf(movie, "tkhd");
        int matrix = tkhd + 4 + 4 + 20 + 8 + 4 + 2 + 2;
        assertThat(int32(movie, matrix)).isEqualTo(0x10000);
        put(movie, matrix, 0);
        put(movie, matrix + 4, 0x10000);
        put(movie, matrix + 12, -0x10000);
        put(movie, matrix + 16, 0);
        Path file = Files.write(folder.resolve("turned.mov"), movie);
        RgbImage image = decode(file, FrameSelection.first(1), 0, 180).get(0);
        assertThat(image.width()).isEqualTo(TestVideos.HEIGHT);
        assertThat(image.height()).isEqualTo(TestVideos.WIDTH);
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static int int32(byte[] b, int i) {
        return java.nio.ByteBuffer.wrap(b).getInt(i);
    }

    private static void put(byte[] b, int i, int value) {
        java.nio.ByteBuffer.wrap(b).putInt(i, value);
    }

    @Test
    void quarterTurnsGoClockwise() {
        // 1 2    3 1    4 3    2 4
        // 3 4    4 2    2 1    1 3
        byte[] pixels = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4};
        RgbImage image = new RgbImage(2, 2, pixels);
        assertThat(reds(QuarterTurn.clockwise(image, 90))).containsExactly(3, 1, 4, 2);
        assertThat(reds(QuarterTurn.clockwise(image, 180))).containsExactly(4, 3, 2, 1);
        assertThat(reds(QuarterTurn.clockwise(image, 270))).containsExactly(2, 4, 1, 3);
        assertThat(reds(QuarterTurn.clockwise(image, -90))).containsExactly(2, 4, 1, 3);
        assertThat(QuarterTurn.clockwise(image, 360)).isSameAs(image);
        RgbImage wide = new RgbImage(3, 1, new byte[] {1, 0, 0, 2, 0, 0, 3, 0, 0});
        assertThat(reds(QuarterTurn.clockwise(wide, 90))).containsExactly(1, 2, 3);
        assertThat(QuarterTurn.clockwise(wide, 90).height()).isEqualTo(3);
    }

    private static int[] reds(RgbImage image) {
        int[] reds = new int[image.width() * image.height()];
        for (int i = 0; i < reds.length; i++) {
            reds[i] = image.data()[3 * i];
        }
        return reds;
    }

    @Test
    void selectionsAreReadAsTheyAreWritten() {
        for (String text : List.of("10", "all", "first=60")) {
            assertThat(FrameSelection.parse(text)).hasToString(text);
        }
        for (String text : List.of("", "0", "-3", "first=", "first=0", "last=5", "1.5")) {
            assertThatThrownBy(() -> FrameSelection.parse(text))
                    .as(text)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining("'" + text + "'");
        }
    }

    @Test
    void evenlyNeverGivesAFrameTwiceAndStaysWithin() {
        for (int total = 1; total < 40; total++) {
            for (int count = 1; count < 45; count++) {
                for (int start = 0; start < 3; start++) {
                    var chosen = FrameSelection.evenly(count).indices(start, total);
                    assertThat(chosen.cardinality())
                            .isEqualTo(Math.max(0, Math.min(count, total - start)));
                    assertThat(chosen.length()).isLessThanOrEqualTo(total);
                    assertThat(chosen.previousSetBit(start - 1)).isEqualTo(-1);
                }
            }
        }
    }
}
