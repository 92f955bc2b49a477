package org.lgsc.core.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;

/** Memory for the maps of a program; a map's memory is used again when nobody reads it any more. */
final class Buffers {
    private final List<FloatPointer> all = new ArrayList<>();
    private final List<FloatPointer> free = new ArrayList<>();

    /** The smallest free buffer that is large enough, or a new one. */
    FloatPointer take(long floats) {
        FloatPointer best = null;
        for (FloatPointer buffer : free) {
            if (buffer.capacity() >= floats
                    && (best == null || buffer.capacity() < best.capacity())) {
                best = buffer;
            }
        }
        if (best != null && best.capacity() <= 4 * floats) {
            free.remove(best);
            return best;
        }
        FloatPointer made = new FloatPointer(floats);
        all.add(made);
        return made;
    }

    void giveBack(FloatPointer buffer) {
        free.add(buffer);
    }

    List<FloatPointer> all() {
        return all;
    }
}
