package org.lgsc.core.internal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text with numbers as Java writes them: a decimal point and plain digits, whatever the language of
 * the machine. Reports, tables, files and messages of one machine can then be read on another.
 */
public final class RootFormat {
    private RootFormat() {}

    /**
     * Formats text as {@link String#format(Locale, String, Object...)}.
     *
     * @param pattern text with a specifier for each part
     * @param parts parts in order
     */
    public static String of(String pattern, @Nullable Object... parts) {
        return String.format(Locale.ROOT, pattern, parts);
    }
}
