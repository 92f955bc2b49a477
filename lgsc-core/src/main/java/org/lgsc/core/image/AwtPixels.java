package org.lgsc.core.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;

/**
 * Pixels of AWT's pictures, with the same values as those of the files that they were read from.
 */
final class AwtPixels {
    /** Most pixels whose three bytes each fit into an array. */
    private static final long MOST = 700_000_000L;

    private AwtPixels() {}

    /**
     * Returns a copy on a white background.
     *
     * @throws LgscException when it has more than 700 million pixels
     */
    static RgbImage of(BufferedImage image) {
        int w = image.getWidth();
        int h = image.getHeight();
        if ((long) w * h > MOST) {
            throw LgscException.ofInput(
                    "A picture of %dx%d pixels is too large; scale it down.", w, h);
        }
        byte[] out = new byte[3 * w * h];
        if (image.getType() == BufferedImage.TYPE_CUSTOM && isPlain(image.getColorModel())) {
            plain(image, out);
        } else {
            converted(image, out);
        }
        return new RgbImage(w, h, out);
    }

    /**
     * Whether AWT would change the values: it takes grey of other than its own types for linear
     * light, and so ink without a profile. ImageIO reads grey pictures with transparency, and CMYK,
     * into such types.
     */
    private static boolean isPlain(ColorModel model) {
        ColorSpace space = model.getColorSpace();
        return space == ColorSpace.getInstance(ColorSpace.CS_GRAY)
                || space.getType() == ColorSpace.TYPE_CMYK && !(space instanceof ICC_ColorSpace);
    }

    private static void plain(BufferedImage image, byte[] out) {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        boolean grey = model.getNumColorComponents() == 1;
        Object element = null;
        float @Nullable [] values = null;
        int o = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                element = raster.getDataElements(x, y, element);
                values = model.getNormalizedComponents(element, values, 0);
                float paper = grey ? 1 : 1 - values[3];
                float alpha = model.hasAlpha() ? values[values.length - 1] : 1;
                for (int c = 0; c < 3; c++) {
                    float v = grey ? values[0] : (1 - values[c]) * paper;
                    out[o++] = (byte) Math.round(255 * (v * alpha + 1 - alpha));
                }
            }
        }
    }

    private static void converted(BufferedImage image, byte[] out) {
        int w = image.getWidth();
        int h = image.getHeight();
        BufferedImage rgb = image;
        if (image.getType() != BufferedImage.TYPE_INT_RGB) {
            rgb = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = rgb.createGraphics();
            g.drawImage(image, 0, 0, Color.WHITE, null);
            g.dispose();
        }
        int[] row = new int[w];
        int o = 0;
        for (int y = 0; y < h; y++) {
            rgb.getRGB(0, y, w, 1, row, 0, w);
            for (int pixel : row) {
                out[o++] = (byte) (pixel >> 16);
                out[o++] = (byte) (pixel >> 8);
                out[o++] = (byte) pixel;
            }
        }
    }
}
