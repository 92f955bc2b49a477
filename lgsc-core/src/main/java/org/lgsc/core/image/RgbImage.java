package org.lgsc.core.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Objects;
import org.bytedeco.opencv.opencv_core.Mat;
import org.lgsc.core.internal.RootFormat;

/**
 * An 8-bit RGB picture: interleaved bytes R, G, B, row by row from the top left. The common type of
 * pictures between files, cameras, simulators and the network. It is on the Java heap, so nothing
 * has to be closed. Treat instances as immutable once they are shared: {@link #data()} is not
 * copied.
 */
public final class RgbImage {
    private final int width;
    private final int height;
    private final byte[] data;

    /**
     * @param width pixels, at least 1
     * @param height pixels, at least 1
     * @param data interleaved RGB, {@code 3 * width * height} bytes, not copied
     */
    public RgbImage(int width, int height, byte[] data) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException(
                    RootFormat.of("image size must be at least 1x1, was %sx%s", width, height));
        }
        if (Objects.requireNonNull(data, "data").length != 3L * width * height) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "a %sx%s image needs %s bytes, got %s",
                            width, height, 3L * width * height, data.length));
        }
        this.width = width;
        this.height = height;
        this.data = data;
    }

    /** A black picture of the given size. */
    public static RgbImage black(int width, int height) {
        return new RgbImage(
                width, height, new byte[Math.multiplyExact(3, Math.multiplyExact(width, height))]);
    }

    /** Width in pixels. */
    public int width() {
        return width;
    }

    /** Height in pixels. */
    public int height() {
        return height;
    }

    /** The interleaved RGB bytes, not a copy; mask them with 0xff. */
    public byte[] data() {
        return data;
    }

    /**
     * Returns one value.
     *
     * @param channel 0 red, 1 green, 2 blue
     * @return 0 to 255
     */
    public int get(int x, int y, int channel) {
        return data[3 * (y * width + x) + channel] & 0xff;
    }

    /**
     * Returns a copy of a rectangle.
     *
     * @throws IllegalArgumentException when the rectangle is empty or not inside the picture
     */
    public RgbImage crop(int x, int y, int cropWidth, int cropHeight) {
        if (x < 0
                || y < 0
                || cropWidth < 1
                || cropHeight < 1
                || x + cropWidth > width
                || y + cropHeight > height) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "crop %sx%s at %s,%s leaves the %sx%s image",
                            cropWidth, cropHeight, x, y, width, height));
        }
        byte[] out = new byte[3 * cropWidth * cropHeight];
        for (int row = 0; row < cropHeight; row++) {
            System.arraycopy(
                    data, 3 * ((y + row) * width + x), out, 3 * row * cropWidth, 3 * cropWidth);
        }
        return new RgbImage(cropWidth, cropHeight, out);
    }

    /** Returns a copy as an AWT picture of type {@link BufferedImage#TYPE_3BYTE_BGR}. */
    public BufferedImage toBufferedImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < data.length; i += 3) {
            bgr[i] = data[i + 2];
            bgr[i + 1] = data[i + 1];
            bgr[i + 2] = data[i];
        }
        return image;
    }

    /**
     * Returns a copy as an 8-bit, 3-channel matrix in OpenCV's channel order B, G, R.
     *
     * @return matrix, which the caller closes
     */
    public Mat toBgrMat() {
        return MatConverter.toBgrMat(this);
    }

    /**
     * Returns a copy of an 8-bit matrix in OpenCV's channel order B, G, R.
     *
     * @param bgr matrix of type {@code CV_8UC3}, whose rows may be padded; not closed here
     * @throws IllegalArgumentException for any other type or an empty matrix
     */
    public static RgbImage ofBgr(Mat bgr) {
        return MatConverter.fromBgrMat(bgr);
    }

    /**
     * Returns a copy of an AWT picture of any type; transparent pictures are drawn on white. Grey
     * keeps its values, as if its file was decoded by {@link ImageDecoder}; colours with a profile
     * are converted to sRGB by AWT.
     *
     * @throws org.lgsc.core.LgscException when it has more than 700 million pixels
     */
    public static RgbImage of(BufferedImage image) {
        return AwtPixels.of(image);
    }
}
