package org.lgsc.data.dataset;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.lgsc.core.image.EncodedPicture;
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
     * The picture as it is stored, for those who need not all of its pixels; empty where there are
     * pixels only.
     *
     * @throws org.lgsc.core.LgscException when it cannot be read, naming the file
     */
    default Optional<EncodedPicture> encoded() {
        return Optional.empty();
    }

    /**
     * What the picture is made from, so that two sources of one picture are told from two pictures
     * of one name: the SHA-256 of its file. Read once.
     *
     * @return "" when there is no such file, as for a drawing: then the sample's id says it all
     */
    default String content() {
        return "";
    }

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
