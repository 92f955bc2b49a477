package org.lgsc.data.video;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.RgbImage;

/**
 * Decodes frames of a video in one pass, turned upright as its file says. Every frame up to the
 * last chosen one is decoded, because frames depend on those before them; only chosen ones are
 * converted to RGB.
 *
 * <p>Safe to use from several threads for different videos; each video is decoded in its caller's
 * thread. FFmpeg's own messages are switched off for the whole process.
 */
public final class VideoFrames {
    /** Larger pictures are damage or worse. */
    private static final long MOST_PIXELS = 100_000_000;

    private final Path file;
    private final FrameSelection selection;
    private final int start;
    private final int turn;

    /**
     * @param file the video
     * @param selection which frames
     * @param start frames before this one are known to be damaged
     * @param turn degrees clockwise, a multiple of 90, where the file itself does not say
     */
    public VideoFrames(Path file, FrameSelection selection, int start, int turn) {
        this.file = file;
        this.selection = selection;
        this.start = start;
        this.turn = turn;
    }

    /** Takes a decoded frame. */
    @FunctionalInterface
    public interface Consumer {
        /**
         * @param frame number from 0
         * @param image upright
         */
        void accept(int frame, RgbImage image);
    }

    /**
     * Decodes.
     *
     * @return chosen frames that could not be decoded
     * @throws LgscException when the file is missing, empty, truncated or no video, or when none of
     *     its frames can be decoded; naming it
     */
    public List<Integer> decode(Consumer consumer) {
        requireFfmpeg();
        ContainerCheck.requireComplete(file);
        try {
            int total = countFrames();
            BitSet chosen = selection.indices(start, total);
            if (chosen.isEmpty()) {
                throw new LgscException(
                        "Cannot read "
                                + file
                                + ": the video has "
                                + total
                                + " frames, none of which can be used.");
            }
            List<Integer> missing = decode(chosen, consumer);
            if (missing.size() == chosen.cardinality()) {
                throw new LgscException(
                        "Cannot read " + file + ": none of its frames can be decoded.");
            }
            return missing;
        } catch (FrameGrabber.Exception e) {
            throw new LgscException(
                    "Cannot read "
                            + file
                            + ": it is no video that FFmpeg can decode; copy it again or remove"
                            + " it.",
                    e);
        }
    }

    private static void requireFfmpeg() {
        try {
            FFmpegFrameGrabber.tryLoad();
            avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        } catch (FrameGrabber.Exception | LinkageError e) {
            throw new LgscException(
                    "FFmpeg's binaries for "
                            + Loader.getPlatform()
                            + " are not on the class path; add org.lgsc:lgsc-natives"
                            + " (docs/deployment.md).",
                    e);
        }
    }

    private FFmpegFrameGrabber open() throws FrameGrabber.Exception {
        FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile());
        grabber.setPixelFormat(avutil.AV_PIX_FMT_RGB24);
        // one thread a video: videos are decoded in parallel
        grabber.setVideoOption("threads", "1");
        try {
            grabber.start();
            long pixels = (long) grabber.getImageWidth() * grabber.getImageHeight();
            if (!grabber.hasVideo() || pixels < 1 || pixels > MOST_PIXELS) {
                throw new FrameGrabber.Exception("no usable video stream");
            }
            return grabber;
        } catch (FrameGrabber.Exception e) {
            grabber.close();
            throw e;
        }
    }

    /** By reading packets without decoding them: the number in the header is often a guess. */
    private int countFrames() throws FrameGrabber.Exception {
        if (selection.mode() == FrameSelection.Mode.FIRST) {
            return selection.count();
        }
        try (FFmpegFrameGrabber grabber = open()) {
            int stream = videoStream(grabber.getFormatContext()).index();
            int count = 0;
            for (AVPacket packet = grabber.grabPacket();
                    packet != null;
                    packet = grabber.grabPacket()) {
                count += packet.stream_index() == stream ? 1 : 0;
                avcodec.av_packet_unref(packet); // which the grabber leaves to its caller
            }
            return count;
        }
    }

    private List<Integer> decode(BitSet chosen, Consumer consumer) throws FrameGrabber.Exception {
        int last = chosen.length() - 1;
        int frame = 0;
        try (FFmpegFrameGrabber grabber = open()) {
            int degrees = turn(grabber.getFormatContext());
            for (; frame <= last; frame++) {
                Frame grabbed = grabber.grabFrame(false, true, chosen.get(frame), false, false);
                if (grabbed == null) {
                    break;
                }
                if (chosen.get(frame)) {
                    consumer.accept(frame, QuarterTurn.clockwise(image(grabbed), degrees));
                }
            }
        }
        List<Integer> missing = new ArrayList<>();
        if (selection.mode() != FrameSelection.Mode.FIRST || frame <= start) {
            for (int i = chosen.nextSetBit(frame); i >= 0; i = chosen.nextSetBit(i + 1)) {
                missing.add(i);
            }
        }
        return missing;
    }

    private static RgbImage image(Frame frame) {
        int width = frame.imageWidth;
        int height = frame.imageHeight;
        byte[] rgb = new byte[3 * width * height];
        ByteBuffer pixels = (ByteBuffer) frame.image[0];
        for (int y = 0; y < height; y++) {
            pixels.get(y * frame.imageStride, rgb, 3 * y * width, 3 * width);
        }
        return new RgbImage(width, height, rgb);
    }

    /** Players turn a picture as its file says; FFmpegFrameGrabber does not. */
    private int turn(AVFormatContext context) {
        try (SizeTPointer size = new SizeTPointer(1);
                BytePointer matrix =
                        avformat.av_stream_get_side_data(
                                videoStream(context), avcodec.AV_PKT_DATA_DISPLAYMATRIX, size)) {
            if (matrix == null || matrix.isNull() || size.get() < 9L * Integer.BYTES) {
                return turn;
            }
            try (IntPointer values = new IntPointer(matrix)) {
                double anticlockwise = avutil.av_display_rotation_get(values);
                boolean known = !Double.isNaN(anticlockwise);
                return known ? Math.floorMod(-Math.round(anticlockwise / 90) * 90, 360) : turn;
            }
        }
    }

    private static AVStream videoStream(AVFormatContext context) {
        for (int i = 0; i < context.nb_streams(); i++) {
            AVStream stream = context.streams(i);
            if (stream.codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
                return stream;
            }
        }
        throw new IllegalStateException("a grabber with video has a video stream");
    }
}
