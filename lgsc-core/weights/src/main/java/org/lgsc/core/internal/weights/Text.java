package org.lgsc.core.internal.weights;

import org.lgsc.core.internal.SafeText;

/** Makes names from untrusted files safe to show in messages. */
public final class Text {
    private static final int LONGEST = 120;

    private Text() {}

    /** Returns a name without control characters, cut off where it is too long. */
    public static String shown(String name) {
        String safe = SafeText.text(name, LONGEST);
        return name.length() <= LONGEST ? safe : safe + "...";
    }
}
