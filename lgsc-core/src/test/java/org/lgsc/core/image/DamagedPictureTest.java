package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lgsc.core.image.EncodedPictures.assertDamaged;
import static org.lgsc.core.image.EncodedPictures.concat;
import static org.lgsc.core.image.EncodedPictures.jpeg;
import static org.lgsc.core.image.EncodedPictures.photograph;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;

/** Pictures are unreadable if their decoder would fill gaps or work for minutes. */
class DamagedPictureTest {
    private final ImageDecoder decoder = ImageDecoder.defaults();

    private static List<byte[]> kinds(RgbImage image) {
        return List.of(
                jpeg(image),
                jpeg(image, opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 100),
                jpeg(image, opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE, 1),
                jpeg(image, opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 5),
                jpeg(image, opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1),
                jpeg(
                        image,
                        opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
                        1,
                        opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
                        3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 17, 63, 160})
    void intactPicturesAreRead(int width) {
        for (byte[] jpeg : kinds(photograph(width, 2 * width + 1))) {
            assertThat(decoder.decode(jpeg, "whole").width()).isEqualTo(width);
        }
    }

    @Test
    void bytesAfterThePictureAreIgnored() {
        byte[] jpeg = jpeg(photograph(40, 40));
        byte[] film = Arrays.copyOf(jpeg, jpeg.length + 5000);
        Arrays.fill(film, jpeg.length, film.length, (byte) 0xff);
        assertThat(decoder.decode(film, "motion photo").data())
                .isEqualTo(decoder.decode(jpeg, "alone").data());
        byte[] two = concat(jpeg, jpeg(photograph(16, 16)));
        assertThat(decoder.decode(two, "two pictures").width()).isEqualTo(40);
    }

    @Test
    void aGapInTheDataIsDetected() {
        for (byte[] jpeg : kinds(photograph(320, 240))) {
            for (int at : new int[] {jpeg.length / 3, jpeg.length / 2, jpeg.length * 2 / 3}) {
                byte[] hole =
                        concat(
                                Arrays.copyOf(jpeg, at),
                                Arrays.copyOfRange(jpeg, at + 1024, jpeg.length));
                assertDamaged(hole, at + " of " + jpeg.length);
            }
        }
    }

    @Test
    void anEndMarkerAfterHalfOfTheDataIsDetected() {
        for (byte[] jpeg : kinds(photograph(160, 120))) {
            for (int percent : new int[] {50, 80, 95}) {
                byte[] cut = Arrays.copyOf(jpeg, jpeg.length * percent / 100);
                cut[cut.length - 2] = (byte) 0xff;
                cut[cut.length - 1] = (byte) 0xd9;
                assertDamaged(cut, percent + " %");
            }
        }
    }

    @Test
    void missingScansAreDetected() {
        byte[] jpeg = jpeg(photograph(64, 64), opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
        List<Integer> scans = new ArrayList<>();
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xff && jpeg[i + 1] == (byte) 0xda) {
                scans.add(i);
            }
        }
        assertThat(scans).hasSizeGreaterThan(5);
        for (int scan : scans.subList(1, scans.size())) {
            byte[] cut = Arrays.copyOf(jpeg, scan + 2);
            cut[scan + 1] = (byte) 0xd9;
            assertDamaged(cut, "from byte " + scan);
        }
    }

    @Test
    void zerosAndNoiseInTheDataAreFoundNearlyAlways() {
        Random random = new Random(3);
        for (byte[] jpeg : kinds(photograph(320, 240))) {
            int found = 0;
            for (int i = 0; i < 40; i++) {
                byte[] damaged = jpeg.clone();
                int at = 700 + random.nextInt(jpeg.length - 1800);
                byte[] wrong = new byte[1024];
                if (i % 2 == 0) {
                    random.nextBytes(wrong);
                }
                System.arraycopy(wrong, 0, damaged, at, wrong.length);
                try {
                    decoder.decode(damaged, "x.jpg");
                } catch (LgscException e) {
                    found++;
                }
            }
            // data that decode to the same number of blocks are another picture, not a damaged one
            assertThat(found).isGreaterThanOrEqualTo(38);
        }
    }

    @Test
    void bytesBetweenDataAndEndAreDamage() {
        byte[] jpeg = jpeg(photograph(40, 40));
        byte[] more =
                concat(
                        Arrays.copyOf(jpeg, jpeg.length - 2),
                        new byte[] {0, 0, 0},
                        new byte[] {(byte) 0xff, (byte) 0xd9});
        assertDamaged(more, "three bytes");
    }

    /**
     * Cameras pad a picture to an even length with a zero; fill bytes before a marker are legal.
     */
    @Test
    void paddingBeforeTheEndIsNotDamage() {
        byte[] end = {(byte) 0xff, (byte) 0xd9};
        for (int side : new int[] {40, 41, 47, 64, 71}) {
            for (byte[] jpeg : kinds(photograph(side, side))) {
                byte[] data = Arrays.copyOf(jpeg, jpeg.length - 2);
                byte[] pixels = decoder.decode(jpeg, "plain").data();
                for (byte[] padding :
                        new byte[][] {{0}, {-1}, {-1, -1, -1}, {0, -1}, {0, -1, -1}}) {
                    byte[] padded = concat(data, padding, end);
                    assertThat(decoder.decode(padded, "padded").data()).isEqualTo(pixels);
                    assertThat(decoder.open(padded, "padded").decodeAtLeast(side).image().data())
                            .isEqualTo(pixels);
                }
                assertDamaged(concat(data, new byte[] {0, 0}, end), "two zeros");
                assertDamaged(concat(data, new byte[] {1}, end), "one byte");
            }
        }
    }

    /**
     * Smartphones leave the fields of a scan that only progressive pictures use at 0, and some
     * files have JFIF 2.01 or Adobe's marker with the number for four colours: libjpeg warns but
     * does not use these bytes.
     */
    @Test
    void unusedHeaderBytesAreNotDamage() {
        byte[] jpeg = jpeg(photograph(47, 40));
        byte[] pixels = decoder.decode(jpeg, "plain").data();
        byte[] fields = jpeg.clone();
        int scan = indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xda});
        assertThat(Arrays.copyOfRange(jpeg, scan + 11, scan + 14)).containsExactly(0, 63, 0);
        fields[scan + 12] = 0;
        fields[scan + 13] = 17;
        byte[] version = jpeg.clone();
        version[indexOf(jpeg, "JFIF".getBytes(StandardCharsets.US_ASCII)) + 5] = 2;
        for (byte[] odd : List.of(fields, version, withAdobe(jpeg, 1), withAdobe(jpeg, 2))) {
            byte[] before = odd.clone();
            assertThat(decoder.decode(odd, "odd").data()).isEqualTo(pixels);
            assertThat(decoder.open(odd, "odd").decodeAtLeast(47).image().data()).isEqualTo(pixels);
            assertThat(odd).isEqualTo(before);
        }
        assertThat(decoder.decode(withAdobe(jpeg, 0), "no transform").data()).isNotEqualTo(pixels);
        assertDamaged(withAdobe(jpeg, 3), "nobody knows what its colours are");
    }

    /** With Adobe's marker instead of JFIF's. */
    private static byte[] withAdobe(byte[] jpeg, int transform) {
        byte[] marker = {
            (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
        };
        marker[15] = (byte) transform;
        return concat(Arrays.copyOf(jpeg, 2), marker, Arrays.copyOfRange(jpeg, 20, jpeg.length));
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        int at = 0;
        while (!Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
            at++;
        }
        return at;
    }

    @Test
    void missingRestartMarkersAreDetected() {
        byte[] jpeg = jpeg(photograph(160, 120), opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 4);
        for (int i = jpeg.length - 1; i > 0; i--) {
            if (jpeg[i - 1] == (byte) 0xff && (jpeg[i] & 0xf8) == 0xd0) {
                byte[] damaged = jpeg.clone();
                damaged[i] ^= 1;
                assertDamaged(damaged, "marker at " + i);
                return;
            }
        }
        Assertions.fail("no restart marker");
    }

    /** 24,000 scans of a 25 megapixel picture in a megabyte took 90 s. */
    @Test
    void thousandsOfScansAreRefusedBeforeTheFirst() {
        byte[] jpeg = jpeg(photograph(64, 64), opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1);
        int last = jpeg.length - 2;
        byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 1, 5, 0, 0};
        byte[][] pieces = new byte[2002][];
        Arrays.fill(pieces, scan);
        pieces[0] = Arrays.copyOf(jpeg, last);
        pieces[2001] = Arrays.copyOfRange(jpeg, last, jpeg.length);
        byte[] many = concat(pieces);
        Assertions.assertTimeout(
                Duration.ofSeconds(1),
                () ->
                        assertThatThrownBy(() -> decoder.decode(many, "scans.jpg"))
                                .isInstanceOf(LgscException.class)
                                .hasMessageContaining("more than 100 scans"));
    }
}
