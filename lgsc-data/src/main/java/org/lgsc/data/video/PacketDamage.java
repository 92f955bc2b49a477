package org.lgsc.data.video;

import java.util.BitSet;

/**
 * Damaged packets of a video, and the packets whose frames depend on them: those that follow in the
 * file up to the next key frame, and those that are shown before that key frame. On a frame that is
 * interpolated between two others (B) only such frames depend: those that follow it in the file up
 * to the next frame of another type. Packets are numbered in the order of the file; those that are
 * not shown have no number.
 */
final class PacketDamage {
    /** Longest run of frames that are decoded after the frame they depend on, but shown before. */
    private static final int LONGEST_RUN = 16;

    private final boolean reorders;
    private final boolean layered;
    private final BitSet keys = new BitSet();
    private final BitSet damaged = new BitSet();

    /** Damaged packets on which the following ones depend, and these. */
    private final BitSet chained = new BitSet();

    private final BitSet known = new BitSet();

    /** Interpolated frames (B). */
    private final BitSet between = new BitSet();

    private int count;
    private boolean broken;
    private boolean incompleteBefore;

    /**
     * @param reorders whether frames are shown in another order than their packets
     * @param layered whether interpolated frames (B) may depend on others of that type, as in
     *     H.264; which do is not known, so that all that follow a damaged one are taken for damaged
     */
    PacketDamage(boolean reorders, boolean layered) {
        this.reorders = reorders;
        this.layered = layered;
    }

    /**
     * Adds the next packet.
     *
     * @param shown whether it becomes a frame
     * @param key whether it depends on no other
     * @param incomplete whether the container lacks a part of it; FFmpeg's parser may report this
     *     for the previous frame, too, or only for that
     * @return its number; -1 when it is not shown
     */
    int add(boolean shown, boolean key, boolean incomplete) {
        broken = incomplete || incompleteBefore || broken && !key;
        incompleteBefore = incomplete;
        if (!shown) {
            return -1;
        }
        keys.set(count, key);
        chained.set(count, broken);
        return count++;
    }

    /** Notes that the last packet cannot be decoded: it gives no frame. */
    void lost(int number) {
        broken = true;
        if (number >= 0) {
            known.set(number);
            chained.set(number);
        }
    }

    /**
     * Notes that a packet became a frame.
     *
     * @param intact whether the decoder reports no damage
     * @param interpolated whether the frame is interpolated between two others (B); hardly any
     *     encoder lets frames of another type depend on these
     */
    void decoded(int number, boolean intact, boolean interpolated) {
        if (number < 0) {
            return;
        }
        known.set(number);
        between.set(number, interpolated);
        if (!intact && !interpolated) {
            int key = keys.nextSetBit(number + 1);
            chained.set(number, key < 0 ? count : key);
            broken |= key < 0;
        } else if (!intact || dependsOnGroupBefore(number)) {
            damaged.set(number);
        }
    }

    /** A frame that is shown before its key frame also depends on frames before that. */
    private boolean dependsOnGroupBefore(int number) {
        int key = keys.previousSetBit(number);
        return key > 0 && !known.get(key) && chained.get(key - 1);
    }

    boolean isDamaged(int number) {
        return number >= 0
                && (damaged.get(number) || chained.get(number) || dependsOnBetween(number));
    }

    private boolean dependsOnBetween(int number) {
        return layered
                && between.get(number)
                && damaged.previousSetBit(number - 1) > between.previousClearBit(number);
    }

    /** Returns whether no later frame can make this one a damaged one. */
    boolean isSettled(int number) {
        if (number < 0 || !reorders) {
            return true;
        }
        int open = known.nextClearBit(Math.max(0, count - 1 - LONGEST_RUN));
        return number < open;
    }
}
