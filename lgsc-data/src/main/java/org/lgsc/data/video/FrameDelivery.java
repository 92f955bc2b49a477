package org.lgsc.data.video;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.image.RgbImage;

/**
 * Passes the selected frames on to their consumer, upright. A frame that is shown before the one it
 * depends on waits until that one is decoded, and is missing if that one is damaged.
 */
final class FrameDelivery implements VideoFile.Frames {
    private record Waiting(int packet, int frame, RgbImage image, VideoFrames.Stretch stretch) {}

    private final VideoFile video;
    private final Upright upright;
    private final FrameNumbers numbers;
    private final VideoFrames.StretchedConsumer consumer;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final BitSet missing;
    private final int last;
    private int next;

    /**
     * @param chosen numbers of the selected frames, not empty
     */
    FrameDelivery(
            VideoFile video,
            Upright upright,
            FrameNumbers numbers,
            BitSet chosen,
            VideoFrames.StretchedConsumer consumer) {
        this.video = video;
        this.upright = upright;
        this.numbers = numbers;
        this.consumer = consumer;
        missing = (BitSet) chosen.clone();
        last = chosen.length() - 1;
    }

    @Override
    public boolean next(int packet, long time, VideoFile.@Nullable Picture picture)
            throws VideoFile.UnreadableException {
        int frame = numbers.of(packet, time, next);
        next = frame + 1;
        if (missing.get(frame) && picture != null && !isWaiting(frame)) {
            VideoFrames.Stretch stretch = video.stretch();
            waiting.add(
                    new Waiting(
                            packet,
                            frame,
                            upright.apply(picture.get()),
                            upright.swapped() ? stretch.swapped() : stretch));
        }
        while (!waiting.isEmpty() && video.isSettled(waiting.element().packet())) {
            deliver(waiting.remove());
        }
        return frame < last || !waiting.isEmpty();
    }

    private boolean isWaiting(int frame) {
        return waiting.stream().anyMatch(w -> w.frame() == frame);
    }

    private void deliver(Waiting w) {
        if (!video.isDamaged(w.packet())) {
            missing.clear(w.frame());
            consumer.accept(w.frame(), w.image(), w.stretch());
        }
    }

    /** Passes on what still waits at the end of the video. */
    List<Integer> finish() {
        waiting.forEach(this::deliver);
        return missing.stream().boxed().toList();
    }
}
