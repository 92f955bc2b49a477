package org.lgsc.data.video;

import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.lgsc.core.internal.colour.CodePoints;
import org.lgsc.core.internal.colour.ColourProfile;

/**
 * Converts the pixels of videos with HDR brightness or wide colours (BT.2020, P3) to sRGB, where
 * they would be pale. Those of other videos stay as they are, as in players.
 */
final class VideoColours {
    private int primaries = avutil.AVCOL_PRI_UNSPECIFIED;
    private int transfer = avutil.AVCOL_TRC_UNSPECIFIED;
    private Optional<ColourProfile> profile = Optional.empty();

    /**
     * Converts a frame.
     *
     * @param frame states the colours
     * @param rgb its pixels, which change
     */
    void convert(AVFrame frame, byte[] rgb) {
        if (frame.color_primaries() != primaries || frame.color_trc() != transfer) {
            primaries = frame.color_primaries();
            transfer = frame.color_trc();
            profile = profile(primaries, transfer);
        }
        profile.ifPresent(p -> p.convert(rgb));
    }

    private static Optional<ColourProfile> profile(int primaries, int transfer) {
        boolean wide =
                primaries == avutil.AVCOL_PRI_BT2020 || primaries == avutil.AVCOL_PRI_SMPTE432;
        if (CodePoints.isHdr(transfer)) {
            boolean known = CodePoints.areKnown(primaries, transfer);
            return CodePoints.profile(known ? primaries : avutil.AVCOL_PRI_BT2020, transfer);
        }
        // other curves are shown as they are
        return wide ? CodePoints.profile(primaries, avutil.AVCOL_TRC_BT709) : Optional.empty();
    }
}
