package org.lgsc.eval.score;

import org.lgsc.core.internal.SplitMix64;

/**
 * Remembers which rows of a score file were read, in 18 to 36 bytes per row (an open hash table),
 * so that files of millions of rows can be checked for duplicates. Rows are identified by a 64-bit
 * hash of their names: among ten million different rows the chance that any two collide is below
 * one in a hundred thousand.
 */
final class SeenRows {
    private long[] keys = new long[64];
    private int[] lines = new int[64];
    private int size;

    /** Adds a row; returns the line in which the same name occurred before, 0 when it is new. */
    int add(PadScore score, long line) {
        return add(mix(mix(hash(score.id(), 1), hash(score.video(), 2)), score.frame()), line);
    }

    /** Adds only the name of a video; false when it had been added before. */
    boolean addVideo(String video) {
        return add(hash(video, 3), 1) != 0;
    }

    private int add(long key, long line) {
        if (size * 3L > keys.length * 2L) {
            grow();
        }
        int at = slot(keys, lines, key);
        if (lines[at] != 0) {
            return lines[at];
        }
        keys[at] = key;
        lines[at] = (int) Math.min(Integer.MAX_VALUE, line);
        size++;
        return 0;
    }

    private static int slot(long[] keys, int[] lines, long key) {
        int mask = keys.length - 1;
        int at = (int) key & mask;
        while (lines[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldLines = lines;
        keys = new long[Math.multiplyExact(2, oldKeys.length)];
        lines = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldLines[i] != 0) {
                int at = slot(keys, lines, oldKeys[i]);
                keys[at] = oldKeys[i];
                lines[at] = oldLines[i];
            }
        }
    }

    private static long hash(String text, long seed) {
        long h = seed;
        for (int i = 0; i < text.length(); i++) {
            h = mix(h, text.charAt(i));
        }
        return mix(h, text.length());
    }

    private static long mix(long h, long value) {
        return SplitMix64.mix(h * SplitMix64.STEP + value + 0x632BE59BD9B4E019L);
    }
}
