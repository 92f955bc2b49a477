package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;

class ImageDecoderTest {
    private final ImageDecoder decoder = ImageDecoder.defaults();
    @TempDir Path folder;

    /** Left half pure red, right half pure blue: shows channel order and mirroring. */
    private static RgbImage redBlue(int width, int height) {
        byte[] data = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            data[3 * i + (i % width < width / 2 ? 0 : 2)] = (byte) 255;
        }
        return new RgbImage(width, height, data);
    }

    private static void assertPixel(RgbImage image, int x, int y, int... rgb) {
        for (int c = 0; c < 3; c++) {
            assertThat(image.get(x, y, c))
                    .as("channel %d at %d,%d", c, x, y)
                    .isBetween(rgb[c] - 4, rgb[c] + 4);
        }
    }

    private static byte[] imageIo(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    private static byte[] insert(byte[] all, int at, byte[] piece) {
        byte[] out = Arrays.copyOf(all, all.length + piece.length);
        System.arraycopy(piece, 0, out, at, piece.length);
        System.arraycopy(all, at, out, at + piece.length, all.length - at);
        return out;
    }

    /** An APP1 segment with only the orientation. */
    private static byte[] exif(int orientation) {
        return new byte[] {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
    }

    @Test
    void pngRoundTripIsExactAndInRgbOrder() {
        RgbImage image = redBlue(7, 5);
        RgbImage back = decoder.decode(ImageEncoder.png(image), "test");
        assertThat(back.width()).isEqualTo(7);
        assertThat(back.height()).isEqualTo(5);
        assertThat(back.data()).isEqualTo(image.data());
        assertPixel(back, 0, 0, 255, 0, 0);
    }

    @Test
    void jpegKeepsColours() {
        RgbImage back = decoder.decode(ImageEncoder.jpeg(redBlue(64, 32), 95), "test");
        assertPixel(back, 5, 16, 254, 0, 0);
        assertPixel(back, 60, 16, 0, 0, 254);
    }

    @Test
    void readsWhatImageIoWrites() throws IOException {
        BufferedImage image = redBlue(32, 16).toBufferedImage();
        for (String format : new String[] {"png", "bmp", "jpg"}) {
            RgbImage back = decoder.decode(imageIo(image, format), format);
            assertPixel(back, 2, 2, 254, 0, 0);
            assertPixel(back, 29, 13, 0, 0, 254);
        }
    }

    @ParameterizedTest
    @CsvSource({"png,0", "png,128", "bmp,77", "jpg,200"})
    void greyKeepsItsValue(String format, int value) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = image.getRaster();
        for (int i = 0; i < 256; i++) {
            raster.setSample(i % 16, i / 16, 0, value);
        }
        RgbImage back = decoder.decode(imageIo(image, format), format);
        assertThat(back.data()).hasSize(3 * 256).containsOnly((byte) value);
    }

    @Test
    void sixteenBitsAreRoundedToEight() throws IOException {
        BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
        int[] values = {0, 257 * 100, 257 * 100 + 200, 65535};
        for (int x = 0; x < 4; x++) {
            image.getRaster().setSample(x, 0, 0, values[x]);
        }
        RgbImage back = decoder.decode(imageIo(image, "png"), "16 bit");
        assertThat(new int[] {back.get(0, 0, 0), back.get(1, 0, 1), back.get(2, 0, 2)})
                .containsExactly(0, 100, 101);
        assertThat(back.get(3, 0, 0)).isEqualTo(255);
    }

    @Test
    void transparentPicturesAreDrawnOnWhite() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xffff0000);
        image.setRGB(1, 0, 0x80ff0000);
        image.setRGB(2, 0, 0x00ff0000);
        RgbImage back = decoder.decode(imageIo(image, "png"), "alpha");
        assertThat(back.data()).containsExactly(255, 0, 0, 255, 127, 127, 255, 255, 255);
    }

    @Test
    void paletteWithTransparencyIsRead() throws IOException {
        BufferedImage argb = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED);
        argb.setRGB(0, 0, 0xff0000ff);
        RgbImage back = decoder.decode(imageIo(argb, "png"), "palette");
        assertPixel(back, 0, 0, 0, 0, 255);
    }

    @Test
    void unusedFourthByteOfABitmapIsNotTransparency() {
        java.nio.ByteBuffer bmp =
                java.nio.ByteBuffer.allocate(62).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B').put((byte) 'M').putInt(62).putInt(0).putInt(54);
        bmp.putInt(40).putInt(2).putInt(1).putShort((short) 1).putShort((short) 32).putInt(0);
        bmp.position(54).putInt(0x00ff0000).putInt(0x000000ff); // red, blue as xRGB
        assertThat(decoder.decode(bmp.array(), "bmp").data()).containsExactly(255, 0, 0, 0, 0, 255);
    }

    /** Position of the stored top left corner (red, left half) for each EXIF orientation. */
    @ParameterizedTest
    @CsvSource({
        "1,64,32,L",
        "2,64,32,R",
        "3,64,32,R",
        "4,64,32,L",
        "5,32,64,T",
        "6,32,64,T",
        "7,32,64,B",
        "8,32,64,B"
    })
    void exifOrientationIsApplied(int orientation, int width, int height, String redSide) {
        byte[] jpeg = insert(ImageEncoder.jpeg(redBlue(64, 32), 95), 2, exif(orientation));
        RgbImage back = decoder.decode(jpeg, "exif");
        assertThat(back.width()).isEqualTo(width);
        assertThat(back.height()).isEqualTo(height);
        int x = redSide.equals("R") ? width - 3 : 3;
        int y = redSide.equals("B") ? height - 3 : 3;
        assertPixel(back, x, y, 254, 0, 0);
        assertPixel(back, width - 1 - x, height - 1 - y, 0, 0, 254);
    }

    private static byte[] cmykJpeg(int c, int m, int y, int k) throws IOException {
        WritableRaster raster =
                Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
        for (int i = 0; i < 256; i++) {
            raster.setPixel(i % 16, i / 16, new int[] {c, m, y, k});
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(new IIOImage(raster, null, null));
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    @Test
    void plainCmykIsConverted() throws IOException {
        RgbImage back = decoder.decode(cmykJpeg(0, 255, 255, 0), "cmyk"); // red ink
        assertPixel(back, 8, 8, 255, 0, 0);
        assertPixel(decoder.decode(cmykJpeg(0, 0, 0, 255), "cmyk"), 8, 8, 0, 0, 0);
    }

    @Test
    void adobeCmykIsInverted() throws IOException {
        byte[] adobe = {
            (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
        };
        byte[] jpeg = insert(cmykJpeg(255, 0, 0, 255), 2, adobe); // red ink, inverted
        assertPixel(decoder.decode(jpeg, "adobe"), 8, 8, 255, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp"})
    void truncatedFilesAreRefused(String format) throws IOException {
        byte[] whole = imageIo(redBlue(64, 64).toBufferedImage(), format);
        for (int keep : new int[] {whole.length / 4, whole.length / 2, whole.length - 20}) {
            Path file = folder.resolve("cut-" + keep + "." + format);
            Files.write(file, Arrays.copyOf(whole, keep));
            assertThatThrownBy(() -> decoder.decode(file))
                    .isInstanceOf(LgscException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void everyPrefixOfAFileFailsInOneWay() {
        byte[] jpeg = ImageEncoder.jpeg(redBlue(16, 16), 80);
        byte[] png = ImageEncoder.png(redBlue(16, 16));
        for (byte[] whole : new byte[][] {jpeg, png}) {
            for (int keep = 0; keep < whole.length - 4; keep++) {
                byte[] cut = Arrays.copyOf(whole, keep);
                assertThatThrownBy(() -> decoder.decode(cut, "cut"))
                        .as("%d bytes", keep)
                        .isInstanceOf(LgscException.class);
            }
        }
    }

    @Test
    void damagedPixelsAreRefused() {
        byte[] png = ImageEncoder.png(redBlue(64, 64));
        for (int i = 45; i < png.length - 16; i++) {
            png[i] = 0x55;
        }
        assertThatThrownBy(() -> decoder.decode(png, "damaged.png"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("damaged.png");
    }

    @Test
    void missingEmptyAndForeignFilesAreNamed() throws IOException {
        Path missing = folder.resolve("missing.jpg");
        assertThatThrownBy(() -> decoder.decode(missing))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("There is no file " + missing);
        Path empty = Files.createFile(folder.resolve("empty.jpg"));
        assertThatThrownBy(() -> decoder.decode(empty))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(empty + ": the file is empty");
        Path text = Files.writeString(folder.resolve("text.jpg"), "not a picture at all, but text");
        assertThatThrownBy(() -> decoder.decode(text))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(text + ": it is not a JPEG, PNG, WebP or BMP");
        assertThatThrownBy(() -> decoder.decode(folder))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("folder");
    }

    @Test
    void limitsHoldBeforeDecoding() throws IOException {
        ImageDecoder small = new ImageDecoder(10_000, 100);
        assertThatThrownBy(() -> small.decode(ImageEncoder.png(redBlue(11, 10)), "big.png"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("big.png")
                .hasMessageContaining("11x10");
        assertThat(small.decode(ImageEncoder.png(redBlue(10, 10)), "fits").width()).isEqualTo(10);

        Path heavy = Files.write(folder.resolve("heavy.png"), new byte[10_001]);
        assertThatThrownBy(() -> small.decode(heavy))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("10001 bytes");

        byte[] bomb = ImageEncoder.png(redBlue(8, 8)); // decompression bomb
        Arrays.fill(bomb, 17, 20, (byte) 0xff); // claims a width of 16 million pixels
        Arrays.fill(bomb, 21, 24, (byte) 0xff);
        assertThatThrownBy(() -> decoder.decode(bomb, "bomb.png"))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("limit");
    }

    @Test
    void checkFindsSmallAndTruncatedFilesWithoutDecoding() throws IOException {
        Path dot = folder.resolve("dot.png");
        ImageEncoder.writePng(RgbImage.black(1, 1), dot);
        assertThatThrownBy(() -> decoder.check(dot, 2))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("1x1");
        decoder.check(dot, 1);
        Path cut = folder.resolve("cut.jpg");
        byte[] jpeg = ImageEncoder.jpeg(redBlue(32, 32), 90);
        Files.write(cut, Arrays.copyOf(jpeg, jpeg.length - 10));
        assertThatThrownBy(() -> decoder.check(cut, 2))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("truncated");
    }

    @Test
    void writingWhereNoFolderCanBeIsExplained() throws IOException {
        Path file = Files.createFile(folder.resolve("text")).resolve("picture.png");
        assertThatThrownBy(() -> ImageEncoder.writePng(RgbImage.black(2, 2), file))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> ImageEncoder.jpeg(RgbImage.black(2, 2), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStreamThatFailsWithoutAMessageIsExplained() {
        InputStream failing =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new EOFException();
                    }
                };
        assertThatThrownBy(() -> ImageDecoder.defaults().read(failing, "upload 3"))
                .isInstanceOf(LgscException.class)
                .hasMessage("Cannot read upload 3: it ends too early.");
    }
}
