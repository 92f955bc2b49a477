package org.lgsc.data.video;

import java.util.Arrays;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The numbers of a video's frames in display order, known before the first is decoded: a frame that
 * cannot be decoded keeps its number, and the later ones theirs.
 */
final class FrameNumbers {
    private final long[] times;
    private final boolean timed;
    private final boolean reorders;
    private final int count;

    /**
     * @param times time stamps of the packets, in the order of the file
     * @param reorders whether frames come in another order than their packets
     */
    FrameNumbers(long[] times, boolean reorders) {
        this.times = times.clone();
        this.count = times.length;
        this.reorders = reorders;
        Arrays.sort(this.times);
        boolean distinct = true;
        for (int i = 0; i < count && distinct; i++) {
            distinct =
                    this.times[i] != avutil.AV_NOPTS_VALUE
                            && (i == 0 || this.times[i] != this.times[i - 1]);
        }
        this.timed = distinct;
    }

    /** Number of frames of the video, intact or damaged. */
    int count() {
        return count;
    }

    /**
     * Returns the number of a frame.
     *
     * @param packet number of its packet, from 0
     * @param time display time
     * @param next the previous frame's number plus 1, for files without time stamps
     */
    int of(int packet, long time, int next) {
        int place = timed ? Arrays.binarySearch(times, time) : -1;
        if (place >= 0) {
            return place;
        }
        return reorders || packet < 0 || packet >= count ? next : packet;
    }
}
