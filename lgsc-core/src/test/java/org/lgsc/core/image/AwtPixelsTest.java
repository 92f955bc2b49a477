package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lgsc.core.LgscException;

/** AWT's pictures of kinds whose values its own conversion changes. */
class AwtPixelsTest {
    /** As ImageIO reads a grey PNG with transparency; AWT brightened it by 60 of 255 levels. */
    @ParameterizedTest
    @ValueSource(ints = {DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT})
    void greyWithTransparencyKeepsTheValuesOfItsFile(int type) throws IOException {
        BufferedImage image = grey(type, 20, 10);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, "png", out)).isTrue();
        byte[] png = out.toByteArray();
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_CUSTOM);
        RgbImage byFile = ImageDecoder.defaults().decode(png, "grey.png");
        RgbImage byAwt = RgbImage.of(read);
        assertThat(byAwt.get(10, 3, 0)).isEqualTo(130); // opaque
        for (int i = 0; i < byFile.data().length; i++) {
            assertThat(byAwt.data()[i] & 0xff)
                    .isBetween((byFile.data()[i] & 0xff) - 1, (byFile.data()[i] & 0xff) + 1);
        }
    }

    /** A horizontal ramp, whose lowest row is half transparent. */
    private static BufferedImage grey(int type, int width, int height) {
        ComponentColorModel model =
                new ComponentColorModel(
                        ColorSpace.getInstance(ColorSpace.CS_GRAY),
                        true,
                        false,
                        Transparency.TRANSLUCENT,
                        type);
        WritableRaster raster = model.createCompatibleWritableRaster(width, height);
        int unit = type == DataBuffer.TYPE_BYTE ? 1 : 257;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                raster.setSample(x, y, 0, 13 * x * unit);
                raster.setSample(x, y, 1, (y == height - 1 ? 128 : 255) * unit);
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    /** ImageIO reads CMYK without a profile into a colour space of its own. */
    @Test
    void inkWithoutProfileIsConvertedAsThatOfFiles() {
        ComponentColorModel model =
                new ComponentColorModel(
                        new Ink(), false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(2, 1);
        raster.setPixel(0, 0, new int[] {0, 51, 255, 0});
        raster.setPixel(1, 0, new int[] {0, 51, 255, 102});
        RgbImage image = RgbImage.of(new BufferedImage(model, raster, false, null));
        assertThat(image.data()).containsExactly(255, 204, 0, 153, 122, 0);
    }

    private static final class Ink extends ColorSpace {
        private static final long serialVersionUID = 1L;

        Ink() {
            super(TYPE_CMYK, 4);
        }

        @Override
        public float[] toRGB(float[] ink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] fromRGB(float[] rgb) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] toCIEXYZ(float[] ink) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] fromCIEXYZ(float[] xyz) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aPictureBeyondAnArrayIsRefused() {
        BufferedImage bits = new BufferedImage(26_500, 26_500, BufferedImage.TYPE_BYTE_BINARY);
        assertThatThrownBy(() -> RgbImage.of(bits))
                .isInstanceOf(LgscException.class)
                .hasMessageContaining("26500x26500");
    }
}
