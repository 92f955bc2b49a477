package org.lgsc.data.dataset;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.RgbImage;

/** The source of a sample's picture: a file, a frame, memory or a drawing. */
@FunctionalInterface
public interface ImageSource {
    /**
     * Reads the picture; every call returns the same one. Safe to call from several threads.
     *
     * @throws org.lgsc.core.LgscException when it cannot be read, naming the file
     */
    RgbImage load();

    /**
     * Returns the picture as it is stored, for callers that do not need all of its pixels; empty
     * where only pixels exist.
     *
     * @throws org.lgsc.core.LgscException when it cannot be read, naming the file
     */
    default Optional<EncodedPicture> encoded() {
        return Optional.empty();
    }

    /**
     * Returns a digest of what the picture is made from, to tell two sources of one picture from
     * two pictures of one name: the SHA-256 of its file, read once.
     *
     * @return "" without a file, as for a drawing, which the sample's id identifies
     */
    default String content() {
        return "";
    }

    /**
     * Reads a picture for training: one of several of the same presentation, such as the frames of
     * a video, chosen only by the random generator. By default there is only one.
     *
     * @throws org.lgsc.core.LgscException when it cannot be read, naming the file
     */
    default RgbImage load(RandomGenerator random) {
        return load();
    }
}
