package org.lgsc.data.dataset;

import java.util.random.RandomGenerator;
import org.lgsc.core.image.RgbImage;

/** Where the picture of a sample comes from: a file, a frame, memory or a drawing. */
@FunctionalInterface
public interface ImageSource {
    /**
     * Reads the picture; every call gives the same one. Safe to call from several threads.
     *
     * @throws org.lgsc.core.LgscException when it cannot be read, naming the file
     */
    RgbImage load();

    /**
     * Reads a picture for training: one of several that show the same presentation, as frames of a
     * video do, chosen by the generator alone; the only one by default.
     *
     * @throws org.lgsc.core.LgscException when it cannot be read, naming the file
     */
    default RgbImage load(RandomGenerator random) {
        return load();
    }
}
