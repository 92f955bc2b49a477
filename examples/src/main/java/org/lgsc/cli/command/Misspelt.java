package org.lgsc.cli.command;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Suggestions for misspelt options. Picocli compares only the first two letters and therefore
 * suggests nothing for {@code --dta}.
 */
final class Misspelt {
    /** Most letters that are wrong, missing or superfluous. */
    private static final int MOST_ERRORS = 2;

    private static final int LETTERS_PER_ERROR = 3;

    private Misspelt() {}

    static void print(CommandSpec command, List<String> unknown, PrintWriter to) {
        for (String word : unknown) {
            String name = word.split("=", 2)[0];
            List<String> near =
                    command.options().stream()
                            .filter(option -> !option.hidden())
                            .map(OptionSpec::longestName)
                            .filter(option -> isNear(name, option))
                            .toList();
            if (!near.isEmpty()) {
                to.println("Did you mean: " + String.join(" or ", near) + "?");
            }
        }
    }

    private static boolean isNear(String name, String option) {
        return name.startsWith("--")
                && !option.startsWith(name.substring(0, Math.min(4, name.length())))
                && distance(name, option)
                        <= Math.min(MOST_ERRORS, (name.length() - 2) / LETTERS_PER_ERROR);
    }

    /** Number of single letters to change, add or remove (Levenshtein distance). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
