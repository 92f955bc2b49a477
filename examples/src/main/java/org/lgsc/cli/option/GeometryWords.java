package org.lgsc.cli.option;

import java.util.Locale;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;

/** Parses the geometry options of the command line. */
public final class GeometryWords {
    private static final String GRID = "grid:";
    private static final String MOST = "max:";

    private GeometryWords() {}

    /**
     * Reads full, whole, patches, centre or grid:K.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static TestPolicy testPolicy(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.startsWith(GRID)) {
            return TestPolicy.grid(number("--test-policy", lower.substring(GRID.length())));
        }
        return switch (lower) {
            case "full" -> TestPolicy.FULL;
            case "whole" -> TestPolicy.WHOLE;
            case "patches" -> TestPolicy.PATCHES;
            case "centre" -> TestPolicy.CENTRE;
            default ->
                    throw new IllegalArgumentException(
                            "a test policy is full, whole, patches, centre or grid:K, not " + word);
        };
    }

    /** Reads a number, max: and a number, or native. */
    static WorkingSize workingSize(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.equals("native")) {
            return WorkingSize.NATIVE;
        }
        return lower.startsWith(MOST)
                ? WorkingSize.atMost(number("--working-size", lower.substring(MOST.length())))
                : WorkingSize.of(number("--working-size", lower));
    }

    private static int number(String option, String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    option + " must be an integer, but was '" + digits + "'", e);
        }
    }
}
