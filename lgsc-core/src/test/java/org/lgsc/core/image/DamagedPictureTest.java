package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;

/** Pictures whose decoder fills what it cannot read, or works for minutes, are unreadable. */
class DamagedPictureTest {
    private final ImageDecoder decoder = ImageDecoder.defaults();

    /** Large blobs with some noise: compresses as a photograph does. */
    private static RgbImage photograph(int width, int height) {
        Random random = new Random(5);
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            double v = 128 + 90 * Math.sin(x / 17.0 + i % 3) * Math.cos(y / 23.0);
            rgb[i] = (byte) Math.max(0, Math.min(255, v + 8 * random.nextGaussian()));
        }
        return new RgbImage(width, height, rgb);
    }

    /**
     * @param options pairs of OpenCV's names and values
     */
    private static byte[] jpeg(RgbImage image, int... options) {
        return encoded(".jpg", image, options);
    }

    private static byte[] encoded(String type, RgbImage image, int... options) {
        try (Mat mat = MatConverter.toBgrMat(image);
                BytePointer out = new BytePointer();
                IntPointer parameters = new IntPointer(options)) {
            assertThat(opencv_imgcodecs.imencode(type, mat, out, parameters)).isTrue();
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            return bytes;
        }
    }

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

    private void assertDamaged(byte[] picture, String what) {
        assertThatThrownBy(() -> decoder.decode(picture, "x.jpg"))
                .as(what)
                .isInstanceOf(LgscException.class)
                .hasMessageStartingWith("Cannot read x.jpg: ")
                .hasMessageEndingWith("copy it again or remove it.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 17, 63, 160})
    void whatIsWholeIsRead(int width) {
        for (byte[] jpeg : kinds(photograph(width, 2 * width + 1))) {
            assertThat(decoder.decode(jpeg, "whole").width()).isEqualTo(width);
        }
    }

    @Test
    void whatStandsBehindThePictureIsLeftAlone() {
        byte[] jpeg = jpeg(photograph(40, 40));
        byte[] film = Arrays.copyOf(jpeg, jpeg.length + 5000);
        Arrays.fill(film, jpeg.length, film.length, (byte) 0xff);
        assertThat(decoder.decode(film, "motion photo").data())
                .isEqualTo(decoder.decode(jpeg, "alone").data());
        byte[] two = concat(jpeg, jpeg(photograph(16, 16)));
        assertThat(decoder.decode(two, "two pictures").width()).isEqualTo(40);
    }

    @Test
    void aHoleInTheDataIsFound() {
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
    void anEndMarkerBehindHalfOfTheDataDeceivesNobody() {
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
    void scansThatAreMissingAreMissed() {
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
            // what decodes to as many blocks as before is another picture, not a damaged one
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
     * Cameras bring a picture to an even length by a zero; fill bytes before a marker are legal.
     */
    @Test
    void paddingBeforeTheEndIsNoDamage() {
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
     * Telephones leave the fields of a scan that only progressive pictures use at 0, there are JFIF
     * 2.01 and Adobe's marker with the number for four colours: libjpeg warns, and uses none of it.
     */
    @Test
    void headersThatDecodersWarnOfAndDoNotUseAreNoDamage() {
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

    /** With Adobe's marker in the place of JFIF's. */
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
    void restartMarkersThatAreMissingAreFound() {
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

    @Test
    void lossyWebpIsReadBehindTheSameLimits() {
        RgbImage image = photograph(60, 44);
        byte[] webp = encoded(".webp", image, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 90);
        RgbImage back = decoder.decode(webp, "x.webp");
        assertThat(back.width()).isEqualTo(60);
        assertThat(difference(back, image)).isLessThan(6);
        assertThatThrownBy(() -> new ImageDecoder(1 << 20, 60 * 44 - 1).decode(webp, "x.webp"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("60x44");
        for (int keep = 0; keep < webp.length - 1; keep += 7) {
            byte[] cut = Arrays.copyOf(webp, keep);
            assertThatThrownBy(() -> decoder.decode(cut, "x.webp"))
                    .isInstanceOf(LgscException.class);
        }
        byte[] turned = concat(webp, riff("EXIF", tiff(6)));
        ByteBuffer.wrap(turned).order(ByteOrder.LITTLE_ENDIAN).putInt(4, turned.length - 8);
        assertThat(decoder.decode(turned, "x.webp").width()).isEqualTo(44);
        byte[] lossless = encoded(".webp", image, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 101);
        assertThatThrownBy(() -> decoder.decode(lossless, "x.webp"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("lossless");
        byte[] moving = concat(webp, riff("ANIM", new byte[6]));
        ByteBuffer.wrap(moving).order(ByteOrder.LITTLE_ENDIAN).putInt(4, moving.length - 8);
        assertThatThrownBy(() -> decoder.decode(moving, "x.webp"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("moving");
    }

    private static byte[] riff(String type, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] tiff(int orientation) {
        return ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1})
                .putShort((short) 0x112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    private static double difference(RgbImage a, RgbImage b) {
        double sum = 0;
        for (int i = 0; i < a.data().length; i++) {
            sum += Math.abs((a.data()[i] & 0xff) - (b.data()[i] & 0xff));
        }
        return sum / a.data().length;
    }

    @Test
    void kindsThatAreNotReadAreNamed() {
        byte[] jpeg = jpeg(photograph(40, 40));
        int frame = 0;
        while (jpeg[frame] != (byte) 0xff || jpeg[frame + 1] != (byte) 0xc0) {
            frame++;
        }
        byte[] arithmetic = jpeg.clone();
        arithmetic[frame + 1] = (byte) 0xc9;
        byte[] lossless = jpeg.clone();
        lossless[frame + 1] = (byte) 0xc3;
        byte[] twelve = jpeg.clone();
        twelve[frame + 4] = 12;
        byte[] many = jpeg.clone();
        many[frame + 4] = (byte) 200;
        for (Object[] one :
                new Object[][] {
                    {arithmetic, "arithmetic-coded"},
                    {lossless, "lossless"},
                    {twelve, "12 bits"},
                    {many, "200 bits"}
                }) {
            assertThatThrownBy(() -> decoder.decode((byte[]) one[0], "x.jpg"))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining((String) one[1]);
        }
        byte[] heic = new byte[64];
        System.arraycopy("ftypheic".getBytes(StandardCharsets.US_ASCII), 0, heic, 4, 8);
        assertThatThrownBy(() -> decoder.decode(heic, "IMG_1.HEIC"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("IMG_1.HEIC: it is a HEIC")
                .hasMessageContaining("Most Compatible");
    }

    @Test
    void aStreamIsReadToItsEndAndNoFurtherThanTheLimit() {
        RgbImage image = photograph(20, 10);
        byte[] png = ImageEncoder.png(image);
        assertThat(decoder.decode(new ByteArrayInputStream(png), "stream").data())
                .isEqualTo(image.data());
        ImageDecoder small = new ImageDecoder(png.length - 1, 1000);
        assertThatThrownBy(() -> small.decode(new ByteArrayInputStream(png), "stream"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("limit");
    }

    private static byte[] chunk(String type, byte[] content) {
        CRC32 crc = new CRC32();
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        crc.update(name);
        crc.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A part behind the header of a PNG. */
    private static byte[] with(byte[] png, byte[] chunk) {
        return concat(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aPngIsTurnedAsAJpegIs(int orientation) {
        RgbImage image = photograph(24, 16);
        byte[] tiff = tiff(orientation);
        byte[] png = with(ImageEncoder.png(image), chunk("eXIf", tiff));
        byte[] exif = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
        byte[] jpeg = jpeg(image, opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 100);
        byte[] app1 =
                ByteBuffer.allocate(10 + tiff.length)
                        .putShort((short) 0xffe1)
                        .putShort((short) (8 + tiff.length))
                        .put(exif)
                        .put(tiff)
                        .array();
        RgbImage expected =
                decoder.decode(
                        concat(
                                Arrays.copyOf(jpeg, 2),
                                app1,
                                Arrays.copyOfRange(jpeg, 2, jpeg.length)),
                        "jpeg");
        RgbImage turned = decoder.decode(png, "png");
        assertThat(turned.width()).isEqualTo(expected.width());
        assertThat(difference(turned, expected)).isLessThan(6);
    }

    @Test
    void aPngWithAWrongChecksumIsDamagedAndForeignPartsAreDropped() {
        RgbImage image = photograph(24, 16);
        byte[] png = ImageEncoder.png(image);
        byte[] text = chunk("iCCP", new byte[] {1, 2, 3}); // libpng would write about this one
        assertThat(decoder.decode(with(png, text), "png").data()).isEqualTo(image.data());
        text[9] ^= 1;
        assertDamaged(with(png, text), "checksum of a text");
        assertThatThrownBy(() -> decoder.decode(with(png, chunk("JUNK", text)), "x.png"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("does not know");
    }

    /** 100 megapixels of 8 bytes took 3 GB and 15 s. */
    @Test
    void whatAPixelTakesWhileItIsDecodedCounts() {
        byte[] header = ByteBuffer.allocate(13).putInt(10_000).putInt(10_000).array();
        header[8] = 16;
        header[9] = 6; // RGB and alpha
        byte[] png =
                concat(
                        Arrays.copyOf(ImageEncoder.png(RgbImage.black(1, 1)), 8),
                        chunk("IHDR", header),
                        chunk("IDAT", new byte[50]),
                        chunk("IEND", new byte[0]));
        assertThatThrownBy(() -> decoder.decode(png, "x.png"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("10000x10000 pixels of 8 bytes");
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
