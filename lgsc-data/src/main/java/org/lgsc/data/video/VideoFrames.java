package org.lgsc.data.video;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;

/**
 * Decodes frames of a video in one pass, makes their pixels square and rotates them upright as the
 * file states. Every frame up to the last selected one is decoded, because frames depend on
 * previous ones; only selected ones are converted to RGB. A frame that cannot be decoded, that the
 * decoder reports as damaged, or that depends on such a frame is missing; the later ones keep their
 * numbers.
 *
 * <p>Safe to use from several threads for different videos; each video is decoded in its caller's
 * thread. FFmpeg's own messages are switched off for the whole process.
 */
public final class VideoFrames {
    private final Path file;
    private final FrameSelection selection;
    private final int start;
    private final int turn;

    /**
     * @param file the video
     * @param selection the frames to decode
     * @param start frames before this one are known to be damaged
     * @param turn degrees clockwise, a multiple of 90, where the file itself does not state it
     */
    public VideoFrames(Path file, FrameSelection selection, int start, int turn) {
        this.file = file;
        this.selection = selection;
        this.start = start;
        this.turn = turn;
    }

    /** Receives a decoded frame. */
    @FunctionalInterface
    public interface Consumer {
        /**
         * @param frame number from 0
         * @param image picture of the frame, upright
         */
        void accept(int frame, RgbImage image);
    }

    /**
     * Factors that make the pixels of a video square: PAL, NTSC and anamorphic files store pixels
     * that a player shows wider or higher. One factor is 1, so that nothing is lost.
     *
     * @param x width of the picture in units of the stored width, at least 1
     * @param y height of the picture in units of the stored height, at least 1
     */
    public record Stretch(double x, double y) {
        static final Stretch NONE = new Stretch(1, 1);

        /** Beyond this, a ratio and its inverse are damage. */
        private static final double MOST = 4;

        /**
         * Below this, a ratio comes from a rounded size in a header (136:135), and is not visible.
         */
        private static final double LEAST = 1.02;

        /**
         * Returns the factors of a sample aspect ratio; {@link #NONE} for one that is unknown (0),
         * implausible or almost 1.
         *
         * @param ratio width of a pixel in units of its height
         */
        static Stretch of(double ratio) {
            double factor = Math.max(ratio, 1 / ratio);
            if (!(factor >= LEAST && factor <= MOST)) {
                return NONE;
            }
            return ratio > 1 ? new Stretch(factor, 1) : new Stretch(1, factor);
        }

        Stretch swapped() {
            return new Stretch(y, x);
        }
    }

    /** Receives a decoded frame and how much its stored pixels were enlarged. */
    @FunctionalInterface
    public interface StretchedConsumer {
        /**
         * @param frame number from 0
         * @param image picture of the frame, upright, with square pixels
         * @param stretch size of the picture in units of the upright stored frame
         */
        void accept(int frame, RgbImage image, Stretch stretch);
    }

    /**
     * Decodes the selected frames.
     *
     * @return selected frames that could not be decoded
     * @throws LgscException naming the file, when it is missing, empty, truncated or not a video,
     *     or when none of its frames can be decoded
     */
    public List<Integer> decode(Consumer consumer) {
        return decodeStretched((frame, image, stretch) -> consumer.accept(frame, image));
    }

    /**
     * Decodes as {@link #decode} does, for a consumer that has coordinates in stored pixels.
     *
     * @return selected frames that could not be decoded
     * @throws LgscException as {@link #decode}
     */
    public List<Integer> decodeStretched(StretchedConsumer consumer) {
        requireFfmpeg();
        ContainerCheck.requireComplete(file);
        try {
            FrameNumbers numbers = numbers();
            int total = numbers.count();
            BitSet chosen = selection.indices(start, total);
            if (chosen.isEmpty()) {
                throw LgscException.of(
                        LgscException.Kind.INPUT,
                        "Cannot read %s: the video has %s frames, none of which can be used.",
                        file,
                        total);
            }
            return decode(chosen, numbers, consumer);
        } catch (VideoFile.UnreadableException e) {
            throw LgscException.of(
                    LgscException.Kind.INPUT, e, "Cannot read %s: %s.", file, e.reason());
        }
    }

    private static void requireFfmpeg() {
        try {
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        } catch (LinkageError e) {
            throw LgscException.of(
                    LgscException.Kind.ENVIRONMENT,
                    e,
                    "FFmpeg's binaries for %s are not on the class path; add "
                            + "org.lgsc:lgsc-natives (docs/deployment.md).",
                    Loader.getPlatform());
        }
    }

    /** Reads packets without decoding them: the number in the header is often a guess. */
    private FrameNumbers numbers() throws VideoFile.UnreadableException {
        try (VideoFile video = new VideoFile(file)) {
            LongStream.Builder times = LongStream.builder();
            if (!video.readPackets(times::add)) {
                throw ContainerCheck.truncated(file);
            }
            return new FrameNumbers(times.build().toArray(), video.reorders());
        }
    }

    private List<Integer> decode(BitSet chosen, FrameNumbers numbers, StretchedConsumer consumer)
            throws VideoFile.UnreadableException {
        try (VideoFile video = new VideoFile(file)) {
            Upright upright = video.upright().orElse(Upright.clockwise(turn));
            FrameDelivery delivery = new FrameDelivery(video, upright, numbers, chosen, consumer);
            video.decode(delivery);
            List<Integer> missing = delivery.finish();
            if (missing.size() == chosen.cardinality()) {
                throw video.undecodable();
            }
            return missing;
        }
    }
}
