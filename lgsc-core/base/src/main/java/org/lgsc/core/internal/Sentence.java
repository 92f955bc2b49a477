package org.lgsc.core.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A message made of a sentence and its parts, the same on machines of all locales. */
public final class Sentence {
    private Sentence() {}

    /**
     * Inserts parts into a sentence.
     *
     * @param sentence with a conversion, such as {@code %s}, for each part
     */
    public static String of(String sentence, @Nullable Object... parts) {
        return String.format(Locale.ROOT, sentence, parts);
    }
}
