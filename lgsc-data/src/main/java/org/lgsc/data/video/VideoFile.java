package org.lgsc.data.video;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;

/**
 * The video stream of an open video file: packets in the order of the file, and the frames decoded
 * from them. It uses FFmpeg's C interface itself, because {@code FFmpegFrameGrabber} silently skips
 * packets that it cannot decode, and all later frames move up by one.
 */
final class VideoFile implements AutoCloseable {
    /** Larger pictures mean a damaged or malicious file. */
    private static final long MOST_PIXELS = 100_000_000;

    /** Containers that cannot refer to other files. */
    private static final String CONTAINERS = "avi,mov,matroska,asf,mpeg,mpegts";

    private static final String UNREADABLE =
            "it is not a video that FFmpeg can decode; copy it again or remove it";

    /** Thrown when FFmpeg cannot read the video or a frame; its message completes a sentence. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        /**
         * @param reason what is wrong and what to do, without the file
         */
        UnreadableException(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    private final AVFormatContext format = new AVFormatContext(null);
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame frame = avutil.av_frame_alloc();

    private final VideoColours colours = new VideoColours();

    private AVStream stream;
    private AVCodecContext decoder;
    private PacketDamage damage;
    private @Nullable SwsContext scaler;

    /**
     * @throws UnreadableException when the file is not a video
     */
    @SuppressWarnings("NullAway.Init") // open sets stream and decode the rest, or fail
    VideoFile(Path file) throws UnreadableException {
        try {
            open(file);
        } catch (UnreadableException e) {
            close();
            throw e;
        }
    }

    private void open(Path file) throws UnreadableException {
        AVDictionary options = new AVDictionary(null);
        avutil.av_dict_set(options, "format_whitelist", CONTAINERS, 0);
        avutil.av_dict_set(options, "protocol_whitelist", "file", 0);
        // absolute, so that a name with a colon is not read as an address
        byte[] path = file.toAbsolutePath().toString().getBytes(names());
        try (BytePointer name = new BytePointer(Arrays.copyOf(path, path.length + 1))) {
            check(avformat.avformat_open_input(format, name, null, options));
        } finally {
            avutil.av_dict_free(options);
        }
        check(avformat.avformat_find_stream_info(format, (PointerPointer<?>) null));
        int index =
                avformat.av_find_best_stream(
                        format, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (index < 0) {
            throw new UnreadableException("it has no pictures (only sound?); remove it");
        }
        stream = format.streams(index);
        long pixels = (long) stream.codecpar().width() * stream.codecpar().height();
        if (pixels < 1 || pixels > MOST_PIXELS) {
            throw new UnreadableException(UNREADABLE);
        }
    }

    /** The charset of the operating system's file names; FFmpeg requires UTF-8 on Windows. */
    private static Charset names() {
        String system = System.getProperty("sun.jnu.encoding");
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return windows || system == null || !Charset.isSupported(system)
                ? StandardCharsets.UTF_8
                : Charset.forName(system);
    }

    private static void check(int result) throws UnreadableException {
        if (result < 0) {
            throw new UnreadableException(UNREADABLE);
        }
    }

    /** Receives the time stamp of each packet that becomes a frame. */
    @FunctionalInterface
    interface Packets {
        /**
         * @param time display time, in units of the stream; {@link avutil#AV_NOPTS_VALUE} when the
         *     file does not state it
         */
        void next(long time);
    }

    /**
     * Reads to the end without decoding.
     *
     * @return whether the last picture is complete down to its lowest row, as far as can be
     *     detected
     */
    boolean readPackets(Packets packets) {
        AVPacket last = avcodec.av_packet_alloc();
        try {
            while (nextPacket()) {
                if (isShown()) {
                    packets.next(packet.pts());
                }
                avcodec.av_packet_unref(last);
                avcodec.av_packet_move_ref(last, packet);
            }
            return last.size() == 0
                    || stream.codecpar().codec_id() != avcodec.AV_CODEC_ID_MPEG2VIDEO
                    || MpegCheck.hasLowestRow(bytes(last), stream.codecpar().height());
        } finally {
            avcodec.av_packet_free(last);
        }
    }

    private static byte[] bytes(AVPacket packet) {
        byte[] bytes = new byte[packet.size()];
        packet.data().get(bytes);
        return bytes;
    }

    /** Returns whether frames are displayed in another order than their packets. */
    boolean reorders() {
        return stream.codecpar().video_delay() > 0;
    }

    /** Returns whether interpolated frames may depend on others: older codecs do not allow it. */
    private boolean layersBetween() {
        int codec = stream.codecpar().codec_id();
        return codec == avcodec.AV_CODEC_ID_H264 || codec == avcodec.AV_CODEC_ID_HEVC;
    }

    /** Takes a decoded frame. */
    @FunctionalInterface
    interface Frames {
        /**
         * @param packet number of its packet
         * @param time display time; {@link avutil#AV_NOPTS_VALUE} when the file does not state it
         * @param image makes the picture; null when the decoder reports that the frame is damaged
         * @return whether to continue
         */
        boolean next(int packet, long time, @Nullable Picture image) throws UnreadableException;
    }

    /** Makes the picture of the last decoded frame, with square pixels, not rotated. */
    @FunctionalInterface
    interface Picture {
        RgbImage get() throws UnreadableException;
    }

    /**
     * Decodes to the end, or until the consumer has enough. Packets that cannot be decoded are
     * skipped: they give no frames.
     */
    void decode(Frames frames) throws UnreadableException {
        openDecoder();
        damage = new PacketDamage(reorders(), layersBetween());
        while (nextPacket()) {
            int number = damage.add(isShown(), isKey(), isIncomplete());
            decoder.reordered_opaque(number);
            // an error is about this packet; the next one may be intact
            if (avcodec.avcodec_send_packet(decoder, packet) < 0) {
                damage.lost(number);
            }
            avcodec.av_packet_unref(packet);
            if (!receive(frames)) {
                return;
            }
        }
        avcodec.avcodec_send_packet(decoder, null);
        receive(frames);
    }

    /** Returns whether no later frame can make this one a damaged one. */
    boolean isSettled(int packet) {
        return damage.isSettled(packet);
    }

    /** Returns whether a packet is damaged, or depends on a damaged one, as far as it is known. */
    boolean isDamaged(int packet) {
        return damage.isDamaged(packet);
    }

    private void openDecoder() throws UnreadableException {
        AVCodec codec = avcodec.avcodec_find_decoder(stream.codecpar().codec_id());
        if (codec == null) {
            throw undecodable();
        }
        decoder = avcodec.avcodec_alloc_context3(codec);
        check(avcodec.avcodec_parameters_to_context(decoder, stream.codecpar()));
        decoder.pkt_timebase(stream.time_base());
        decoder.thread_count(1); // videos are decoded in parallel
        check(avcodec.avcodec_open2(decoder, codec, (PointerPointer<?>) null));
    }

    /** FFmpeg has no decoder, or one that needs hardware (AV1), for the file's codec. */
    UnreadableException undecodable() {
        return new UnreadableException(
                "none of its frames can be decoded (codec "
                        + avcodec.avcodec_get_name(stream.codecpar().codec_id()).getString()
                        + "); copy it again, or convert it to H.264");
    }

    private boolean receive(Frames frames) throws UnreadableException {
        while (avcodec.avcodec_receive_frame(decoder, frame) >= 0) {
            int number = (int) frame.reordered_opaque();
            damage.decoded(
                    number,
                    frame.decode_error_flags() == 0
                            && (frame.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) == 0,
                    frame.pict_type() == avutil.AV_PICTURE_TYPE_B);
            boolean whole = !damage.isDamaged(number);
            boolean more = frames.next(number, frame.pts(), whole ? this::picture : null);
            avutil.av_frame_unref(frame);
            if (!more) {
                return false;
            }
        }
        return true;
    }

    /** Reads the next packet of the stream with content; the caller must unreference it. */
    private boolean nextPacket() {
        while (avformat.av_read_frame(format, packet) >= 0) {
            if (packet.stream_index() == stream.index() && packet.size() > 0) {
                return true;
            }
            avcodec.av_packet_unref(packet);
        }
        return false;
    }

    /** A TS numbers its packets, so FFmpeg detects a missing one. */
    private boolean isIncomplete() {
        return (packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0;
    }

    private boolean isKey() {
        return (packet.flags() & avcodec.AV_PKT_FLAG_KEY) != 0;
    }

    /** Edit lists hide frames, and VP8 has frames that are only references. */
    private boolean isShown() {
        boolean vp8 = stream.codecpar().codec_id() == avcodec.AV_CODEC_ID_VP8;
        return (packet.flags() & avcodec.AV_PKT_FLAG_DISCARD) == 0
                && (!vp8 || (packet.data().get(0) & 0x10) != 0);
    }

    /**
     * Returns how the pixels of the last decoded frame are made square, before its rotation. As in
     * players, the container's ratio takes precedence over the codec's.
     */
    VideoFrames.Stretch stretch() {
        return VideoFrames.Stretch.of(
                avutil.av_q2d(avformat.av_guess_sample_aspect_ratio(format, stream, frame)));
    }

    private RgbImage picture() throws UnreadableException {
        VideoFrames.Stretch stretch = stretch();
        int width = (int) Math.round(frame.width() * stretch.x());
        int height = (int) Math.round(frame.height() * stretch.y());
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
            throw new UnreadableException(RootFormat.of("a frame has %sx%s pixels", width, height));
        }
        scaler =
                swscale.sws_getCachedContext(
                        scaler,
                        frame.width(),
                        frame.height(),
                        frame.format(),
                        width,
                        height,
                        avutil.AV_PIX_FMT_RGB24,
                        swscale.SWS_BILINEAR,
                        null,
                        null,
                        (DoublePointer) null);
        if (scaler == null) {
            throw undecodable();
        }
        useStatedColours(scaler);
        // rows of a multiple of 32 pixels: swscale writes past the end of narrower ones
        int stride = 3 * (width + 31 & ~31);
        byte[] rgb = new byte[3 * width * height];
        try (BytePointer pixels = new BytePointer((long) stride * height);
                PointerPointer<BytePointer> planes =
                        new PointerPointer<BytePointer>(4).put(0, pixels);
                IntPointer strides = new IntPointer(stride, 0, 0, 0)) {
            planes.put(1, null).put(2, null).put(3, null);
            swscale.sws_scale(
                    scaler, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
            for (int y = 0; y < height; y++) {
                pixels.position((long) y * stride).get(rgb, 3 * y * width, 3 * width);
            }
            pixels.position(0);
        }
        colours.convert(frame, rgb);
        return new RgbImage(width, height, rgb);
    }

    /** By default, swscale converts by BT.601, which tints the faces of most HD videos. */
    private void useStatedColours(SwsContext scaler) {
        int range = frame.color_range();
        if (frame.colorspace() == avutil.AVCOL_SPC_UNSPECIFIED
                && range == avutil.AVCOL_RANGE_UNSPECIFIED) {
            return;
        }
        try (PointerPointer<IntPointer> tables = new PointerPointer<>(1);
                IntPointer full = new IntPointer(1).put(0);
                IntPointer others = new IntPointer(1)) {
            swscale.sws_getColorspaceDetails(
                    scaler, tables, full, tables, others, others, others, others);
            if (range != avutil.AVCOL_RANGE_UNSPECIFIED) {
                full.put(range == avutil.AVCOL_RANGE_JPEG ? 1 : 0);
            }
            IntPointer matrix = swscale.sws_getCoefficients(frame.colorspace());
            int one = 1 << 16;
            swscale.sws_setColorspaceDetails(scaler, matrix, full.get(), matrix, 0, 0, one, one);
        }
    }

    /** Returns how a player rotates the pictures; empty when the file does not state it. */
    Optional<Upright> upright() {
        try (SizeTPointer size = new SizeTPointer(1)) {
            BytePointer matrix =
                    avformat.av_stream_get_side_data(
                            stream, avcodec.AV_PKT_DATA_DISPLAYMATRIX, size);
            if (matrix == null || matrix.isNull() || size.get() < 9L * Integer.BYTES) {
                return Optional.empty();
            }
            IntPointer values = new IntPointer(matrix);
            return Upright.of(values.get(0), values.get(1), values.get(3), values.get(4));
        }
    }

    @Override
    public void close() {
        if (scaler != null) {
            swscale.sws_freeContext(scaler);
        }
        if (decoder != null) {
            avcodec.avcodec_free_context(decoder);
        }
        avutil.av_frame_free(frame);
        avcodec.av_packet_free(packet);
        avformat.avformat_close_input(format);
    }
}
