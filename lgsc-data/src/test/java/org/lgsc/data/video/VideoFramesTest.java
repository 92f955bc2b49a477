package org.lgsc.data.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            // odd: a TS that ends between two of its packets, of 188 bytes, is complete
            Files.write(file, Arrays.copyOf(whole, (int) (share * whole.length) | 1));
            assertThatThrownBy(() -> decode(file, FrameSelection.evenly(3), 0, 0))
                    .as("%s %s", kind, share)
                    .isInstanceOf(LgscException.class)
                    .hasMessageContainingAll("Cannot read", file.toString());
        }
    }

    /**
     * A TS counts its packets: a frame of which one is lost is none, nor those that build on it, up
     * to the next key frame. FFmpeg often takes the one before it for damaged as well.
     */
    @ParameterizedTest
    @CsvSource({"3, 6", "6, 12", "11, 12"})
    void framesOfAStreamThatLostAPacketAreMissing(int hurt, int to) throws IOException {
        byte[] stream = TestVideos.faces(Kind.H264_TS);
        List<Integer> starts = new ArrayList<>();
        List<Integer> rest = new ArrayList<>();
        for (int at = 0; at < stream.length; at += 188) {
            boolean video = ((stream[at + 1] & 0x1f) << 8 | stream[at + 2] & 0xff) == 0x100;
            if (video && (stream[at + 1] & 0x40) != 0) {
                starts.add(at);
            } else if (video && starts.size() == hurt + 1) {
                rest.add(at);
            }
        }
        assertThat(starts).hasSize(TestVideos.FRAMES);
        int lost = rest.get(rest.size() / 2);
        byte[] without = Arrays.copyOf(stream, stream.length - 188);
        System.arraycopy(stream, lost + 188, without, lost, without.length - lost);
        Path file = Files.write(folder.resolve("lost.ts"), without);
        SortedMap<Integer, RgbImage> frames = new TreeMap<>();
        List<Integer> missing =
                new VideoFrames(file, FrameSelection.all(), 0, 0).decode(frames::put);
        assertThat(missing)
                .containsAll(IntStream.range(hurt, to).boxed().toList())
                .isSubsetOf(IntStream.range(hurt - 1, to).boxed().toList());
        assertThat(frames).hasSize(TestVideos.FRAMES - missing.size());
    }

    /**
     * A sector is a packet of an MPG: where copies break off, no packet is cut, but a picture is.
     */
    @Test
    void anMpgThatEndsWithASectorIsRefusedUnlessAPictureEndsThere() throws IOException {
        byte[] whole = TestVideos.faces(Kind.MPEG2_MPG);
        int sectors = (whole.length - 1) / 2048;
        int refused = 0;
        for (int keep = 1; keep <= sectors; keep++) {
            Path file = folder.resolve("sectors.mpg");
            Files.write(file, Arrays.copyOf(whole, keep * 2048));
            try {
                decode(file, FrameSelection.evenly(3), 0, 0);
            } catch (LgscException e) {
                refused++;
            }
        }
        assertThat(sectors).isGreaterThan(8);
        assertThat(refused).isGreaterThanOrEqualTo(sectors - 1 - sectors / 4);
        Path file = Files.write(folder.resolve("whole.mpg"), whole);
        assertThat(decode(file, FrameSelection.all(), 0, 0)).hasSize(TestVideos.FRAMES);
    }

    /** Bytes that recorders write after the last packet, or padding, are not damage. */
    @Test
    void anMpgMayEndInZerosOrInItsEndCode() throws IOException {
        byte[] whole = Kind.MPEG2_MPG.bytes();
        for (byte[] end : new byte[][] {{0, 0, 1, (byte) 0xb9}, new byte[700]}) {
            byte[] longer = Arrays.copyOf(whole, whole.length + end.length);
            System.arraycopy(end, 0, longer, whole.length, end.length);
            Path file = Files.write(folder.resolve("longer.mpg"), longer);
            assertThat(decode(file, FrameSelection.all(), 0, 0)).hasSize(TestVideos.FRAMES);
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

    /** FFmpeg's binaries here have no decoder of AV1 that runs without a GPU. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "av1.mp4 | none of its frames can be decoded (codec av1); copy it again, or"
                        + " convert it to H.264.",
                "sound.mov | it has no pictures (only sound?); remove it."
            })
    void itIsSaidWhatAVideoLacks(String name, String reason) throws Exception {
        Path file = Path.of(VideoFramesTest.class.getResource(name).toURI());
        VideoFrames video = new VideoFrames(file, FrameSelection.evenly(2), 0, 0);
        assertThatThrownBy(() -> video.decode((frame, image) -> {}))
                .isInstanceOf(LgscException.class)
                .hasMessage("Cannot read " + file + ": " + reason);
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
    void framesAfterDamageKeepTheirNumbers() throws IOException {
        byte[] movie =
                TestVideos.keyFrames(
                        60, i -> TestVideos.grey(TestVideos.WIDTH, TestVideos.HEIGHT, i % 12));
        int sizes = indexOf(movie, "stsz") + 12;
        int at = indexOf(movie, "mdat") + 4;
        assertThat(int32(movie, sizes)).isEqualTo(60);
        for (int i = 0; i < 60; i++) {
            int size = int32(movie, sizes + 4 + 4 * i);
            if (i >= 20 && i < 30) {
                Arrays.fill(movie, at, at + size, (byte) 0);
            }
            at += size;
        }
        Path file = Files.write(folder.resolve("damaged.mov"), movie);
        assertNumbered(file, FrameSelection.all(), 20, 30, 60);
        SortedMap<Integer, RgbImage> some = new TreeMap<>();
        assertThat(new VideoFrames(file, FrameSelection.evenly(6), 0, 0).decode(some::put))
                .containsExactly(25);
        assertThat(some.keySet()).containsExactly(5, 15, 35, 45, 55);
    }

    /**
     * The decoder reports the damaged frame alone; the frames that are decoded from it show the
     * damage too. With B frames some of them are shown before it.
     */
    @ParameterizedTest
    @EnumSource(names = {"H264_MOV", "MPEG4_B_FRAMES_MOV"})
    void framesThatDependOnADamagedOneAreMissing(Kind kind) throws IOException {
        byte[] movie = TestVideos.faces(kind);
        SortedMap<Integer, RgbImage> intact = new TreeMap<>();
        Path file = Files.write(folder.resolve("intact.mov"), movie);
        assertThat(new VideoFrames(file, FrameSelection.all(), 0, 0).decode(intact::put)).isEmpty();
        int sizes = indexOf(movie, "stsz") + 16;
        int second = indexOf(movie, "mdat") + 4 + int32(movie, sizes);
        int size = int32(movie, sizes + 4);
        for (int i = second + size / 2; i < second + size; i++) {
            movie[i] = (byte) (37 * i);
        }
        SortedMap<Integer, RgbImage> frames = new TreeMap<>();
        Path damaged = Files.write(folder.resolve("damaged.mov"), movie);
        List<Integer> missing =
                new VideoFrames(damaged, FrameSelection.all(), 0, 0).decode(frames::put);
        frames.forEach(
                (number, image) ->
                        assertThat(image.data())
                                .as("frame %d", number)
                                .isEqualTo(intact.get(number).data()));
        assertThat(missing).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void damagedFramesOfAFileWithoutTimesKeepTheirNumbers() throws IOException {
        byte[] video = Kind.MJPEG_AVI.bytes();
        int at = indexOf(video, "movi") + 4;
        for (int i = 0; i < 7; i++) {
            int size = Integer.reverseBytes(int32(video, at + 4));
            if (i >= 5) {
                Arrays.fill(video, at + 8, at + 8 + size, (byte) 0);
            }
            at += 8 + size + (size & 1);
        }
        Path file = Files.write(folder.resolve("damaged.avi"), video);
        assertNumbered(file, FrameSelection.all(), 5, 7, TestVideos.FRAMES);
    }

    private static void assertNumbered(
            Path file, FrameSelection selection, int from, int to, int total) {
        SortedMap<Integer, RgbImage> frames = new TreeMap<>();
        List<Integer> missing = new VideoFrames(file, selection, 0, 0).decode(frames::put);
        assertThat(missing).containsExactlyElementsOf(IntStream.range(from, to).boxed().toList());
        assertThat(frames).hasSize(total - (to - from));
        frames.forEach(
                (number, image) ->
                        assertThat(image.get(50, 60, 0))
                                .as("frame %d", number)
                                .isCloseTo(TestVideos.grey(number % 12), within(6)));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0, 1, 2 1 4 3", // mirrored
        "1, 0, 0, -1, 3 4 1 2", // upside down and mirrored
        "-1, 0, 0, -1, 4 3 2 1", // turned by 180 degrees
        "0, 1, -1, 0, 3 1 4 2", // by 90 clockwise
        "0, -1, 1, 0, 2 4 1 3", // by 270
        "0, 1, 1, 0, 1 3 2 4", // columns become rows
        "0, -1, -1, 0, 4 2 3 1"
    })
    void everyAxisAlignedMatrixIsFollowed(int a, int b, int c, int d, String pixels) {
        byte[] square = {1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4};
        int one = 0x10000;
        RgbImage turned =
                Upright.of(a * one, b * one, c * one, d * one)
                        .orElseThrow()
                        .apply(new RgbImage(2, 2, square));
        assertThat(reds(turned))
                .containsExactly(
                        Arrays.stream(pixels.split(" ")).mapToInt(Integer::parseInt).toArray());
        assertThat(Upright.of(0, 0, 0, 0)).isEmpty();
    }

    @Test
    void aMirroringMatrixOfAFileIsApplied() throws IOException {
        byte[] movie =
                TestVideos.keyFrames(
                        1,
                        i -> {
                            byte[] left = TestVideos.grey(TestVideos.WIDTH, TestVideos.HEIGHT, 0);
                            // the upper left quarter is white
                            for (int y = 0; y < TestVideos.HEIGHT / 2; y++) {
                                int row = 3 * y * TestVideos.WIDTH;
                                Arrays.fill(left, row, row + 3 * TestVideos.WIDTH / 2, (byte) 255);
                            }
                            return left;
                        });
        int matrix = indexOf(movie, "tkhd") + 4 + 4 + 20 + 8 + 4 + 2 + 2;
        assertThat(int32(movie, matrix)).isEqualTo(0x10000);
        put(movie, matrix, -0x10000);
        Path file = Files.write(folder.resolve("mirrored.mov"), movie);
        RgbImage image = decode(file, FrameSelection.first(1), 0, 0).get(0);
        assertThat(image.get(80, 20, 0)).as("upper right").isGreaterThan(230);
        assertThat(image.get(20, 20, 0)).as("upper left").isLessThan(60);
        assertThat(image.get(80, 110, 0)).as("lower right").isLessThan(60);
    }

    @Test
    void aListThatNamesOtherFilesIsNoVideo() throws IOException {
        Files.write(folder.resolve("real.avi"), Kind.MPEG4_AVI.bytes());
        Path list =
                Files.writeString(
                        folder.resolve("list.avi"), "ffconcat version 1.0\nfile real.avi");
        assertThatThrownBy(() -> decode(list, FrameSelection.all(), 0, 0))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(list.toString());
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
        assertThat(reds(Upright.clockwise(90).apply(image))).containsExactly(3, 1, 4, 2);
        assertThat(reds(Upright.clockwise(180).apply(image))).containsExactly(4, 3, 2, 1);
        assertThat(reds(Upright.clockwise(270).apply(image))).containsExactly(2, 4, 1, 3);
        assertThat(reds(Upright.clockwise(-90).apply(image))).containsExactly(2, 4, 1, 3);
        assertThat(Upright.clockwise(360).apply(image)).isSameAs(image);
        RgbImage wide = new RgbImage(3, 1, new byte[] {1, 0, 0, 2, 0, 0, 3, 0, 0});
        assertThat(reds(Upright.clockwise(90).apply(wide))).containsExactly(1, 2, 3);
        assertThat(Upright.clockwise(90).apply(wide).height()).isEqualTo(3);
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
