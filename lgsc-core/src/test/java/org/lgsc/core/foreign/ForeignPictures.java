package org.lgsc.core.foreign;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.lgsc.core.image.RgbImage;

/** The fixtures' folder, and the pictures that the script draws by the same integers. */
final class ForeignPictures {
    private ForeignPictures() {}

    static Path folder() {
        try {
            return Path.of(ForeignPictures.class.getResource("/foreign/expected.csv").toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static RgbImage of(String name) {
        return name.equals("wide") ? draw(400, 300) : draw(150, 200);
    }

    private static RgbImage draw(int width, int height) {
        RgbImage image = RgbImage.black(width, height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int wave = (x * (c + 2) + y * (5 - c)) % 320;
                    long noise = (x * 73856093L ^ y * 19349663L ^ c * 83492791L) % 61;
                    long value = (wave < 160 ? wave : 319 - wave) + noise;
                    image.data()[3 * (y * width + x) + c] = (byte) value;
                }
            }
        }
        return image;
    }
}
