package org.lgsc.data.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.lgsc.core.image.EncodedPicture;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.RgbImage;

/** The source of a sample's picture: a file, a frame, memory or a drawing. */
@FunctionalInterface
public interface ImageSource {
    /** Returns the source of a picture file, which is decoded at each call. */
    static ImageSource of(Path file, ImageDecoder decoder) {
        return new FileSource(file, decoder);
    }

    /**
     * Returns the source of several frames of one presentation. Each time training asks for the
     * picture it gets a random frame, so that an epoch has one frame per video and the next epoch
     * another; otherwise it is the frame in the middle. A frame that cannot be read is replaced by
     * the next readable one. Check the files first where a damaged one must not go unnoticed.
     *
     * @param frames in order, at least one
     */
    static ImageSource ofFrames(List<ImageSource> frames) {
        return new FrameSource(frames);
    }

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
