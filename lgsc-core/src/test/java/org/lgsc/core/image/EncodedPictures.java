package org.lgsc.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.lgsc.core.LgscException;

/** Encoded pictures, and a check that a damaged one is refused. */
final class EncodedPictures {
    private EncodedPictures() {}

    /** Large blobs with some noise: compresses like a photograph. */
    static RgbImage photograph(int width, int height) {
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
    static byte[] jpeg(RgbImage image, int... options) {
        return encoded(".jpg", image, options);
    }

    static byte[] encoded(String type, RgbImage image, int... options) {
        try (Mat mat = MatConverter.toBgrMat(image);
                BytePointer out = new BytePointer();
                IntPointer parameters = new IntPointer(options)) {
            assertThat(opencv_imgcodecs.imencode(type, mat, out, parameters)).isTrue();
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            return bytes;
        }
    }

    static void assertDamaged(byte[] picture, String what) {
        assertThatThrownBy(() -> ImageDecoder.defaults().decode(picture, "x.jpg"))
                .as(what)
                .isInstanceOf(LgscException.class)
                .hasMessageStartingWith("Cannot read x.jpg: ")
                .hasMessageEndingWith("copy it again or remove it.");
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
