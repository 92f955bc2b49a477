package org.lgsc.data.sets;

import java.util.Locale;
import java.util.Optional;

/**
 * The contents of the name of a CASIA-MFSD video.
 *
 * @param species empty for bona fide
 * @param quality "low", "normal" or "high"
 */
record CasiaName(String species, String quality) {
    private static final String[] SPECIES = {"", "warped-photo", "cut-photo", "video"};

    /** Names are 1 to 8 (odd: normal quality, even: low) and HR_1 to HR_4. */
    static Optional<CasiaName> parse(String stem) {
        String name = stem.toUpperCase(Locale.ROOT);
        if (name.matches("[1-8]")) {
            int number = Integer.parseInt(name);
            return Optional.of(
                    new CasiaName(SPECIES[(number - 1) / 2], number % 2 == 1 ? "normal" : "low"));
        }
        return name.matches("HR_[1-4]")
                ? Optional.of(new CasiaName(SPECIES[name.charAt(3) - '1'], "high"))
                : Optional.empty();
    }
}
