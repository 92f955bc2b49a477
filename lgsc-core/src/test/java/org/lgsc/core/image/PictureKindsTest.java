package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lgsc.core.image.EncodedPictures.assertDamaged;
import static org.lgsc.core.image.EncodedPictures.concat;
import static org.lgsc.core.image.EncodedPictures.encoded;
import static org.lgsc.core.image.EncodedPictures.jpeg;
import static org.lgsc.core.image.EncodedPictures.photograph;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;

/** Kinds of pictures other than plain JPEGs: which are read, and within which limits. */
class PictureKindsTest {
    private final ImageDecoder decoder = ImageDecoder.defaults();

    @Test
    void lossyWebpIsReadWithinTheSameLimits() {
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
                .hasMessageContaining("animated");
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
    void unsupportedKindsAreNamed() {
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
        assertThat(decoded(decoder, png).data()).isEqualTo(image.data());
        ImageDecoder small = new ImageDecoder(png.length - 1, 1000);
        assertThatThrownBy(() -> decoded(small, png))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("limit");
    }

    @Test
    void aFailureWithoutWordsIsNamed() {
        InputStream closed =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new ClosedChannelException(); // its message is null
                    }
                };
        assertThatThrownBy(() -> decoder.read(closed, "the picture"))
                .isInstanceOf(LgscException.class)
                .hasMessage("Cannot read the picture: it is closed.");
    }

    private static RgbImage decoded(ImageDecoder by, byte[] png) {
        return by.decode(by.read(new ByteArrayInputStream(png), "stream"), "stream");
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

    /** Adds a chunk after the header of a PNG. */
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
    void bytesPerPixelDuringDecodingCount() {
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
}
