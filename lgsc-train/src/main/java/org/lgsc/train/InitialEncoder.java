package org.lgsc.train;

import java.util.Locale;

/** What an encoder's weights are before any training. */
public enum InitialEncoder {
    /** Drawn by chance. */
    RANDOM,

    /**
     * Those that come with the library for base width 16, see {@link
     * org.lgsc.train.internal.pretext.BuiltInEncoder}; random for any other width, which is said.
     */
    BUILTIN;

    /** Lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
