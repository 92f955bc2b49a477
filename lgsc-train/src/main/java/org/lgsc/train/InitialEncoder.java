package org.lgsc.train;

import java.util.Locale;

/** The encoder's weights before any training. */
public enum InitialEncoder {
    /** Random weights. */
    RANDOM,

    /**
     * Those that come with the library for base width 16, see {@link
     * org.lgsc.train.internal.pretext.BuiltInEncoder}; random for any other width, with a remark.
     */
    BUILTIN;

    /** Lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
