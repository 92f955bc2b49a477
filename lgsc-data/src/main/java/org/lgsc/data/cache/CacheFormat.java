package org.lgsc.data.cache;

import org.lgsc.core.image.ImageEncoder;
import org.lgsc.core.image.RgbImage;

/** How the pictures of a cache are stored. */
public enum CacheFormat {
    /** Lossless: fine traces of print and screen stay as recorded by the camera. */
    PNG("png"),
    /** JPEG of quality 95: a fifth of the size, read faster, but it adds traces of its own. */
    JPEG("jpg"),
    /** Not compressed: the fastest to read, the largest. */
    BMP("bmp");

    private static final int QUALITY = 95;

    private final String ending;

    CacheFormat(String ending) {
        this.ending = ending;
    }

    /** The extension of the files, without the dot. */
    String ending() {
        return ending;
    }

    /** Returns the bytes of a file. */
    public byte[] encode(RgbImage image) {
        return switch (this) {
            case PNG -> ImageEncoder.png(image);
            case JPEG -> ImageEncoder.jpeg(image, QUALITY);
            case BMP -> ImageEncoder.bmp(image);
        };
    }
}
