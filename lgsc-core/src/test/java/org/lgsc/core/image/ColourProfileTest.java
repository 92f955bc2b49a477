package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lgsc.core.image.EncodedPictures.concat;
import static org.lgsc.core.image.EncodedPictures.encoded;
import static org.lgsc.core.image.EncodedPictures.jpeg;
import static org.lgsc.core.image.EncodedPictures.photograph;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.junit.jupiter.api.Test;
import org.lgsc.core.internal.colour.ColourProfile;

/** Pictures whose colours are not sRGB, against the conversion by AWT. */
class ColourProfileTest {
    private static final RgbImage PICTURE = photograph(64, 48);

    private final ImageDecoder decoder = ImageDecoder.defaults();

    @Test
    void coloursOfOtherProfilesBecomeSrgb() throws Exception {
        for (byte[] icc :
                List.of(
                        IccProfiles.displayP3(),
                        IccProfiles.displayP3ByTable(),
                        IccProfiles.adobeRgb())) {
            RgbImage expected = byAwt(PICTURE, icc);
            assertThat(largest(expected, PICTURE)).isGreaterThan(15);
            RgbImage png = decoder.decode(png(icc), "x.png");
            assertThat(largest(png, expected)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void jpegAndWebpAreConvertedLikePng() {
        byte[] icc = IccProfiles.displayP3();
        byte[] plain = jpeg(PICTURE, opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 100);
        RgbImage expected = byAwt(decoder.decode(plain, "x.jpg"), icc);
        RgbImage inJpeg = decoder.decode(jpegWith(plain, icc), "x.jpg");
        assertThat(largest(inJpeg, expected)).isLessThanOrEqualTo(1);

        byte[] webp = encoded(".webp", PICTURE, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 95);
        byte[] chunk =
                ByteBuffer.allocate(8 + icc.length + icc.length % 2)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(ascii("ICCP"))
                        .putInt(icc.length)
                        .put(icc)
                        .array();
        byte[] tagged =
                concat(Arrays.copyOf(webp, 12), chunk, Arrays.copyOfRange(webp, 12, webp.length));
        ByteBuffer.wrap(tagged).order(ByteOrder.LITTLE_ENDIAN).putInt(4, tagged.length - 8);
        RgbImage ofWebp = byAwt(decoder.decode(webp, "x.webp"), icc);
        assertThat(largest(decoder.decode(tagged, "x.webp"), ofWebp)).isLessThanOrEqualTo(1);
    }

    /** A check decodes large pictures at a fraction of their size. */
    @Test
    void reducedPicturesAreConvertedToo() {
        byte[] plain = jpeg(photograph(640, 480), opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 95);
        byte[] icc = IccProfiles.displayP3();
        RgbImage expected = byAwt(decoder.open(plain, "x").decodeAtLeast(200).image(), icc);
        RgbImage found = decoder.open(jpegWith(plain, icc), "x").decodeAtLeast(200).image();
        assertThat(found.width()).isEqualTo(320);
        assertThat(largest(found, expected)).isLessThanOrEqualTo(1);
    }

    @Test
    void profilesOfSrgbChangeNothing() throws Exception {
        byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        assertThat(decoder.decode(png(icc), "x.png").data()).isEqualTo(PICTURE.data());
    }

    /** Of other kinds, truncated or with wrong bytes: the colours are taken as they are. */
    @Test
    void damagedProfilesAreIgnored() throws Exception {
        byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        assertThat(decoder.decode(png(grey), "x.png").data()).isEqualTo(PICTURE.data());
        byte[] icc = IccProfiles.displayP3();
        for (int keep = 0; keep < icc.length - 32; keep += 3) {
            assertThat(ColourProfile.of(Arrays.copyOf(icc, keep))).isEmpty();
        }
        for (int at = 128; at < icc.length; at++) {
            byte[] wrong = icc.clone();
            wrong[at] = (byte) ~wrong[at];
            ColourProfile.of(wrong); // either; never an exception
        }
        byte[] jpeg = jpeg(PICTURE);
        byte[] part = jpegWith(jpeg, icc);
        part[2 + 17]++; // of three parts, one of which is missing
        assertThat(largest(decoder.decode(part, "x.jpg"), decoder.decode(jpeg, "x.jpg"))).isZero();
    }

    private static RgbImage byAwt(RgbImage image, byte[] icc) {
        ICC_ColorSpace space = new ICC_ColorSpace(ICC_Profile.getInstance(icc));
        byte[] out = image.data().clone();
        for (int i = 0; i < out.length; i += 3) {
            float[] encoded = new float[3];
            for (int c = 0; c < 3; c++) {
                encoded[c] = (out[i + c] & 0xff) / 255f;
            }
            float[] srgb = space.toRGB(encoded);
            for (int c = 0; c < 3; c++) {
                out[i + c] = (byte) Math.round(255 * srgb[c]);
            }
        }
        return new RgbImage(image.width(), image.height(), out);
    }

    private static int largest(RgbImage a, RgbImage b) {
        int most = 0;
        for (int i = 0; i < a.data().length; i++) {
            most = Math.max(most, Math.abs((a.data()[i] & 0xff) - (b.data()[i] & 0xff)));
        }
        return most;
    }

    private static byte[] png(byte[] icc) throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(ascii("a name\0\0"));
        try (DeflaterOutputStream packed = new DeflaterOutputStream(content)) {
            packed.write(icc);
        }
        byte[] name = ascii("iCCP");
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content.toByteArray());
        byte[] chunk =
                ByteBuffer.allocate(12 + content.size())
                        .putInt(content.size())
                        .put(name)
                        .put(content.toByteArray())
                        .putInt((int) crc.getValue())
                        .array();
        byte[] png = ImageEncoder.png(PICTURE);
        return concat(Arrays.copyOf(png, 33), chunk, Arrays.copyOfRange(png, 33, png.length));
    }

    /** With the profile in two parts, the second one first. */
    private static byte[] jpegWith(byte[] jpeg, byte[] icc) {
        int half = icc.length / 2;
        return concat(
                Arrays.copyOf(jpeg, 2),
                part(2, Arrays.copyOfRange(icc, half, icc.length)),
                part(1, Arrays.copyOf(icc, half)),
                Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] part(int number, byte[] content) {
        return ByteBuffer.allocate(18 + content.length)
                .putShort((short) 0xffe2)
                .putShort((short) (16 + content.length))
                .put(ascii("ICC_PROFILE\0"))
                .put((byte) number)
                .put((byte) 2)
                .put(content)
                .array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
